// The ways of references between cards: from edge to edge, around the cards in between. Geometry only.

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Way {
  readonly path: string;
  /** Where the label stands, and to which side of that it goes on. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far ways bend to either side, as a share of their length: the first that meets no card is taken. */
const BENDS = [0, 0.15, -0.15, 0.22, -0.22, 0.3, -0.3, 0.42, -0.42, 0.6, -0.6];
/** Two objects that refer to each other have a way each. */
const BENDS_OF_PAIR = BENDS.filter((bend) => Math.abs(bend) > 0.2);
const SAMPLES = 16;
/** Room around a card, and above it for its names, that a way keeps clear of. */
const MARGIN = 4;
const TAG_ROOM = 20;
const LABEL_RISE = 8;
const OUTSIDE = 3;
/** Where along a way its label may stand: the first place that no card covers. */
const LABEL_PLACES = [0.5, 0.42, 0.58, 0.33, 0.67, 0.25, 0.75];
const LOOP_WIDTH = 44;
const LOOP_DROP = 34;

/** The cards in squares, so that those near a point are found at once. */
export class Cards {
  readonly #squares = new Map<string, Box[]>();

  constructor(
    boxes: Iterable<Box>,
    private readonly square: number,
    /** How far the drawing goes to the right. */
    private readonly width: number,
  ) {
    for (const box of boxes) {
      const key = this.#key(middle(box));
      const there = this.#squares.get(key);
      if (there === undefined) this.#squares.set(key, [box]);
      else there.push(box);
    }
  }

  /** How many cards but these two a line of points meets; leaving the drawing is as bad as several. */
  met(points: readonly Point[], from: Box, to: Box): number {
    const found = new Set<Box>();
    for (const point of points) {
      for (const box of this.#near(point)) {
        if (box !== from && box !== to && covers(box, point)) found.add(box);
      }
    }
    const outside = points.some(({ x, y }) => x < 0 || y < 0 || x > this.width);
    return found.size + (outside ? OUTSIDE : 0);
  }

  /** Whether a card lies at a point. */
  cover(point: Point): boolean {
    for (const box of this.#near(point)) if (covers(box, point)) return true;
    return false;
  }

  *#near({ x, y }: Point): Generator<Box, void> {
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        yield* this.#squares.get(this.#key({ x: x + dx * this.square, y: y + dy * this.square })) ?? [];
      }
    }
  }

  #key({ x, y }: Point): string {
    return `${Math.floor(x / this.square)},${Math.floor(y / this.square)}`;
  }
}

/** The way from one card to another. */
export function wayBetween(from: Box, to: Box, cards: Cards, mutual: boolean): Way {
  if (from === to) return loop(from);
  let best: { way: Way; met: number } | undefined;
  for (const bend of mutual ? BENDS_OF_PAIR : BENDS) {
    const { way, points } = bent(from, to, bend, cards);
    const met = cards.met(points, from, to);
    if (best === undefined || met < best.met) best = { way, met };
    if (met === 0) break;
  }
  // There is always a first bend.
  return best?.way ?? loop(from);
}

function bent(from: Box, to: Box, bend: number, cards: Cards): { way: Way; points: Point[] } {
  const [a, b] = [middle(from), middle(to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const control = { x: (a.x + b.x) / 2 - dy * bend, y: (a.y + b.y) / 2 + dx * bend };
  const start = edgeTowards(from, control);
  const end = edgeTowards(to, control);
  const at = (t: number): Point => ({
    x: (1 - t) ** 2 * start.x + 2 * t * (1 - t) * control.x + t ** 2 * end.x,
    y: (1 - t) ** 2 * start.y + 2 * t * (1 - t) * control.y + t ** 2 * end.y,
  });
  const path = `M${round(start.x)} ${round(start.y)} Q${round(control.x)} ${round(control.y)} ${round(end.x)} ${round(end.y)}`;
  const half = LABEL_PLACES.map(at).find((point) => !cards.cover(point)) ?? at(0.5);
  // Beside a line that is nearly level the label would hide it; so it stands above.
  const level = Math.abs(dy) < Math.abs(dx) / 3;
  const outwards = bend === 0 || level ? 0 : Math.sign(-dy * bend);
  const anchor = outwards > 0 ? 'start' : outwards < 0 ? 'end' : 'middle';
  const rise = level ? LABEL_RISE * (bend > 0 === dx > 0 && bend !== 0 ? -1 : 1) : 0;
  const points = Array.from({ length: SAMPLES - 1 }, (_, index) => at((index + 1) / SAMPLES));
  return { way: { path, x: round(half.x - 4 * outwards), y: round(half.y - rise), anchor }, points };
}

/** An object's reference to itself: out of its lower edge and back. */
function loop(box: Box): Way {
  const right = box.x + box.width - 14;
  const left = right - LOOP_WIDTH;
  const bottom = box.y + box.height;
  const low = bottom + LOOP_DROP;
  const path = `M${left} ${bottom} C${left - 8} ${low} ${right + 8} ${low} ${right} ${bottom}`;
  return { path, x: (left + right) / 2, y: bottom + LOOP_DROP * 0.72, anchor: 'middle' };
}

function covers(box: Box, { x, y }: Point): boolean {
  return (
    x > box.x - MARGIN && x < box.x + box.width + MARGIN && y > box.y - TAG_ROOM && y < box.y + box.height + MARGIN
  );
}

export function middle({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Where the line from a box's middle to a point leaves the box. */
function edgeTowards(box: Box, point: Point): Point {
  const centre = middle(box);
  const [dx, dy] = [point.x - centre.x, point.y - centre.y];
  if (dx === 0 && dy === 0) return centre;
  const share = Math.min(box.width / 2 / Math.abs(dx), box.height / 2 / Math.abs(dy));
  return { x: centre.x + dx * share, y: centre.y + dy * share };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
