// Dragging from one card to another, by mouse, pen or finger: draws a line to the pointer while it goes on, and tells
// where it ended. A finger drags by the handle, since elsewhere it scrolls. Knows addresses, never what they are.

/** A pointer that moved less than this has clicked. */
const SLACK = 6;

interface Drag {
  readonly svg: SVGSVGElement;
  readonly line: SVGPathElement;
  readonly from: Element;
  readonly pointer: number;
  readonly start: DOMPoint;
  moving: boolean;
}

/** Listeners of one drawing. */
interface LinkEvents {
  readonly pointerdown: (event: PointerEvent) => void;
  readonly pointermove: (event: PointerEvent) => void;
  readonly pointerup: (event: PointerEvent) => void;
  readonly pointercancel: () => void;
  readonly touchstart: AddEventListenerOptions & EventListenerObject;
}

/** How references are made in a drawing: by keys, and by dragging from card to card. */
export interface Linking {
  readonly link: (from: number, to: number) => void;
  readonly events: LinkEvents;
}

export function linking(link: Linking['link']): Linking {
  return { link, events: linkEvents(link) };
}

/** Listeners of a drawing with a path of the class `rubber` and cards with `data-address`; made once for it. */
function linkEvents(onLink: (from: number, to: number) => void): LinkEvents {
  let drag: Drag | undefined;
  const end = () => {
    drag?.line.removeAttribute('d');
    for (const card of drag?.svg.querySelectorAll('.aimed') ?? []) card.classList.remove('aimed');
    drag = undefined;
  };
  return {
    pointerdown: (event: PointerEvent) => {
      drag = event.button === 0 ? dragFrom(event) : undefined;
    },
    pointermove: (event: PointerEvent) => {
      if (drag?.pointer !== event.pointerId) return;
      const here = pointIn(drag.svg, event);
      if (!drag.moving && Math.hypot(here.x - drag.start.x, here.y - drag.start.y) < SLACK) return;
      if (!drag.moving) drag.svg.setPointerCapture(event.pointerId);
      drag.moving = true;
      drag.line.setAttribute('d', `M${drag.start.x} ${drag.start.y} L${here.x} ${here.y}`);
      aim(drag.svg, cardUnder(drag.svg, event));
    },
    pointerup: (event: PointerEvent) => {
      if (drag?.pointer !== event.pointerId) return;
      const { moving, from, svg } = drag;
      const to = cardUnder(svg, event);
      end();
      if (!moving) return;
      swallowClick(svg);
      if (to !== undefined) onLink(addressOf(from), addressOf(to));
    },
    pointercancel: end,
    // `touch-action` has no effect inside of a drawing, so this is what keeps the finger from scrolling.
    touchstart: {
      passive: false,
      handleEvent: (event: Event) => {
        if (onHandle(event.target)) event.preventDefault();
      },
    },
  };
}

function dragFrom(event: PointerEvent): Drag | undefined {
  const { target, currentTarget: svg, pointerId: pointer } = event;
  if (!(target instanceof Element) || !(svg instanceof SVGSVGElement)) return undefined;
  const from = target.closest('[data-address]');
  const line = svg.querySelector<SVGPathElement>('.rubber');
  if (from === null || line === null) return undefined;
  if (event.pointerType === 'touch' && !onHandle(target)) return undefined;
  return { svg, line, from, pointer, start: pointIn(svg, event), moving: false };
}

function onHandle(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.handle') !== null;
}

function addressOf(card: Element): number {
  return Number(card.getAttribute('data-address'));
}

/** A pointer's place in the coordinates of the drawing. */
function pointIn(svg: SVGSVGElement, { clientX, clientY }: PointerEvent): DOMPoint {
  return new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()?.inverse());
}

/** The captured pointer's own target is the drawing, so what lies under it has to be asked for. */
function cardUnder(svg: SVGSVGElement, { clientX, clientY }: PointerEvent): Element | undefined {
  const root = svg.getRootNode();
  const under = root instanceof ShadowRoot || root instanceof Document ? root.elementFromPoint(clientX, clientY) : null;
  return under?.closest('[data-address]') ?? undefined;
}

function aim(svg: SVGSVGElement, card: Element | undefined): void {
  for (const old of svg.querySelectorAll('.aimed')) if (old !== card) old.classList.remove('aimed');
  card?.classList.add('aimed');
}

/** The click that follows a drag is part of it. It comes at once or not at all. */
function swallowClick(svg: SVGSVGElement): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
  };
  svg.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => {
    svg.removeEventListener('click', swallow, { capture: true });
  });
}
