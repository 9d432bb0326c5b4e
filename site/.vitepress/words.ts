// Where one word of a text ends and the next begins, for the search, also in Chinese: what is indexed and what somebody
// looks for are parted in the same way. Pure.

const CHINESE = /\p{Script=Han}+/gu;
const BETWEEN = /[\n\r\p{Z}\p{P}]+/u;

export function tokens(text: string): string[] {
  return text
    .replaceAll(CHINESE, (run) => ` ${pairs(run).join(' ')} `)
    .split(BETWEEN)
    .filter((word) => word !== '');
}

/** Each pair of neighbours: no dictionary has the words of an allocator, and browsers do not all have the same one. */
function pairs(run: string): string[] {
  const signs = Array.from(run);
  return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`);
}
