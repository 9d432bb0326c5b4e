// Where things are on the map: from bytes of the heap to the plane, from the plane to pixels, and back. Pure numbers; the
// plane itself, and its measures, are the core's (src/decode/heap_map/).

import { type MapShape } from '../generated/MapShape.ts';

/** What of the plane is seen: its upper left corner, in bytes of the plane, and CSS pixels a byte. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point, Size {}

/** The plane of one heap, and how it is laid out. */
export interface Plane {
  readonly shape: MapShape;
  /** For each place the address of its first pool, 0 where there is no arena. */
  readonly firstPools: Float64Array;
  readonly poolSize: number;
  readonly poolsInArena: number;
  /** Arenas in a row. */
  readonly columns: number;
}

/** Pixels a byte at most: its two digits and the name of its field can be read. */
export const CLOSEST = 48;
/** Around the whole heap, in pixels. */
const MARGIN = 8;

/** As many arenas in a row as make the heap fill what is there best. */
export function columnsFor(slots: number, { width, height }: Size): number {
  if (slots === 0) return 1;
  return Math.max(1, Math.min(slots, Math.round(Math.sqrt((slots * width) / height))));
}

/** The whole heap, without the gap behind the last arena. */
export function extent({ shape, columns }: Plane): Size {
  const gap = shape.arenaPitch - shape.arenaSide;
  const rows = Math.max(1, Math.ceil(shape.slots / columns));
  return { width: columns * shape.arenaPitch - gap, height: rows * shape.arenaPitch - gap };
}

/** A box in the middle of what is seen, as large as it can be. */
export function cameraOn(box: Box, size: Size, closest = CLOSEST): Camera {
  const room = (all: number): number => Math.max(1, all - 2 * MARGIN);
  const scale = Math.min(room(size.width) / box.width, room(size.height) / box.height, closest);
  return {
    scale,
    x: box.x + (box.width - size.width / scale) / 2,
    y: box.y + (box.height - size.height / scale) / 2,
  };
}

export function wholeHeap(plane: Plane, size: Size): Camera {
  return cameraOn({ x: 0, y: 0, ...extent(plane) }, size);
}

/** Not farther than the whole heap, not closer than can be read, and with some of the heap in the middle. */
export function kept(camera: Camera, plane: Plane, size: Size): Camera {
  const whole = wholeHeap(plane, size);
  const scale = Math.max(whole.scale, Math.min(camera.scale, CLOSEST));
  const all = extent(plane);
  return {
    scale,
    x: keptAt(camera.x, size.width / scale, all.width),
    y: keptAt(camera.y, size.height / scale, all.height),
  };
}

/** What fits stands in the middle; what does not is seen up to its end. */
function keptAt(from: number, seen: number, all: number): number {
  if (seen >= all) return (all - seen) / 2;
  const over = seen / 4;
  return Math.max(-over, Math.min(from, all + over - seen));
}

/** What is at that pixel stays there. */
export function zoomed(camera: Camera, at: Point, factor: number): Camera {
  const scale = Math.min(camera.scale * factor, CLOSEST);
  return {
    scale,
    x: camera.x + at.x / camera.scale - at.x / scale,
    y: camera.y + at.y / camera.scale - at.y / scale,
  };
}

export function panned(camera: Camera, by: Point): Camera {
  return { ...camera, x: camera.x - by.x / camera.scale, y: camera.y - by.y / camera.scale };
}

/** A way from one to the other, of which `part` is done: zooming is even to the eye, and the way straight. */
export function between(from: Camera, to: Camera, part: number): Camera {
  const scale = from.scale * (to.scale / from.scale) ** part;
  const share = from.scale === to.scale ? part : (1 / scale - 1 / from.scale) / (1 / to.scale - 1 / from.scale);
  return { scale, x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** Where a box of the plane is in pixels. */
export function onScreen(camera: Camera, box: Box): Box {
  return {
    x: (box.x - camera.x) * camera.scale,
    y: (box.y - camera.y) * camera.scale,
    width: box.width * camera.scale,
    height: box.height * camera.scale,
  };
}

/** What a point of the plane is: in an arena, perhaps in a pool of it, and at which byte of that. */
export interface Spot {
  readonly slot: number;
  readonly pool: number | undefined;
  /** In the pool; 0 beside pools. */
  readonly offset: number;
}

export function spotAt(plane: Plane, camera: Camera, at: Point): Spot | undefined {
  const { shape, columns } = plane;
  const x = camera.x + at.x / camera.scale;
  const y = camera.y + at.y / camera.scale;
  const [column, row] = [Math.floor(x / shape.arenaPitch), Math.floor(y / shape.arenaPitch)];
  const slot = row * columns + column;
  if (column < 0 || column >= columns || row < 0 || slot >= shape.slots) return undefined;
  const inside = { x: x - column * shape.arenaPitch, y: y - row * shape.arenaPitch };
  if (inside.x >= shape.arenaSide || inside.y >= shape.arenaSide) return undefined;
  const [across, down] = [Math.floor(inside.x / shape.poolPitch), Math.floor(inside.y / shape.poolPitch)];
  const [left, top] = [Math.floor(inside.x - across * shape.poolPitch), Math.floor(inside.y - down * shape.poolPitch)];
  if (left >= shape.row || top >= shape.row) return { slot, pool: undefined, offset: 0 };
  return { slot, pool: down * shape.across + across, offset: top * shape.row + left };
}

/** The address of a spot, or undefined where there is no arena, or no pool. */
export function addressOf(plane: Plane, { slot, pool, offset }: Spot): number | undefined {
  const first = plane.firstPools[slot];
  if (first === undefined || first === 0 || pool === undefined) return undefined;
  return first + pool * plane.poolSize + offset;
}

/** Where an address is: its place, the number of its pool, and how far in that. */
export function spotOf(plane: Plane, address: number): (Spot & { readonly pool: number }) | undefined {
  const { firstPools, poolSize, poolsInArena } = plane;
  const slot = firstPools.findIndex(
    (first) => first > 0 && address >= first && address < first + poolsInArena * poolSize,
  );
  if (slot < 0) return undefined;
  const inside = address - (firstPools[slot] ?? 0);
  return { slot, pool: Math.floor(inside / poolSize), offset: inside % poolSize };
}

export function arenaBox({ shape, columns }: Plane, slot: number): Box {
  return {
    x: (slot % columns) * shape.arenaPitch,
    y: Math.floor(slot / columns) * shape.arenaPitch,
    width: shape.arenaSide,
    height: shape.arenaSide,
  };
}

export function poolBox(plane: Plane, slot: number, pool: number): Box {
  const { shape } = plane;
  const arena = arenaBox(plane, slot);
  return {
    x: arena.x + (pool % shape.across) * shape.poolPitch,
    y: arena.y + Math.floor(pool / shape.across) * shape.poolPitch,
    width: shape.row,
    height: shape.row,
  };
}

/** The rows of some bytes of a pool: one, two, or a first, what is between, and a last. */
export function rowsOf(plane: Plane, slot: number, pool: number, offset: number, length: number): Box[] {
  const { row } = plane.shape;
  const corner = poolBox(plane, slot, pool);
  const end = Math.min(offset + length, row * row);
  const boxes: Box[] = [];
  for (let from = offset; from < end;) {
    const top = Math.floor(from / row);
    const left = from % row;
    const whole = left === 0 ? Math.floor((end - from) / row) : 0;
    const width = whole > 0 ? row : Math.min(row - left, end - from);
    const height = Math.max(1, whole);
    boxes.push({ x: corner.x + left, y: corner.y + top, width, height });
    from += whole > 0 ? whole * row : width;
  }
  return boxes;
}

/** What a box around all of these would be. */
export function around(boxes: readonly Box[]): Box {
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
