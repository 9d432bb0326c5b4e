// The looks of the site over VitePress' own theme, the one component that chapters have, and when the element is loaded.

import { onContentUpdated, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { tokens } from '../words.ts';
import { loadElement } from './element.ts';
import { GuideTask } from './guide-task.ts';
import './colours.css';
import './guide.css';
import './print.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app, siteData }) {
    app.component('GuideTask', GuideTask);
    for (const { themeConfig } of [siteData.value, ...Object.values(siteData.value.locales)]) {
      const search = (themeConfig as { search?: { options?: object } } | undefined)?.search;
      if (search?.options !== undefined) Object.assign(search.options, { miniSearch: { options: { tokenize: tokens } } });
    }
  },
  setup() {
    if (!import.meta.env.SSR) onContentUpdated(loadElement);
  },
} satisfies Theme;
