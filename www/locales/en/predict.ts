// English: questions to be answered before something is shown, and what is said to the answers.

import { msg } from '../message.ts';

export const predict = {
  yes: 'Yes',
  no: 'No',
  whoServes: msg<{ nbytes: number }>('Who will serve a request for {nbytes, plural, one {# byte} other {# bytes}}?'),
  pymalloc: 'pymalloc',
  raw: 'The C library',
  whichBlock: msg<{ nbytes: number }>(
    'Which block will be handed out for {nbytes, plural, one {# byte} other {# bytes}}? Choose it in the pool.',
  ),
  whichPool: msg<{ nbytes: number }>(
    'No pool of the class is in usedpools. Which pool will serve {nbytes, plural, one {# byte} other {# bytes}}? Choose it in the arena.',
  ),
  newArena: msg<{ nbytes: number }>(
    'Does this request for {nbytes, plural, one {# byte} other {# bytes}} need a new arena from the system?',
  ),
  moves: msg<{ addr: string; nbytes: number }>(
    'Will the block at {addr} move, to hold {nbytes, plural, one {# byte} other {# bytes}}?',
  ),
  arenaGoes: msg<{ addr: string }>('Does freeing {addr} give its arena back to the system?'),
  poolFate: msg<{ addr: string }>('What becomes of the pool when {addr} is freed?'),
  poolStays: 'It stays where it is.',
  poolComesBack: 'It comes back into usedpools.',
  poolEmpties: 'It becomes empty and goes to freepools.',
  unreachable: 'Which objects will the scan leave in unreachable? Choose all of them among the objects.',
  nothing: 'none',
  survives: msg<{ name: string }>('Will {name} survive this collection?'),
  dies: msg<{ name: string }>('Does the object that {name} is bound to die now?'),
  whichGeneration: 'The count of generation 0 has reached its threshold. Which generation will be collected now?',
  noGeneration: 'None',
  generation: msg<{ generation: number }>('Generation {generation, number}'),
  gcRefs: msg<{ name: string; refs: number }>('gc_refs of {name} is {refs, number}. What is it after subtract_refs?'),
  refs: msg<{ refs: number }>('{refs, number}'),
  yourAnswer: msg<{ answer: string }>('Your answer: {answer}'),
  noAnswer: 'Nothing chosen yet.',
  answer: 'Answer',
  showMe: 'Show me',
  notNow: 'Not now',
  right: msg<{ truth: string }>('Right: {truth}'),
  wrong: msg<{ truth: string }>('Not so. It is: {truth}'),
  shown: msg<{ truth: string }>('It is: {truth}'),
  why: 'Show the step that decides',
  close: 'Close',
  score: msg<{ right: number; asked: number }>('{right, number} of {asked, number} right'),
};
