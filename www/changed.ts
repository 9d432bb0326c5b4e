// Which addresses the last action wrote. Holds ranges only and never knows what stands there.

export class ChangedRanges {
  static readonly none = new ChangedRanges([]);

  /** `ranges` is at, len, at, len… sorted by address and merged, as the core answers it. */
  constructor(readonly ranges: ArrayLike<number>) {}

  /** Of ranges in any order, which may overlap. */
  static of(ranges: readonly { readonly at: number; readonly size: number }[]): ChangedRanges {
    const merged: number[] = [];
    for (const { at, size } of ranges.toSorted((one, other) => one.at - other.at)) {
      const [start, len] = merged.slice(-2);
      if (start === undefined || len === undefined || at > start + len) merged.push(at, size);
      else merged[merged.length - 1] = Math.max(len, at + size - start);
    }
    return new ChangedRanges(merged);
  }

  get empty(): boolean {
    return this.ranges.length === 0;
  }

  /** Whether any of the `len` bytes at `at` was written. */
  has(at: number, len: number): boolean {
    const next = this.firstEndingAfter(at);
    const start = this.ranges[2 * next];
    return start !== undefined && start < at + len;
  }

  private firstEndingAfter(at: number): number {
    let low = 0;
    let high = this.ranges.length / 2;
    while (low < high) {
      const middle = (low + high) >> 1;
      const end = (this.ranges[2 * middle] ?? 0) + (this.ranges[2 * middle + 1] ?? 0);
      if (end > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
