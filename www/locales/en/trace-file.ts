// English: why a file cannot be read as a trace.

import { msg } from '../message.ts';

export const traceFile = {
  empty: 'The file is empty.',
  damaged: 'The file starts like gzip, but cannot be unpacked: it is damaged or cut off.',
  unreadable: msg<{ file: string }>(
    'The browser cannot read “{file}”. Is it a folder, or was it moved or deleted? Nothing was changed.',
  ),
  tooLong: msg<{ mebibytes: number }>('The trace is longer than {mebibytes, number} MiB.'),
};
