// A compiled core whose memory cannot grow beyond a limit: the same module, with a maximum written into its memory's type.
// For tests only.

const MEMORY_SECTION = 5;
/** Magic and version. */
const HEADER = 8;
/** Bytes of a page of wasm memory. */
const PAGE = 65_536;

/** The module with a memory of at most so many bytes, which have to be enough for what it begins with. */
export function withMostMemory(module: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  let at = HEADER;
  for (;;) {
    const id = module[at];
    if (id === undefined) throw new Error('the module has no memory of its own');
    const { value: size, end: content } = leb(module, at + 1);
    if (id === MEMORY_SECTION) return joined(module, at, content, content + size, bytes / PAGE);
    at = content + size;
  }
}

/** One memory, whose limits are a flag, the initial pages and, with the flag 1, the most pages. */
function joined(module: Uint8Array, from: number, content: number, to: number, most: number): Uint8Array<ArrayBuffer> {
  const { value: initial } = leb(module, content + 2);
  if (initial > most) throw new Error(`the module begins with ${String(initial)} pages`);
  const limits = [1, 1, ...lebOf(initial), ...lebOf(most)];
  const section = [MEMORY_SECTION, ...lebOf(limits.length), ...limits];
  return Uint8Array.from([...module.subarray(0, from), ...section, ...module.subarray(to)]);
}

/** An unsigned number as LEB128, and where it ends. */
function leb(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let index = at, unit = 1; ; index += 1, unit *= 128) {
    const byte = bytes[index] ?? 0;
    value += (byte % 128) * unit;
    if (byte < 128) return { value, end: index + 1 };
  }
}

function lebOf(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...lebOf(Math.floor(value / 128))];
}
