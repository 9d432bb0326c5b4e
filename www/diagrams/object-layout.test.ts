// Objects stay where they are while others come and go, and the same views give the same places.

import { describe, expect, it } from 'vitest';

import * as objects from '../fixtures/objects.ts';
import { type ObjectsView } from '../generated/ObjectsView.ts';
import { type Cell, type Cells, ObjectLayout } from './object-layout.ts';
import { Cards, wayBetween } from './object-paths.ts';

const COLUMNS = 4;

function without(view: ObjectsView, ...gone: readonly number[]): ObjectsView {
  const addresses = new Set(gone.map(objects.addressAt));
  return {
    ...view,
    names: view.names.filter(({ object }) => !addresses.has(object)),
    objects: view.objects.filter(({ at }) => !addresses.has(at)),
    references: view.references.filter(({ from, to }) => !addresses.has(from) && !addresses.has(to)),
  };
}

const keyOf = ({ column, row }: Cell) => `${column},${row}`;

describe('places', () => {
  it('are different for each object, in the columns that there are', () => {
    for (const view of [objects.everyKind, objects.tree(300)]) {
      const cells = [...new ObjectLayout().place(view, COLUMNS).values()];
      expect(cells).toHaveLength(view.objects.length);
      expect(new Set(cells.map(keyOf)).size).toBe(cells.length);
      expect(cells.every(({ column, row }) => column >= 0 && column < COLUMNS && row >= 0)).toBe(true);
    }
  });

  it('are kept when an object comes, and when one goes', () => {
    const layout = new ObjectLayout();
    const fewer = without(objects.everyKind, 3, 8);
    const before = layout.place(fewer, COLUMNS);
    const more = layout.place(objects.everyKind, COLUMNS);
    for (const [at, cell] of before) expect(more.get(at)).toEqual(cell);
    const after = layout.place(without(objects.everyKind, 0), COLUMNS);
    for (const [at, cell] of after) expect(more.get(at)).toEqual(cell);
  });

  it('are kept when there is room for more columns or fewer', () => {
    const layout = new ObjectLayout();
    const before = layout.place(objects.everyKind, COLUMNS);
    expect(layout.place(objects.everyKind, 2)).toEqual(before);
  });

  it('are taken again by what comes back', () => {
    const layout = new ObjectLayout();
    const before = layout.place(objects.everyKind, COLUMNS);
    layout.place(without(objects.everyKind, 0, 4, 7), COLUMNS);
    expect(layout.place(objects.everyKind, COLUMNS)).toEqual(before);
  });

  it('are the same however often the work is left, and after some that was never gone on with', () => {
    const view = objects.tree(120);
    const layout = new ObjectLayout();
    const left = layout.placing(view, COLUMNS);
    expect(left.next().done).toBe(false);
    const placing = layout.placing(view, COLUMNS);
    let pauses = 0;
    let cells: Cells | undefined;
    for (let step = placing.next(); ; step = placing.next()) {
      if (step.done === true) {
        cells = step.value;
        break;
      }
      pauses += 1;
    }
    expect(pauses).toBeGreaterThan(10);
    expect(cells).toEqual(new ObjectLayout().place(view, COLUMNS));
  });

  it('are the same whenever the same views are placed', () => {
    const place = () => new ObjectLayout().place(objects.tree(120), COLUMNS);
    expect(place()).toEqual(place());
  });
});

describe('ways', () => {
  const box = (column: number, row: number) => ({ x: column * 200, y: 40 + row * 150, width: 150, height: 90 });
  const row = [box(0, 0), box(1, 0), box(2, 0)] as const;

  it('go straight where nothing is in between, and around what is', () => {
    const [first, , third] = row;
    expect(wayBetween(first, third, new Cards([first, third], 200, 600), false).path).toMatch(
      /^M150 85 Q275 85 400 85$/,
    );
    const { y } = wayBetween(first, third, new Cards(row, 200, 600), false);
    expect(y).toBeGreaterThan(40 + 90);
  });

  it('are two for two objects that refer to each other', () => {
    const [first, second] = row;
    const cards = new Cards([first, second], 200, 600);
    expect(wayBetween(first, second, cards, true).path).not.toBe(wayBetween(second, first, cards, true).path);
  });
});
