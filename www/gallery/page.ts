// The gallery: every diagram with all of its examples, one diagram at a time. Follows the address, which has the place
// behind the `#` and language and width before it. Needs no core; nothing runs here.

import { html, render } from 'lit';
import '../theme.css';
import './gallery.css';
import { define } from '../define.ts';
import { type FixtureName, fixturesIn } from '../fixtures/all.ts';
import { type Language } from '../locales/language.ts';
import { keepTheme, keptTheme, showTheme, type Theme } from './appearance.ts';
import { bar, list } from './frame.ts';
import { placeIn } from './place.ts';
import { PmFixture } from './pm-fixture.ts';
import { sheet } from './sheet.ts';
import { type Shown, type Width, widths } from './shown.ts';
import { languageIn, loadWords, told, type Words } from './words.ts';

/** Where the list of diagrams stands beside them, and is always open; gallery.css says the same. */
const BESIDE = matchMedia('(min-width: 960px)');

class Gallery {
  #shown: Shown;
  /** Whoever goes on elsewhere has not to be brought to where he wanted to go before. */
  #arrivals = 0;

  constructor(
    private readonly root: HTMLElement,
    words: Words,
  ) {
    const fixtures = fixturesIn(words.messages);
    const names = Object.keys(fixtures) as FixtureName[];
    this.#shown = {
      words,
      fixtures,
      names,
      place: placeIn(location.hash, names),
      theme: keptTheme(),
      width: widths.find((width) => width === new URLSearchParams(location.search).get('width')) ?? 'wide',
      isOpen: BESIDE.matches,
      onLanguage: (language) => void this.#speak(language),
      onTheme: (theme) => {
        this.#appear(theme);
      },
      onWidth: (width) => {
        this.#widen(width);
      },
      onOpen: (isOpen) => {
        this.#show({ isOpen });
      },
    };
    this.root.replaceChildren();
    this.#show({});
    if (this.#shown.place.example !== undefined) void this.#arrive();
    window.addEventListener('hashchange', () => {
      this.#show({ place: placeIn(location.hash, names), isOpen: BESIDE.matches });
      void this.#arrive();
    });
    BESIDE.addEventListener('change', ({ matches }) => {
      this.#show({ isOpen: matches });
    });
  }

  #show(changed: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...changed };
    const { words, place } = this.#shown;
    const { own, language } = words;
    document.documentElement.lang = language;
    document.title = place.diagram === undefined ? own.title : `${told(words, place.diagram).title} · ${own.title}`;
    render(
      html`${bar(this.#shown)}
        <div class="body">
          ${list(this.#shown)}
          <main id="content">${sheet(this.#shown)}</main>
        </div>`,
      this.root,
    );
  }

  /** Brings what was asked for into sight. What stands above it is drawn first: it is not pushed away afterwards. */
  async #arrive(): Promise<void> {
    const arrival = ++this.#arrivals;
    if (BESIDE.matches) this.#entry()?.scrollIntoView({ block: 'nearest' });
    const { example } = this.#shown.place;
    const wanted = example === undefined ? null : document.getElementById(example);
    if (wanted === null) {
      window.scrollTo(0, 0);
      this.root.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
      return;
    }
    for (const fixture of this.root.querySelectorAll<PmFixture>('.example pm-fixture')) {
      await fixture.drawNow();
      if (arrival !== this.#arrivals) return;
      if (wanted.contains(fixture)) break;
    }
    wanted.scrollIntoView();
    wanted.querySelector('a')?.focus({ preventScroll: true });
  }

  /** Of the list, what leads to where one is. */
  #entry(): HTMLElement | undefined {
    return [...this.root.querySelectorAll<HTMLElement>('.list [aria-current]')].at(-1);
  }

  async #speak(language: Language): Promise<void> {
    const words = await loadWords(language);
    this.#show({ words, fixtures: fixturesIn(words.messages) });
    remember('lang', language);
  }

  #appear(theme: Theme): void {
    showTheme(theme);
    keepTheme(theme);
    this.#show({ theme });
  }

  #widen(width: Width): void {
    this.#show({ width });
    remember('width', width);
  }
}

/** In the address, for whoever is given it. */
function remember(name: string, value: string): void {
  const address = new URL(location.href);
  address.searchParams.set(name, value);
  history.replaceState(history.state, '', address);
}

showTheme(keptTheme());
define({ 'pm-fixture': PmFixture });
const root = document.querySelector<HTMLElement>('#gallery');
if (root !== null) new Gallery(root, await loadWords(languageIn(location.search)));
