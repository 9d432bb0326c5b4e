// Sharing, together: sessions written and read. Loaded when one is shared or opened.

export { sessionFile } from './file.ts';
export { writeLink } from './link.ts';
export { filedOf, openFile, openLink, savedOf } from './sharing.ts';
