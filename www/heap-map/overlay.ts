// What stands on top of the map's pixels: names of arenas, pools and blocks, bytes with their fields, rings around what is
// chosen. Draws only what can be seen and read; decodes nothing.

import { type Span } from '../generated/Span.ts';
import { byte } from '../format.ts';
import {
  arenaBox,
  around,
  type Box,
  type Camera,
  onScreen,
  type Plane,
  poolBox,
  rowsOf,
  type Size,
} from './geometry.ts';

/** From so many pixels on, an arena has its number, an arena and a pool have their names, a block its number, and a byte its digits. */
const NUMBERED_ARENA = 44;
const NAMED_ARENA = 220;
const NAMED_POOL = 112;
const NAMED_BLOCK = 10;
export const READABLE_BYTE = 17;
/** From here on fields have their names, too. */
export const NAMED_FIELD = 30;
/** A pool of which bytes can be read has no plate in front of them. */
const LABEL = 11;
/** How high a name's ground is. */
const PLATE = 16;

/** A pool with all that is shown of it close up. */
export interface ReadPool {
  readonly slot: number;
  readonly pool: number;
  readonly at: number;
  /** Size of its blocks and where they begin; 0 where there are none. */
  readonly size: number;
  readonly first: number;
  readonly blocks: number;
  readonly label: string;
  /** Its bytes and what they are; none while they are too small to be read. */
  readonly bytes: Uint8Array | undefined;
  readonly spans: readonly (Span & { readonly name: string })[];
}

export interface Ring {
  readonly boxes: readonly Box[];
  readonly kind: 'selected' | 'cursor';
}

export interface Colours {
  readonly text: string;
  readonly plate: string;
  readonly selected: string;
  readonly cursor: string;
  readonly gone: string;
  readonly font: string;
  readonly mono: string;
}

export interface Scene {
  readonly plane: Plane;
  readonly camera: Camera;
  readonly size: Size;
  readonly colours: Colours;
  readonly arenaLabel: (slot: number) => string;
  readonly pools: readonly ReadPool[];
  readonly rings: readonly Ring[];
  /** Whether what was painted at a pixel is dark. */
  readonly isDark: (x: number, y: number) => boolean;
}

type Pen = CanvasRenderingContext2D;

export function drawOverlay(pen: Pen, scene: Scene): void {
  pen.clearRect(0, 0, scene.size.width, scene.size.height);
  drawPlaces(pen, scene);
  for (const pool of scene.pools) drawPool(pen, scene, pool);
  drawArenaNames(pen, scene);
  for (const ring of scene.rings) drawRing(pen, scene, ring);
}

/** The places of arenas that can be seen. */
export function slotsInSight({ shape, columns }: Plane, camera: Camera, size: Size): number[] {
  const range = (from: number, pixels: number, most: number): [number, number] => [
    Math.max(0, Math.floor(from / shape.arenaPitch)),
    Math.min(most, Math.floor((from + pixels / camera.scale) / shape.arenaPitch) + 1),
  ];
  const [left, right] = range(camera.x, size.width, columns);
  const [top, bottom] = range(camera.y, size.height, Math.ceil(shape.slots / columns));
  const slots: number[] = [];
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) {
      if (row * columns + column < shape.slots) slots.push(row * columns + column);
    }
  }
  return slots;
}

/** Place and number of the pools that are in sight and large enough for names. */
export function poolsInSight(plane: Plane, camera: Camera, size: Size): [slot: number, pool: number][] {
  if (plane.shape.row * camera.scale < NAMED_POOL) return [];
  const isSeen = (box: Box): boolean =>
    box.x + box.width > 0 && box.y + box.height > 0 && box.x < size.width && box.y < size.height;
  return slotsInSight(plane, camera, size)
    .filter((slot) => (plane.firstPools[slot] ?? 0) > 0)
    .flatMap((slot) =>
      Array.from({ length: plane.poolsInArena }, (_, pool): [number, number] => [slot, pool]).filter(([, pool]) =>
        isSeen(onScreen(camera, poolBox(plane, slot, pool))),
      ),
    );
}

/** Where there was an arena once. */
function drawPlaces(pen: Pen, { plane, camera, size, colours }: Scene): void {
  pen.strokeStyle = colours.gone;
  pen.lineWidth = 1;
  pen.setLineDash([3, 3]);
  for (const slot of slotsInSight(plane, camera, size).filter((slot) => plane.firstPools[slot] === 0)) {
    const { x, y, width, height } = onScreen(camera, arenaBox(plane, slot));
    pen.strokeRect(Math.round(x) + 0.5, Math.round(y) + 0.5, Math.max(1, width - 1), Math.max(1, height - 1));
  }
  pen.setLineDash([]);
}

function drawArenaNames(pen: Pen, { plane, camera, size, colours, arenaLabel }: Scene): void {
  const side = plane.shape.arenaSide * camera.scale;
  if (side < NUMBERED_ARENA) return;
  pen.font = `600 ${LABEL}px ${colours.font}`;
  for (const slot of slotsInSight(plane, camera, size)) {
    const box = onScreen(camera, arenaBox(plane, slot));
    const label = side < NAMED_ARENA ? String(slot) : arenaLabel(slot);
    plate(pen, colours, label, Math.max(box.x, 0), arenaNameAt(box, plane, camera, size));
  }
}

/** Above the arena where there is room, else in a corner that no pool's name is in; in sight as long as the arena is. */
function arenaNameAt({ y, height }: Box, { shape }: Plane, { scale }: Camera, size: Size): number {
  const gap = (shape.arenaPitch - shape.arenaSide) * scale;
  if (gap >= PLATE + 2 && y >= PLATE + 1) return y - PLATE - 1;
  return shape.row * scale < NAMED_POOL ? Math.max(y, 0) : Math.min(y + height, size.height) - PLATE;
}

/** A text on a ground of its own. */
function plate(pen: Pen, colours: Colours, text: string, x: number, y: number): void {
  const width = pen.measureText(text).width + 8;
  pen.fillStyle = colours.plate;
  pen.fillRect(x, y, width, PLATE);
  pen.fillStyle = colours.text;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  pen.fillText(text, x + 4, y + PLATE / 2 + 0.5);
}

function drawPool(pen: Pen, scene: Scene, pool: ReadPool): void {
  const { plane, camera, colours } = scene;
  const box = onScreen(camera, poolBox(plane, pool.slot, pool.pool));
  if (pool.bytes !== undefined) drawBytes(pen, scene, pool, pool.bytes);
  else if (camera.scale >= NAMED_BLOCK) drawBlockNumbers(pen, scene, pool);
  pen.font = `${LABEL}px ${colours.font}`;
  const gap = (plane.shape.poolPitch - plane.shape.row) * camera.scale;
  const isAbove = gap >= 18;
  if (!isAbove && pen.measureText(pool.label).width > box.width) return;
  const right = box.x + box.width;
  const width = pen.measureText(pool.label).width + 8;
  plate(
    pen,
    colours,
    pool.label,
    Math.min(Math.max(box.x, 0), right - width),
    isAbove ? box.y - 17 : Math.max(box.y, 0),
  );
}

function drawBlockNumbers(pen: Pen, { plane, camera, colours, isDark, size }: Scene, pool: ReadPool): void {
  if (pool.size === 0) return;
  pen.font = `${Math.min(LABEL, camera.scale)}px ${colours.mono}`;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  for (let block = 0; block < pool.blocks; block += 1) {
    const [box] = rowsOf(plane, pool.slot, pool.pool, pool.first + block * pool.size, pool.size);
    if (box === undefined) continue;
    const { x, y, width } = onScreen(camera, box);
    if (width < 28 || x < -width || y < 0 || x > size.width || y > size.height) continue;
    pen.fillStyle = isDark(x + width / 2, y + camera.scale / 2) ? '#fff' : '#111';
    pen.fillText(String(block), x + 4, y + camera.scale / 2 + 0.5);
  }
}

function drawBytes(pen: Pen, { plane, camera, size, colours, isDark }: Scene, pool: ReadPool, bytes: Uint8Array): void {
  const { scale } = camera;
  const named = scale >= NAMED_FIELD;
  const inSight = (x: number, y: number): boolean => x > -scale && y > -scale && x < size.width && y < size.height;
  const corner = onScreen(camera, poolBox(plane, pool.slot, pool.pool));
  const { row } = plane.shape;
  const at = (offset: number): [number, number] => [
    corner.x + (offset % row) * scale,
    corner.y + Math.floor(offset / row) * scale,
  ];
  pen.font = `${Math.min(14, Math.round(scale * (named ? 0.42 : 0.58)))}px ${colours.mono}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  for (const [offset, value] of bytes.entries()) {
    const [x, y] = at(offset);
    if (!inSight(x, y)) continue;
    pen.fillStyle = isDark(x + scale / 2, y + scale / 2) ? '#fff' : '#111';
    pen.fillText(byte(value), x + scale / 2, y + scale * (named ? 0.68 : 0.52));
  }
  if (!named) return;
  pen.font = `${Math.max(10, Math.round(scale * 0.27))}px ${colours.font}`;
  pen.textAlign = 'left';
  for (const span of pool.spans) {
    const [x, y] = at(span.at - pool.at);
    const room = Math.min(span.len, row - ((span.at - pool.at) % row)) * scale - 4;
    if (y < -scale || y > size.height || x + room < 0 || x > size.width) continue;
    // As long as a part of it is in sight, so is its name.
    const left = Math.max(x, 0);
    pen.fillStyle = isDark(left + 2, y + scale / 2) ? '#fff' : '#111';
    pen.fillText(span.name, left + 3, y + scale * 0.24, Math.max(1, x + room - left));
  }
}

function drawRing(pen: Pen, { camera, colours }: Scene, { boxes, kind }: Ring): void {
  if (boxes.length === 0) return;
  const all = onScreen(camera, around(boxes));
  pen.strokeStyle = kind === 'selected' ? colours.selected : colours.cursor;
  pen.lineWidth = kind === 'selected' ? 3 : 2;
  pen.setLineDash(kind === 'cursor' ? [5, 3] : []);
  pen.beginPath();
  if (Math.max(all.width, all.height) < 8) {
    // What is too small to be seen has a ring that is not.
    pen.arc(all.x + all.width / 2, all.y + all.height / 2, 8, 0, 2 * Math.PI);
  } else if (boxes.length === 1) {
    pen.rect(all.x - 1, all.y - 1, all.width + 2, all.height + 2);
  } else {
    for (const [x, y] of outline(boxes.map((box) => onScreen(camera, box)))) pen.lineTo(x, y);
    pen.closePath();
  }
  pen.stroke();
  pen.setLineDash([]);
}

/** Around rows of which each begins where the last ends, as text that is marked. */
function outline(rows: readonly Box[]): [number, number][] {
  const right = rows.flatMap(({ x, y, width, height }): [number, number][] => [
    [x + width, y],
    [x + width, y + height],
  ]);
  const left = rows.toReversed().flatMap(({ x, y, height }): [number, number][] => [
    [x, y + height],
    [x, y],
  ]);
  return [...right, ...left];
}
