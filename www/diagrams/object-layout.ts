// Where each object stands in the drawing of objects: a cell of a grid, kept for its address, so that an object stays
// where it is while others come and go. d3-force proposes a place, the grid decides. Knows nothing of pixels.

import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';

import { type ObjectsView } from '../generated/ObjectsView.ts';
import { type ObjectSummary } from '../generated/ObjectSummary.ts';

export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** Cells by address. */
export type Cells = ReadonlyMap<number, Cell>;

/** Work that can be left for a while. */
export type Pauses<T> = Generator<undefined, T, undefined>;

type Graph = Pick<ObjectsView, 'names' | 'objects' | 'references'>;

interface Body extends SimulationNodeDatum {
  readonly at: number;
  x: number;
  y: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Places of dead objects that are remembered, for when they come back by undo. */
const MOST_REMEMBERED = 2_000;
/** In graphs up to this size a place is chosen so that references do not run under other objects. */
const MOST_COMPARED = 80;
const TICKS = 150;
const TICKS_OF_MANY = 100;
/** So many are made between two pauses. */
const TICKS_BETWEEN = 5;
/** How far from the proposed place a free cell is looked for, in rows. */
const REACH = 3;
/** Nearer to a cell's middle than this, a reference runs under the object that stands there. */
const CLEARANCE = 0.4;
/** With fewer columns than this every cell is used, and with more objects than fill so many airy rows. */
const FEWEST_AIRY = 3;
const AIRY_ROWS = 4;
/** The angle between neighbours of a sunflower: start places that never coincide. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

export class ObjectLayout {
  #cells = new Map<number, Cell>();
  readonly #remembered = new Map<string, Cell>();
  #summaries = new Map<number, ObjectSummary>();

  /** Forgets every place: the next `place` starts anew. */
  clear(): void {
    this.#cells = new Map();
    this.#summaries = new Map();
    this.#remembered.clear();
  }

  /** A cell for each object, in the first `columns` columns where it is new. Those that had one keep it. */
  place(graph: Graph, columns: number): Cells {
    const placing = this.placing(graph, columns);
    for (;;) {
      const { done, value } = placing.next();
      if (done === true) return value;
    }
  }

  /** As `place`, with pauses. One that is not gone on with has forgotten the dead, and nothing else is lost. */
  *placing(graph: Graph, columns: number): Pauses<Cells> {
    this.#forgetDead(graph);
    const grid = new Grid(this.#cells);
    const newcomers = graph.objects.filter(({ at }) => !this.#cells.has(at) && !this.#return(at, graph, grid));
    if (newcomers.length > 0) yield* this.#settle(newcomers, graph, columns, grid);
    this.#summaries = new Map(graph.objects.map((object) => [object.at, object]));
    return new Map(this.#cells);
  }

  #forgetDead({ objects }: Graph): void {
    const alive = new Map(objects.map((object) => [object.at, object]));
    for (const [at, cell] of this.#cells) {
      const old = this.#summaries.get(at);
      const now = alive.get(at);
      if (old !== undefined && now !== undefined && identity(old) === identity(now)) continue;
      this.#cells.delete(at);
      this.#summaries.delete(at);
      if (old !== undefined) this.#remembered.set(identity(old), cell);
    }
    if (this.#remembered.size > MOST_REMEMBERED) this.#remembered.clear();
  }

  /** Puts an object that was here before back to its place, if that is free. */
  #return(at: number, { objects }: Graph, grid: Grid): boolean {
    const object = objects.find((one) => one.at === at);
    const cell = object && this.#remembered.get(identity(object));
    if (cell === undefined || grid.has(cell)) return false;
    this.#take(at, cell, grid);
    return true;
  }

  *#settle(newcomers: readonly ObjectSummary[], graph: Graph, columns: number, grid: Grid): Pauses<void> {
    const neighbours = neighboursOf(graph);
    const linked = newcomers.filter(({ at }) => (neighbours.get(at)?.size ?? 0) > 0);
    const proposed = yield* this.#propose(linked, graph, columns, neighbours);
    const compare = graph.objects.length <= MOST_COMPARED;
    for (const { at } of linked) {
      const wanted = proposed.get(at);
      if (wanted === undefined) continue;
      const others = compare ? [...(neighbours.get(at) ?? [])].flatMap((other) => this.#cells.get(other) ?? []) : [];
      this.#take(
        at,
        grid.nearest(wanted, columns, (cell) => cost(cell, wanted, others, grid)),
        grid,
      );
    }
    for (const { at } of newcomers) if (!this.#cells.has(at)) this.#take(at, grid.firstFree(columns), grid);
  }

  #take(at: number, cell: Cell, grid: Grid): void {
    this.#cells.set(at, cell);
    grid.add(cell);
  }

  /** Lets the new ones move among those that stand still. Distances are in cells. */
  *#propose(
    newcomers: readonly ObjectSummary[],
    graph: Graph,
    columns: number,
    neighbours: ReadonlyMap<number, ReadonlySet<number>>,
  ): Pauses<Map<number, Point>> {
    if (newcomers.length === 0) return new Map();
    const depths = depthsOf(graph, neighbours);
    const few = graph.objects.length <= MOST_COMPARED;
    // A few objects stand together at the left; many need the whole width.
    const middle = Math.min((columns - 1) / 2, Math.sqrt(graph.objects.length) / 2);
    const standing: Body[] = [...this.#cells].map(([at, { column: x, row: y }]) => ({ at, x, y, fx: x, fy: y }));
    const moving: Body[] = newcomers.map(({ at }, index) => {
      const start = this.#around(neighbours.get(at)) ?? { x: middle, y: depths.get(at) ?? 0 };
      const angle = index * GOLDEN_ANGLE;
      return { at, x: start.x + 0.5 * Math.cos(angle), y: start.y + 0.6 + 0.3 * Math.sin(angle) };
    });
    const bodies = [...standing, ...moving];
    const known = new Map(bodies.map((body) => [body.at, body]));
    const links = graph.references.flatMap(({ from, to }) => {
      const [source, target] = [known.get(from), known.get(to)];
      return source === undefined || target === undefined || source === target ? [] : [{ source, target }];
    });
    const simulation = forceSimulation(bodies)
      .force('link', forceLink(links).distance(1).strength(0.7))
      .force('apart', forceManyBody().strength(-0.15).distanceMax(3))
      .force('room', forceCollide(0.52))
      .force('middle', forceX<Body>(middle).strength(few ? 0.05 : 0.005))
      .force('depth', forceY<Body>(({ at }) => depths.get(at) ?? 0).strength(few ? 0.1 : 0.005))
      .force('bounds', () => {
        for (const body of moving) keepInside(body, columns);
      })
      .stop();
    for (let ticks = few ? TICKS : TICKS_OF_MANY; ticks > 0; ticks -= TICKS_BETWEEN) {
      simulation.tick(Math.min(ticks, TICKS_BETWEEN));
      yield;
    }
    return new Map(moving.map(({ at, x, y }) => [at, { x, y }]));
  }

  /** The middle of those neighbours that have a place. */
  #around(neighbours: ReadonlySet<number> | undefined): Point | undefined {
    const cells = [...(neighbours ?? [])].flatMap((at) => this.#cells.get(at) ?? []);
    if (cells.length === 0) return undefined;
    const sum = cells.reduce((all, { column, row }) => ({ x: all.x + column, y: all.y + row }), { x: 0, y: 0 });
    return { x: sum.x / cells.length, y: sum.y / cells.length };
  }
}

/** The cells that are taken. */
class Grid {
  readonly #taken: Set<string>;

  constructor(cells: Cells) {
    this.#taken = new Set([...cells.values()].map(keyOf));
  }

  has(cell: Cell): boolean {
    return this.#taken.has(keyOf(cell));
  }

  add(cell: Cell): void {
    this.#taken.add(keyOf(cell));
  }

  /** The first free cell in reading order; where there is room, with a free one beside it for references to pass. */
  firstFree(columns: number, from = 0): Cell {
    const airy = columns >= FEWEST_AIRY && this.#taken.size < columns * AIRY_ROWS;
    for (let row = from; ; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const skipped = airy && (column + row) % 2 === 1;
        if (!skipped && !this.has({ column, row })) return { column, row };
      }
    }
  }

  /** The free cell around a point that costs least. */
  nearest(wanted: Point, columns: number, costOf: (cell: Cell) => number): Cell {
    const middle = Math.max(0, Math.round(wanted.y));
    let best: { cell: Cell; cost: number } | undefined;
    for (let row = Math.max(0, middle - REACH); row <= middle + REACH; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const cell = { column, row };
        if (this.has(cell)) continue;
        const cost = costOf(cell);
        if (best === undefined || cost < best.cost) best = { cell, cost };
      }
    }
    return best?.cell ?? this.firstFree(columns, middle);
  }
}

function keyOf({ column, row }: Cell): string {
  return `${column},${row}`;
}

/** An address is used again after a death: a list where a dict was looks for a place of its own. */
function identity({ at, kind }: ObjectSummary): string {
  return `${at} ${kind}`;
}

function keepInside(body: Body, columns: number): void {
  body.x = Math.min(columns - 1, Math.max(0, body.x));
  body.y = Math.max(0, body.y);
}

/** How far a cell is from where the object should be, and how many others its references would run under. */
function cost(cell: Cell, wanted: Point, others: readonly Cell[], grid: Grid): number {
  const far = Math.hypot(cell.column - wanted.x, cell.row - wanted.y);
  return far + 0.8 * others.reduce((crossed, other) => crossed + between(cell, other, grid), 0);
}

/** Taken cells on the straight way between two cells. */
function between(from: Cell, to: Cell, grid: Grid): number {
  const [dx, dy] = [to.column - from.column, to.row - from.row];
  const length = Math.hypot(dx, dy);
  const ends = new Set([keyOf(from), keyOf(to)]);
  const crossed = new Set<string>();
  for (let step = 0.25; step < length; step += 0.25) {
    const [x, y] = [from.column + (dx * step) / length, from.row + (dy * step) / length];
    const cell = { column: Math.round(x), row: Math.round(y) };
    const near = Math.hypot(cell.column - x, cell.row - y) < CLEARANCE;
    if (near && grid.has(cell) && !ends.has(keyOf(cell))) crossed.add(keyOf(cell));
  }
  return crossed.size;
}

function neighboursOf({ references }: Graph): Map<number, Set<number>> {
  const neighbours = new Map<number, Set<number>>();
  const add = (one: number, other: number) => {
    const known = neighbours.get(one);
    if (known === undefined) neighbours.set(one, new Set([other]));
    else known.add(other);
  };
  for (const { from, to } of references) {
    if (from === to) continue;
    add(from, to);
    add(to, from);
  }
  return neighbours;
}

/** How many references each object is away from a name. */
function depthsOf({ names }: Graph, neighbours: ReadonlyMap<number, ReadonlySet<number>>): Map<number, number> {
  const depths = new Map(names.map(({ object }) => [object, 0]));
  // A map is walked in the order of insertion, and what is inserted meanwhile is walked, too.
  for (const [at, depth] of depths) {
    for (const next of neighbours.get(at) ?? []) if (!depths.has(next)) depths.set(next, depth + 1);
  }
  return depths;
}
