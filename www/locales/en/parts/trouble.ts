// English: what goes wrong. A part of the catalogue that is loaded as one.

import { crash, report, update } from '../crash.ts';
import { problems } from '../embed-problems.ts';
import { errors, errorWords } from '../errors.ts';
import { traceFile } from '../trace-file.ts';

export const part = {
  errors,
  errorWords,
  traceFile,
  crash,
  update,
  timeline: { crash: report },
  embedProblems: problems,
};
