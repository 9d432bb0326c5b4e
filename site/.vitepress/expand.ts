// What Figure, Step, Fact and Task of a chapter's Markdown become: the public embed with its program and its picture, links
// into it, numbers as the language writes them. Text to text, before Markdown is read, so that the page, its search and
// a reader without JavaScript have the same; only how a task stands is a component that lives on.

import type { Facts, Figure } from '../chapter.ts';
import type { Computed } from '../run.ts';
import { taskWords } from './theme/task-words.ts';

/** A view of a figure, saved as a file of the site. */
export interface Picture {
  readonly src: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** What the elements of one page can mean. */
export interface Page {
  /** The name of the chapter. */
  readonly name: string;
  readonly chapter: Computed;
  readonly language: string;
  /** The pictures of each figure, in the page's language. */
  readonly pictures: Readonly<Record<string, readonly Picture[]>>;
}

type Attributes = Readonly<Record<string, string>>;

const FENCED = /(^(?:```|~~~)[^]*?^(?:```|~~~)[^\n]*$)/m;
const LEAF = /<(Figure|Fact)\b([^>]*?)\/>/g;
/** What is code already: Markdown would read its signs, as in `__del__`. */
const CODE = /<code>.*?<\/code>/g;
const SIGN = /[*_`[\]\\]/g;
const AROUND = /<(Figure|Step|Task)\b([^>]*?)>([^]*?)<\/\1>/g;

/** The Markdown of a page with the elements of the guide expanded; `inline` renders what stands in a caption or a task. */
export function expand(markdown: string, page: Page, inline: (text: string) => string): string {
  const parts = markdown.split(FENCED);
  const numbered = { ...page, order: figuresIn(parts.filter((_, at) => at % 2 === 0).join(''), page) };
  return parts.map((part, at) => (at % 2 === 1 ? part : expandProse(part, numbered, inline))).join('');
}

/** A page, and its figures as they stand in it. */
interface Numbered extends Page {
  readonly order: readonly string[];
}

function figuresIn(prose: string, page: Page): string[] {
  return [...prose.matchAll(/<(Figure|Task)\b([^>]*?)\/?>/g)].map(([, tag = '', text = '']) => {
    const { name = '' } = readAttributes(text);
    return tag === 'Figure' ? name : known(page.chapter.tasks, name, 'task', page);
  });
}

function expandProse(prose: string, page: Numbered, inline: (text: string) => string): string {
  const rendered = (inside: string): string => inline(inside.replaceAll(CODE, (code) => code.replaceAll(SIGN, coded)));
  return prose
    .replaceAll(LEAF, (_, tag: string, text: string) => {
      const given = readAttributes(text);
      return tag === 'Fact' ? fact(given, page) : figure(given, '', page);
    })
    .replaceAll(AROUND, (_, tag: string, text: string, inside: string) => {
      const given = readAttributes(text);
      if (tag === 'Step') return step(given, inside, page);
      return tag === 'Figure' ? figure(given, rendered(inside), page) : task(given, rendered(inside.trim()), page);
    });
}

function readAttributes(text: string): Attributes {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

function step({ to = '' }: Attributes, inside: string, page: Page): string {
  const { figure: of, step: place } = known(page.chapter.steps, to, 'step', page);
  // VitePress leaves links in peace that have this class: the element follows them.
  return `<a class="vp-raw step" data-step="${to}" href="#${of}@${place}">${inside}</a>`;
}

function fact({ of, name = '', as }: Attributes, page: Page): string {
  const { chapter, language } = page;
  const facts: Facts = of === undefined ? chapter.facts : known(chapter.steps, of, 'step', page).facts;
  const value = known(facts, name, of === undefined ? 'fact' : `fact of ${of}`, page);
  const from = of === undefined ? '' : ` data-of="${of}"`;
  return `<data class="fact"${from} data-name="${name}" value="${escaped(String(value))}">${escaped(written(value, language, as))}</data>`;
}

/** A number as a language writes it, or as what it is. */
export function written(value: number | string, language: string, as?: string): string {
  if (as !== undefined && as !== 'address' && as !== 'bytes') throw new Error(`nothing is written as ${as}`);
  if (typeof value === 'string') return language.startsWith('zh') ? value.replaceAll(/(?<=\d), (?=\d)/g, '、') : value;
  if (as === 'address') return `0x${value.toString(16)}`;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  if (as !== 'bytes') return number.format(value);
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  const power = value < 1024 ? 0 : Math.min(3, Math.floor(Math.log2(value) / 10));
  // A space that no line ends at.
  return `${number.format(value / 1024 ** power)}\u{a0}${power === 0 ? unitOfBytes(value, language) : (units[power] ?? '')}`;
}

function unitOfBytes(value: number, language: string): string {
  if (language.startsWith('zh')) return '字节';
  return value === 1 ? 'byte' : 'bytes';
}

function figure({ name = '' }: Attributes, caption: string, page: Numbered): string {
  return `\n<div class="guide-figure">${embed(name, caption, page)}</div>\n`;
}

function embed(name: string, caption: string, page: Numbered): string {
  const { program, view, ...rest } = known(page.chapter.figures, name, 'figure', page);
  const label = labelled(name, page);
  const attributes = Object.entries({ id: name, view, ...rest, label } satisfies Record<string, Figure[keyof Figure]>)
    .map(([key, value]) => (value === true ? key : `${key}="${escaped(String(value))}"`))
    .join(' ');
  const pictures = (page.pictures[name] ?? []).map(
    ({ src, width, height, alt }) =>
      `<img src="${src}" width="${width}" height="${height}" alt="${escaped(alt)}" loading="lazy">`,
  );
  return [
    `<pymalloc-explorer ${attributes}>`,
    program === undefined ? '' : `<pre>${escaped(program)}</pre>`,
    ...pictures,
    caption === '' ? '' : `<span slot="caption">${caption}</span>`,
    '</pymalloc-explorer>',
  ].join('');
}

/** Each figure of a page has a name of its own, by its number there. */
function labelled(name: string, { order, language }: Numbered): string {
  const number = order.indexOf(name) + 1;
  return language.startsWith('zh') ? `图 ${number}` : `Figure ${number}`;
}

function task({ name = '' }: Attributes, inside: string, page: Numbered): string {
  const of = known(page.chapter.tasks, name, 'task', page);
  const words = taskWords(page.language);
  return [
    `\n<div class="guide-task" role="group" aria-label="${words.task}">`,
    `<p class="what"><strong>${words.task}${words.colon}</strong>${inside}</p>`,
    `<noscript>${words.without}</noscript>`,
    // No part of the component, which would render it anew, by Vue's rules for attributes of HTML.
    embed(of, '', page),
    `<TaskStanding chapter="${page.name}" name="${name}" /></div>\n`,
  ].join('');
}

function known<Value>(of: Readonly<Record<string, Value>>, name: string, what: string, page: Page): Value {
  const found = of[name];
  if (found === undefined) throw new Error(`${page.name} (${page.language}): there is no ${what} ${name}`);
  return found;
}

/** Text in HTML that Vue and Markdown read too: its lines stay lines, and no brace begins an expression. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"{}\n[\]*_`\\]/g, (sign) => coded(sign));
}

function coded(sign: string): string {
  return `&#${sign.charCodeAt(0)};`;
}
