// What the attributes of <pymalloc-explorer> say. Each bad value falls back, and is reported. Reads attributes; loads and
// draws nothing.

import { alignmentNames, editionNames, type ViewName, viewNames } from '../known-names.ts';
import { type ArenaAlignment } from '../generated/ArenaAlignment.ts';
import { type Edition } from '../generated/Edition.ts';

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
export const changing: ReadonlySet<Control> = new Set(['allocate', 'free', 'objects', 'collect', 'undo', 'reset']);

const ALLOCATOR: readonly Control[] = [
  'allocate',
  'free',
  'step',
  'play',
  'undo',
  'reset',
  'legend',
  'program',
  'picture',
  'open',
];
const COLLECTOR: readonly Control[] = [
  'objects',
  'collect',
  'step',
  'play',
  'undo',
  'reset',
  'legend',
  'program',
  'picture',
  'open',
];

/** Views that are about objects. */
export const aboutObjects: ReadonlySet<ViewName> = new Set(['objects', 'generations']);

/** The height that is kept free for a view, in pixels, with its toolbar. */
const heights: Readonly<Record<ViewName, number>> = {
  arenas: 560,
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

const FASTEST = 30;
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
  readonly controls: ReadonlySet<Control>;
  readonly readOnly: boolean;
  readonly autoplay: boolean;
  /** Moves in a second. */
  readonly speed: number;
  readonly seed: number;
  readonly theme: Theme;
  readonly loading: Loading;
  /** A CSS length. */
  readonly height: string;
  readonly label: string | undefined;
  readonly heap: string | undefined;
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
    const asked = value.split(/\s+/);
    const known = words.filter((one) => asked.includes(one));
    const used = known.length === 0 ? fallback : asked.flatMap((one) => known.find((each) => each === one) ?? []);
    const unknown = asked.filter((one) => !words.some((each) => each === one));
    return unknown.length === 0 ? used : badly(name, unknown.join(' '), used, used.join(' '));
  };
  const number = (name: string, most: number, fallback: number, whole: boolean): number => {
    const value = text(name);
    if (value === undefined) return fallback;
    const read = Number(value);
    const fits = read >= 0 && read <= most && (whole ? Number.isInteger(read) : read > 0);
    return fits ? read : badly(name, value, fallback);
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
    controls: new Set(text('controls') === 'none' ? [] : list('controls', controlNames, usualControls(views))),
    readOnly: element.hasAttribute('readonly'),
    autoplay: element.hasAttribute('autoplay'),
    speed: number('speed', FASTEST, 2, false),
    seed: number('seed', MOST_SEED, 1, true),
    theme: word('theme', themes, 'auto'),
    loading: word('loading', loadings, 'lazy'),
    height: heightOf(text('height'), views, badly),
    label: text('label'),
    heap: text('heap'),
    explorer: text('explorer'),
  };
  return { settings, bad };
}

function usualControls(views: readonly ViewName[]): readonly Control[] {
  return views.some((view) => aboutObjects.has(view)) ? COLLECTOR : ALLOCATOR;
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
