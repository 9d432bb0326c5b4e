// What is said of a problem with a link or a file. The sentences are in locales/.

import { type Messages } from '../locales/messages.ts';
import { type Problem } from './problem.ts';

type Sentence = (problem: Problem) => string;

export function tellProblem({ share: { problems } }: Messages, problem: Problem): string {
  const sentence = problems[problem.code];
  const why = typeof sentence === 'string' ? sentence : (sentence as Sentence)(problem);
  return problems.link({ why });
}
