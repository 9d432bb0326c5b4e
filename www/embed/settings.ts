// What the attributes of <pymalloc-explorer> say. Each bad value falls back, and is reported. Reads attributes; loads and
// draws nothing.

import { alignmentNames, editionNames, type ViewName, viewNames } from '../known-names.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Edition } from '../generated/Edition.ts';
import { type Speed, speeds } from '../session/player.ts';

export const TAG = 'pymalloc-explorer';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const loadings = ['lazy', 'eager', 'click'] as const;
export type Loading = (typeof loadings)[number];

/** What there can be in the toolbar and around the views. */
export const controlNames = [
  'allocate',
  'free',
  'objects',
  'collect',
  'step',
  'play',
  'undo',
  'reset',
  'speed',
  'legend',
  'program',
  'picture',
  'open',
] as const;
export type Control = (typeof controlNames)[number];

/** Those that change the heap. */
const changing: ReadonlySet<Control> = new Set(['allocate', 'free', 'objects', 'collect', 'undo', 'reset']);

const EVERYWHERE: readonly Control[] = ['step', 'play', 'undo', 'reset', 'legend', 'program', 'picture', 'open'];
const ALLOCATOR: readonly Control[] = ['allocate', 'free', ...EVERYWHERE];
const COLLECTOR: readonly Control[] = ['objects', 'collect', ...EVERYWHERE];

/** Views that are about objects. */
export const aboutObjects: ReadonlySet<ViewName> = new Set(['objects', 'generations']);

/** The height that is kept free for a view, in pixels, with its toolbar. */
const heights: Readonly<Record<ViewName, number>> = {
  arenas: 560,
  'heap-map': 720,
  arena: 560,
  pool: 640,
  usedpools: 560,
  'size-classes': 560,
  bytes: 560,
  layers: 560,
  explain: 480,
  arithmetic: 560,
  objects: 640,
  generations: 640,
  timeline: 480,
  compare: 480,
};
/** Several views share a height: each is scrolled by itself where it needs more. */
const SEVERAL = 720;

const USUAL_SPEED: Speed = 2;
const USUAL_SEED = 1;
const MOST_SEED = 2 ** 32 - 1;

/** What an element is asked to be. */
export interface Settings {
  readonly views: readonly ViewName[];
  readonly edition: Edition;
  readonly arenas: ArenaAlignment;
  readonly scenario: string | undefined;
  readonly src: string | undefined;
  readonly htmlFor: string | undefined;
  readonly state: string | undefined;
  readonly step: string | undefined;
  readonly select: string | undefined;
  readonly controls: ReadonlySet<Control>;
  readonly readOnly: boolean;
  readonly autoplay: boolean;
  /** Moves in a second. */
  readonly speed: Speed;
  readonly seed: number;
  readonly theme: Theme;
  readonly loading: Loading;
  /** A CSS length. */
  readonly height: string;
  readonly label: string | undefined;
  readonly heap: string | undefined;
  /** A whole address, on the web. */
  readonly explorer: string | undefined;
}

/** An attribute whose value is none of those that it can have, and what is used instead. */
export interface BadValue {
  readonly attribute: string;
  readonly value: string;
  readonly used: string;
}

export const observedAttributes = [
  'view',
  'edition',
  'arenas',
  'scenario',
  'src',
  'for',
  'state',
  'step',
  'select',
  'controls',
  'readonly',
  'autoplay',
  'speed',
  'seed',
  'theme',
  'lang',
  'loading',
  'height',
  'label',
  'heap',
  'explorer',
] as const;

/** Those that decide what is in the heap. */
export const sourceAttributes: ReadonlySet<string> = new Set([
  'edition',
  'arenas',
  'scenario',
  'src',
  'for',
  'state',
  'seed',
  'heap',
]);

/** Whether an element has a control. One that cannot be operated has none that changes the heap. */
export function offers({ controls, readOnly }: Settings, control: Control): boolean {
  return controls.has(control) && !(readOnly && changing.has(control));
}

export function readSettings(element: Element): { settings: Settings; bad: readonly BadValue[] } {
  const bad: BadValue[] = [];
  const text = (name: string): string | undefined => {
    const value = element.getAttribute(name)?.trim();
    return value === '' ? undefined : value;
  };
  const badly = <Value>(attribute: string, value: string, used: Value, shown = String(used)): Value => {
    bad.push({ attribute, value, used: shown });
    return used;
  };
  const word = <Word extends string>(name: string, words: readonly Word[], fallback: Word): Word => {
    const value = text(name);
    if (value === undefined) return fallback;
    return words.find((known) => known === value) ?? badly(name, value, fallback);
  };
  const list = <Word extends string>(
    name: string,
    words: readonly Word[],
    fallback: readonly Word[],
  ): readonly Word[] => {
    const value = text(name);
    if (value === undefined) return fallback;
    const isKnown = (one: string): one is Word => words.some((known) => known === one);
    const asked = [...new Set(value.split(/\s+/))];
    const known = asked.filter(isKnown);
    const unknown = asked.filter((one) => !isKnown(one));
    const used = known.length === 0 ? fallback : known;
    return unknown.length === 0 ? used : badly(name, unknown.join(' '), used, used.join(' '));
  };
  const speed = (): Speed => {
    const value = text('speed');
    if (value === undefined) return USUAL_SPEED;
    return speeds.find((one) => one === Number(value)) ?? badly('speed', value, USUAL_SPEED);
  };
  const seed = (): number => {
    const value = text('seed');
    if (value === undefined) return USUAL_SEED;
    const read = Number(value);
    const fits = Number.isInteger(read) && read >= 0 && read <= MOST_SEED;
    return fits ? read : badly('seed', value, USUAL_SEED);
  };
  const explorer = (): string | undefined => {
    const value = text('explorer');
    if (value === undefined) return undefined;
    return webAddress(value, element.baseURI) ?? badly<string | undefined>('explorer', value, undefined, '');
  };

  const views = list('view', viewNames, ['pool']);
  const settings: Settings = {
    views,
    edition: word('edition', editionNames, 'cpython-3.10-32'),
    arenas: word('arenas', alignmentNames, 'aligned'),
    scenario: text('scenario'),
    src: text('src'),
    htmlFor: text('for'),
    state: text('state'),
    step: text('step'),
    select: text('select'),
    controls: new Set(text('controls') === 'none' ? [] : list('controls', controlNames, usualControls(views))),
    readOnly: element.hasAttribute('readonly'),
    autoplay: element.hasAttribute('autoplay'),
    speed: speed(),
    seed: seed(),
    theme: word('theme', themes, 'auto'),
    loading: word('loading', loadings, 'lazy'),
    height: heightOf(text('height'), views, badly),
    label: text('label'),
    heap: text('heap'),
    explorer: explorer(),
  };
  return { settings, bad };
}

function usualControls(views: readonly ViewName[]): readonly Control[] {
  return views.some((view) => aboutObjects.has(view)) ? COLLECTOR : ALLOCATOR;
}

/** It becomes a link: what a browser would run is none. */
function webAddress(value: string, base: string): string | undefined {
  if (!URL.canParse(value, base)) return undefined;
  const { protocol, href } = new URL(value, base);
  return /^https?:$/.test(protocol) ? href : undefined;
}

/** The height of an element with one view, in pixels, where nobody says another. */
export function usualHeight(view: ViewName): number {
  return heights[view];
}

function heightOf(
  value: string | undefined,
  views: readonly ViewName[],
  badly: (attribute: string, value: string, used: string) => string,
): string {
  const [view = 'pool'] = views;
  const usual = `${views.length > 1 ? SEVERAL : usualHeight(view)}px`;
  if (value === undefined) return usual;
  const length = /^\d+(?:\.\d+)?$/.test(value) ? `${value}px` : value;
  return CSS.supports('block-size', length) ? length : badly('height', value, usual);
}
