// The values of Python's literals. Answers nothing for those that are no part of the language: bytes, raw text with
// quotes to be formatted, complex numbers.

const escapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escape = /\\(?:([\n\\'"abfnrtv])|([0-7]{1,3})|x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8}))/g;

/** The characters of a text in quotes. */
export function readText(literal: string): string | undefined {
  const [, prefix = '', quoted = ''] = /^([a-z]*)(.*)$/is.exec(literal) ?? [];
  if (!/^[ru]?$/i.test(prefix)) return undefined;
  const quotes = /^('''|"""|'|")/.exec(quoted)?.[0].length ?? 0;
  const body = quoted.slice(quotes, quoted.length - quotes);
  const text = prefix.toLowerCase() === 'r' ? body : unescaped(body);
  // No character is half of a pair.
  return text === undefined || /\p{Surrogate}/u.test(text) ? undefined : text;
}

/** What is no character comes out as half of a pair, which is none either. */
function unescaped(body: string): string | undefined {
  if (/\\N\{/.test(body)) return undefined;
  return body.replace(escape, (all, plain?: string, octal?: string, x?: string, u?: string, long?: string) => {
    if (plain !== undefined) return escapes[plain] ?? all;
    const code = octal === undefined ? parseInt(x ?? u ?? long ?? '', 16) : parseInt(octal, 8);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ud800';
  });
}

/** A whole number. */
export function readInt(literal: string): bigint | undefined {
  const digits = literal.replaceAll('_', '');
  return /^(\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.test(digits) && !/^0+[1-9]/.test(digits) ? BigInt(digits) : undefined;
}

/** A float, in digits that the core reads. */
export function readFloat(literal: string): string | undefined {
  const digits = literal.replaceAll('_', '');
  return /^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits) && /[.e]/i.test(digits) ? digits : undefined;
}
