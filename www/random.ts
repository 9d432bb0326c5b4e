// Seeded random numbers, so that a scenario and its seed always do the same.
// Not for secrets.

/** The mulberry32 generator: each call answers a number from 0 up to, but not including, 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `count` different elements in random order. Takes time for `count`, and one copy of the list. */
export function sample(list: Float64Array, count: number, random: () => number): Float64Array {
  const drawn = list.slice();
  const most = Math.min(count, drawn.length);
  for (let at = 0; at < most; at += 1) {
    const other = at + Math.floor(random() * (drawn.length - at));
    const taken = drawn[other] ?? 0;
    drawn[other] = drawn[at] ?? 0;
    drawn[at] = taken;
  }
  return drawn.subarray(0, most);
}
