// What the panel asks for, as data and as a line of Python.

import { describe, expect, it } from 'vitest';

import { ObjectGraph } from './diagrams/object-graph.ts';
import * as objects from './fixtures/objects.ts';
import { hex } from './format.ts';
import { en } from './locales/en.ts';
import {
  isName,
  lineOf,
  linkRequest,
  type Making,
  newRequest,
  removableReferences,
  unlinkRequest,
} from './object-requests.ts';
import { freeName } from './objects-of.ts';

const graph = new ObjectGraph(objects.everyKind, en);
const garbage = new ObjectGraph(objects.garbageCycle, en);
const at = objects.addressAt;

const making: Making = {
  kind: 'list',
  name: 'z',
  values: { int: '1000', float: '1.5', str: 'abc' },
  items: [],
  slots: 3,
  doing: 'nothing',
  doingTo: undefined,
  target: undefined,
  callback: false,
};

describe('a new object', () => {
  it.each([
    [{ kind: 'int' }, 'z = 1000'],
    [{ kind: 'str' }, "z = 'abc'"],
    [{ kind: 'tuple', items: [at(0)] }, 'z = (a,)'],
    [{ kind: 'weakref', target: at(2), callback: true }, 'z = weakref.ref(thing, callback)'],
  ] as const)('%o is %s', (over, line) => {
    const request = newRequest({ ...making, ...over }, graph);
    expect(request && lineOf(request, graph, en)).toBe(line);
  });

  it('may have a finalizer that brings it back', () => {
    const request = newRequest({ ...making, kind: 'fin', doing: 'revive' }, graph);
    expect(request).toEqual({ op: 'new', kind: 'fin', id: 'z', slots: 3, on_fin: [{ op: 'root_add', id: 'z' }] });
  });

  it('is not asked for where a weak reference leads nowhere', () => {
    expect(newRequest({ ...making, kind: 'weakref' }, graph)).toBeUndefined();
  });
});

describe('names', () => {
  it('are proposed in order, past those that are or were given', () => {
    expect(freeName(objects.noObjects)).toBe('a');
    expect(freeName(objects.garbageCycle)).toBe('c');
  });

  it('are what Python takes for one', () => {
    expect(['a', '_x1'].every(isName)).toBe(true);
    expect(['', '1a', 'a b', 'a.b'].some(isName)).toBe(false);
  });

  it('stand for objects where they lead to them, else addresses do', () => {
    expect(linkRequest(graph, at(0), at(4))).toEqual({ op: 'ref', from: 'a', to: 'text' });
    expect(linkRequest(garbage, at(2), at(0))).toEqual({ op: 'ref', from: hex(at(2)), to: 'kept' });
  });
});

describe('references', () => {
  it('are added as the kind of the object has it', () => {
    const parts = { index: 1, key: 'k', attribute: 'next', keyObject: at(4) };
    const line = (from: number, way: Parameters<typeof linkRequest>[3]) =>
      lineOf(linkRequest(graph, at(from), at(4), way, parts), graph, en);
    expect(line(0, 'free')).toBe('a.append(text)');
    expect(line(0, 'index')).toBe('a[1] = text');
    expect(line(2, 'attribute')).toBe('thing.next = text');
    expect(line(7, 'free')).toBe('s.add(text)');
  });

  it('are removed by index, key or attribute; those of sets by what they lead to', () => {
    const lines = removableReferences(graph).map(({ reference }) => lineOf(unlinkRequest(graph, reference), graph, en));
    expect(lines).toContain('del a[0]');
    expect(lines).toContain("del 0x100900d8['name']");
    expect(lines).toContain('del p.left');
    expect(lines.some((line) => line.startsWith('s.discard('))).toBe(true);
  });

  it('of tuples and weak references are not offered', () => {
    const holders = removableReferences(graph).map(({ reference }) => graph.objects.get(reference.from)?.kind);
    expect(holders).not.toContain('tuple');
    expect(holders).not.toContain('weakref');
  });
});

describe('garbage', () => {
  it('is what no name leads to', () => {
    expect([0, 1, 2, 3, 4].filter((index) => garbage.isGarbage(at(index)))).toEqual([2, 3, 4]);
  });

  it('is not what more references lead to than are drawn: C code holds it', () => {
    const view = objects.garbageCycle;
    const raised = view.objects.map((one) => (one.at === at(2) ? { ...one, refcnt: one.refcnt + 1 } : one));
    const held = new ObjectGraph({ ...view, objects: raised }, en);
    expect([2, 3, 4].some((index) => held.isGarbage(at(index)))).toBe(false);
  });

  it('is not what gc.garbage holds', () => {
    const kept = new ObjectGraph(objects.uncollectable, en);
    expect([0, 1].some((index) => kept.isGarbage(at(index)))).toBe(false);
  });
});
