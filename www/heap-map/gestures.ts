// What pointers and the wheel ask of a map: to move, to zoom, to choose. Knows a surface and its events, no heap. On a touch
// screen one finger belongs to the page, which would else be stuck wherever the map fills it; two move the map.

import { type Point } from './geometry.ts';

/** A pointer that has moved so far has not clicked. */
const SLACK = 5;
/** Two clicks so close to each other, in milliseconds, are one that is double. */
const DOUBLE_MS = 350;

export interface Wishes {
  readonly pan: (by: Point) => void;
  readonly zoom: (at: Point, factor: number) => void;
  readonly choose: (at: Point) => void;
  readonly closer: (at: Point) => void;
  /** A mouse is there, or is nowhere. */
  readonly point: (at: Point | undefined) => void;
  /** One finger went across, where two would have moved the map. */
  readonly alone: () => void;
}

/** Listens to a surface for as long as `signal` lets it. */
export function followGestures(surface: HTMLElement, wishes: Wishes, signal: AbortSignal): void {
  const pointers = new Map<number, Point>();
  let moved = 0;
  let clicked = -Infinity;
  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = surface.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const listen = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ): void => {
    surface.addEventListener(name, listener, { signal, passive: false });
  };

  listen('pointerdown', (event) => {
    if (event.button !== 0) return;
    surface.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) moved = 0;
    else moved = Infinity;
    wishes.point(undefined);
  });
  listen('pointermove', (event) => {
    const here = at(event);
    const before = pointers.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType === 'mouse') wishes.point(here);
      return;
    }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, here);
    moved += Math.hypot(here.x - before.x, here.y - before.y);
    if (moved < SLACK) return;
    if (other === undefined) {
      if (event.pointerType === 'touch') wishes.alone();
      else wishes.pan({ x: here.x - before.x, y: here.y - before.y });
      return;
    }
    const distance = (point: Point): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    const middle = { x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 };
    wishes.pan({ x: (here.x - before.x) / 2, y: (here.y - before.y) / 2 });
    wishes.zoom(middle, distance(here) / distance(before));
  });
  listen('pointerup', (event) => {
    const isLast = pointers.delete(event.pointerId) && pointers.size === 0;
    if (!isLast || moved >= SLACK) return;
    if (event.timeStamp - clicked < DOUBLE_MS) {
      clicked = -Infinity;
      wishes.closer(at(event));
      return;
    }
    clicked = event.timeStamp;
    wishes.choose(at(event));
  });
  listen('pointercancel', (event) => {
    pointers.delete(event.pointerId);
    moved = Infinity;
  });
  listen('pointerleave', ({ pointerType }) => {
    // A finger that was lifted has left, too: what it pointed at stays told.
    if (pointerType === 'mouse') wishes.point(undefined);
  });
  // The style lets the page scroll; not under two fingers.
  for (const name of ['touchstart', 'touchmove'] as const) {
    listen(name, (event) => {
      if (event.touches.length > 1 && event.cancelable) event.preventDefault();
    });
  }
  listen('wheel', (event) => {
    // The wheel alone scrolls the page, as everywhere; a pinch on a touchpad comes with Ctrl.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    wishes.zoom(at(event), Math.exp(Math.max(-1, Math.min(1, -event.deltaY * lines * 0.004))));
  });
}
