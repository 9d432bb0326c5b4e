// How wide a text is, counted in letters, where a drawing has to know before it is drawn. Measures nothing.

/** Signs of East Asian writing, which take the width of two Latin letters. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\uabff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** The width of a text in Latin letters. */
export function letters(text: string): number {
  let sum = 0;
  for (const sign of text) sum += widthOf(sign);
  return sum;
}

/** The text, or as much of it as fits into so many letters with a sign that there is more. */
export function cut(text: string, most: number): string {
  if (letters(text) <= most) return text;
  let room = most - 1;
  let shown = '';
  for (const sign of text) {
    room -= widthOf(sign);
    if (room < 0) break;
    shown += sign;
  }
  return `${shown}…`;
}

function widthOf(sign: string): number {
  return WIDE.test(sign) ? 2 : 1;
}
