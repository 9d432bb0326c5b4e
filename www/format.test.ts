// How numbers are written, beyond 32 bits too.

import { describe, expect, it } from 'vitest';

import { alignDown, byte, bytes, count, hex, mask, percent, runs } from './format.ts';

describe('addresses', () => {
  it('are hexadecimal, without padding', () => {
    expect(hex(0)).toBe('0x0');
    expect(hex(0x10_0000_304000)).toBe('0x100000304000');
  });
  it('are rounded down exactly where bitwise operators would not be', () => {
    expect(alignDown(0x10_0000_305f60, 16384)).toBe(0x10_0000_304000);
  });
  it('are masked at the width of a pointer', () => {
    expect(mask(4096, 4)).toBe('0xfffff000');
    expect(mask(16384, 8)).toBe('0xffffffffffffc000');
  });
});

it.each(['en', 'zh-Hans'])('numbers have their thousands apart, as %s has them', (language) => {
  const rules = new Intl.NumberFormat(language);
  for (const value of [0, 7, 999, 1000, 262_144, 1_048_576.5, 0.0625, -1234, 1e15])
    expect(count(value)).toBe(rules.format(value));
});

describe('sizes and shares', () => {
  it('are told in the largest unit that stays readable', () => {
    expect([bytes(512), bytes(4096), bytes(262144), bytes(1572864)]).toEqual(['512 B', '4 KiB', '256 KiB', '1.5 MiB']);
  });
  it('never round something to nothing, or nearly all to all', () => {
    expect([percent(0, 10), percent(1, 1000), percent(999, 1000), percent(10, 10)]).toEqual([
      '0%',
      '1%',
      '99%',
      '100%',
    ]);
    expect(percent(0, 0)).toBe('0%');
  });
  it('have their bytes in two digits', () => {
    expect(byte(10)).toBe('0a');
  });
});

it('joins runs of consecutive numbers only', () => {
  expect(runs([])).toEqual([]);
  expect(runs([5, 8, 9, 10, 3])).toEqual([
    [5, 5],
    [8, 10],
    [3, 3],
  ]);
});
