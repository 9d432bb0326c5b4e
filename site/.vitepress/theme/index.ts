// The looks of the site over VitePress' own theme, the one component that chapters have, and when the element is loaded.

import { dataSymbol, onContentUpdated, type Theme, type VitePressData } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { computed, defineComponent, h, inject, ref, watch } from 'vue';
import { tokens } from '../words.ts';
import { loadElement } from './element.ts';
import { followAddress, onFragment } from './step-links.ts';
import { markMain } from './main-part.ts';
import { TaskStanding } from './task-standing.ts';
import './chinese.css';
import './colours.css';
import './guide.css';
import './nav.css';
import './print.css';

/** What VitePress' theme is told of a page, besides what its settings can say. */
function toldOf({ theme, page, hash, ...rest }: VitePressData): VitePressData {
  const told = computed(() => {
    const settings = theme.value as { search?: { options?: object } };
    const { search } = settings;
    return {
      ...settings,
      // As a setting it would reach the page as text to be run, which a strict policy refuses.
      search: { ...search, options: { ...search?.options, miniSearch: { options: { tokenize: tokens } } } },
      // The notes and the references are there in one language; from them one gets to the beginning of the other.
      i18nRouting: !/^(?:docs|api)\//.test(page.value.relativePath),
    };
  });
  return { ...rest, page, theme: told, hash: fragment(hash) };
}

/** That of the address, also after a link into a figure: the one to the other language has it, too. */
function fragment(hash: VitePressData['hash']): VitePressData['hash'] {
  const own = ref(hash.value);
  watch(hash, (value) => (own.value = value));
  if (!import.meta.env.SSR) onFragment(() => (own.value = location.hash));
  return own;
}

const Layout = defineComponent({
  setup() {
    if (!import.meta.env.SSR) {
      onContentUpdated(loadElement);
      onContentUpdated(markMain);
      onContentUpdated(followAddress);
    }
    return () => h(DefaultTheme.Layout);
  },
});

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('TaskStanding', TaskStanding);
    const data = app.runWithContext(() => inject<VitePressData>(dataSymbol));
    if (data !== undefined) app.provide(dataSymbol, toldOf(data));
  },
} satisfies Theme;
