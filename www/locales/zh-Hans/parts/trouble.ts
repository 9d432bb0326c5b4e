// 简体中文: 出错时. A part of the catalogue that is loaded as one.

import { type part as english } from '../../en/parts/trouble.ts';
import { type Translation } from '../../message.ts';
import { crash, report, update } from '../crash.ts';
import { problems } from '../embed-problems.ts';
import { errors, errorWords } from '../errors.ts';
import { traceFile } from '../trace-file.ts';

export const part: Translation<typeof english> = {
  errors,
  errorWords,
  traceFile,
  crash,
  update,
  timeline: { crash: report },
  embedProblems: problems,
};
