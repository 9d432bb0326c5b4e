// The bits of a PyGC_Head in 3.x: gc_refs above two flags in _gc_prev, a flag in _gc_next, and the way from an object to
// its head. Shift and flags are the edition's.

import { hex } from '../format.ts';
import { type EditionInfo } from '../generated/EditionInfo.ts';
import { type GcBits } from '../generated/GcBits.ts';
import {
  type BitField,
  type Computation,
  lowBits,
  maskRow,
  operand,
  result,
  type Row,
  wordMask,
} from './computation.ts';

/** What `_gc_prev` is cut into while a collection runs. */
function prevFields({ prevShift }: GcBits, { word }: EditionInfo): BitField[] {
  return [
    { name: 'gc_refs', low: prevShift, width: 8 * word - prevShift },
    { name: 'COLLECTING', low: 1, width: 1 },
    { name: 'FINALIZED', low: 0, width: 1 },
  ];
}

function prev(code: string, value: bigint, bits: GcBits, edition: EditionInfo, role: Row['role']): Row {
  return { code, value, role, fields: prevFields(bits, edition) };
}

/** `update_refs`: `ob_refcnt` is shifted above the flags. */
export function setGcRefs(refs: number, after: bigint, bits: GcBits, edition: EditionInfo): Computation {
  const shifted = BigInt(refs) << BigInt(bits.prevShift);
  return {
    id: 'setGcRefs',
    rows: [
      operand('refs', BigInt(refs)),
      result('refs << _PyGC_PREV_SHIFT', shifted),
      maskRow('| flags', after & lowBits(bits.prevShift)),
      prev('_gc_prev', after, bits, edition, 'result'),
    ],
    so: ({ arithmetic }) => arithmetic.so.setGcRefs({ refs, shift: bits.prevShift, prev: hex(Number(after)) }),
  };
}

/** `visit_decref`: one is subtracted above the flags, which stay. */
export function subtractRef(after: bigint, bits: GcBits, edition: EditionInfo): Computation {
  const one = 1n << BigInt(bits.prevShift);
  const before = (after + one) & wordMask(edition);
  const refs = after >> BigInt(bits.prevShift);
  return {
    id: 'subtractRef',
    rows: [
      prev('_gc_prev', before, bits, edition, 'operand'),
      operand('- (1 << _PyGC_PREV_SHIFT)', one),
      prev('_gc_prev', after, bits, edition, 'result'),
      result('>> _PyGC_PREV_SHIFT', refs),
    ],
    so: ({ arithmetic }) => arithmetic.so.subtractRef({ refs: Number(refs) }),
  };
}

/** `gc_get_refs` */
export function getGcRefs(value: bigint, bits: GcBits, edition: EditionInfo): Computation {
  const refs = value >> BigInt(bits.prevShift);
  return {
    id: 'getGcRefs',
    rows: [prev('_gc_prev', value, bits, edition, 'operand'), result('>> _PyGC_PREV_SHIFT', refs)],
    so: ({ arithmetic }) => arithmetic.so.getGcRefs({ refs: Number(refs) }),
  };
}

/** `move_unreachable`: the lowest bit of `_gc_next`, which is 0 in an address, says so. */
export function unreachableFlag(next: bigint, bits: GcBits, edition: EditionInfo): Computation {
  const flag = BigInt(bits.unreachable);
  const address = next & (wordMask(edition) ^ flag);
  return {
    id: 'unreachableFlag',
    rows: [operand('next', address), maskRow('| NEXT_MASK_UNREACHABLE', flag), result('_gc_next', next, flag)],
    so: ({ arithmetic }) => arithmetic.so.unreachableFlag,
  };
}

/** `AS_GC` and `FROM_GC`: the head stands in front of the object. */
export function gcHead(object: number, edition: EditionInfo): Computation {
  const head = BigInt(object) - BigInt(edition.gcHeadSize);
  return {
    id: 'gcHead',
    rows: [
      operand('op', BigInt(object)),
      operand('- sizeof(PyGC_Head)', BigInt(edition.gcHeadSize)),
      result('AS_GC(op)', head),
    ],
    so: ({ arithmetic }) =>
      arithmetic.so.gcHead({ object: hex(object), head: hex(Number(head)), size: edition.gcHeadSize }),
  };
}
