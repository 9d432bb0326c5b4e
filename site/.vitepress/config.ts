// How the site is built, of the folder that scripts/site.mjs has put together: both languages, what the sidebars have, and
// what the elements of the guide become. Looks are the theme's.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type DefaultTheme,
  defineConfig,
  type HeadConfig,
  type LocaleSpecificConfig,
  type MarkdownOptions,
} from 'vitepress';
import type { Computed } from '../run.ts';
import { CodeColours } from './code-colours.ts';
import { expand, type Picture } from './expand.ts';
import { chaptersIn, pageAt, pagesIn } from './pages.ts';
import { tokens } from './words.ts';

const here = import.meta.dirname;
const source = resolve(here, '../../target/site/source');

/** Any prefix: scripts/site-portable.mjs puts the real one in its place, page by page. */
const base = process.env['PM_SITE_BASE'] ?? '/__base__/';

const facts = readJson(resolve(here, 'facts.json')) as Record<string, Computed>;
/** Chapter → language → figure. */
const pictures = readJson(resolve(here, 'pictures.json')) as Record<string, Record<string, Record<string, Picture[]>>>;

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];

const colours = new CodeColours();

/** Expands the elements of the guide in the text of a chapter, whoever has it rendered. */
function guide(md: MarkdownIt): void {
  md.core.ruler.before('normalize', 'guide', (state) => {
    const { relativePath = '' } = state.env as { relativePath?: string };
    const [, locale, name = ''] = /^(?:(zh-Hans)\/)?guide\/(\d\d-[\w-]+)\.md$/.exec(relativePath) ?? [];
    const chapter = facts[name];
    if (chapter === undefined) return;
    const language = locale ?? 'en';
    const page = { name, chapter, language, pictures: pictures[name]?.[language] ?? {} };
    // What is rendered inside is no page of its own.
    state.src = expand(state.src, page, (text) => md.renderInline(text, {}));
  });
}

/** Columns are aligned by classes, for a strict policy refuses attributes; a head with nothing in it is none. */
function tables(md: MarkdownIt): void {
  md.core.ruler.push('tables', ({ tokens }) => {
    for (const [at, token] of tokens.entries()) {
      const [, side] = /^text-align:(\w+)$/.exec(token.attrGet('style') ?? '') ?? [];
      if (side !== undefined) {
        token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
        token.attrJoin('class', `to-${side}`);
      }
      const closing = tokens[at + 2];
      if (token.type === 'th_open' && tokens[at + 1]?.content === '' && closing !== undefined) {
        token.tag = 'td';
        closing.tag = 'td';
      }
    }
  });
}

const documents: DefaultTheme.SidebarItem[] = [
  {
    text: 'Embedding',
    items: ['docs/embedding', 'docs/programs'].map((path) => pageAt(source, path)),
  },
  {
    text: 'Formats',
    items: ['docs/session-format', 'docs/trace-format', 'docs/gc-format'].map((path) => pageAt(source, path)),
  },
  {
    text: 'Design notes',
    items: [
      ...['docs/architecture', 'docs/dependencies'].map((path) => pageAt(source, path)),
      ...pagesIn(source, 'docs/adr'),
    ],
  },
];

/** Not a page of VitePress: the browser has to go there. */
const explorer = (text: string, lang: string): DefaultTheme.NavItemWithLink => ({
  text,
  link: `/explorer/index.html${lang}`,
  target: '_self',
});

const english: LocaleSpecificConfig<DefaultTheme.Config> & { label: string } = {
  label: 'English',
  lang: 'en',
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/01-layers', activeMatch: '^/guide/' },
      explorer('Explorer', ''),
      { text: 'Embedding', link: '/docs/embedding', activeMatch: '^/docs/(?!adr|architecture|dependencies)' },
      { text: 'Design', link: '/docs/architecture', activeMatch: '^/docs/(adr|architecture|dependencies)' },
    ],
    sidebar: {
      '/guide/': [{ text: 'How Python manages memory', items: chaptersIn(source, 'guide') }],
      '/docs/': documents,
    },
    outline: { level: 2, label: 'On this page' },
  },
};

const chinese: LocaleSpecificConfig<DefaultTheme.Config> & { label: string } = {
  label: '简体中文',
  lang: 'zh-Hans',
  title: 'pymalloc explorer',
  description: '逐字节运行的 CPython 内存管理，用会动的图讲清楚。',
  themeConfig: {
    nav: [
      { text: '教程', link: '/zh-Hans/guide/01-layers', activeMatch: '^/zh-Hans/guide/' },
      explorer('动手试试', ''),
      { text: '嵌入（英文）', link: '/docs/embedding' },
      { text: '设计（英文）', link: '/docs/architecture' },
    ],
    sidebar: {
      '/zh-Hans/guide/': [{ text: 'Python 如何管理内存', items: chaptersIn(source, 'zh-Hans/guide') }],
    },
    outline: { level: 2, label: '本页内容' },
    docFooter: { prev: '上一章', next: '下一章' },
    darkModeSwitchLabel: '外观',
    darkModeSwitchTitle: '切换到深色',
    lightModeSwitchTitle: '切换到浅色',
    sidebarMenuLabel: '目录',
    returnToTopLabel: '回到顶部',
    langMenuLabel: '语言',
    skipToContentLabel: '跳到正文',
    notFound: {
      title: '没有这一页',
      quote: '这个地址上什么也没有。',
      linkLabel: '回到首页',
      linkText: '回到首页',
    },
  },
};

const chineseSearch: Partial<DefaultTheme.LocalSearchOptions> = {
  translations: {
    button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
    modal: {
      displayDetails: '显示详情',
      resetButtonTitle: '清除',
      backButtonTitle: '关闭',
      noResultsText: '没有结果：',
      footer: { selectText: '选择', navigateText: '移动', closeText: '关闭' },
    },
  },
};

/**
 * VitePress hands functions on to the page as text, which a strict policy refuses to run. It does not see this one; the theme
 * hands it on.
 */
function searchOptions(): DefaultTheme.LocalSearchOptions {
  const options: DefaultTheme.LocalSearchOptions = { locales: { 'zh-Hans': chineseSearch } };
  return Object.defineProperty(options, 'miniSearch', { value: { options: { tokenize: tokens } } });
}

export default defineConfig({
  srcDir: source,
  outDir: resolve(here, '../../target/site/html'),
  cacheDir: resolve(here, '../../target/site/cache'),
  base,
  title: 'pymalloc explorer',
  description: "CPython's memory management, byte for byte, told in diagrams that are alive.",
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // Without it, a switch of the appearance would write a style into the page, which a strict policy refuses.
  appearance: { disableTransition: false },
  // What is said to a browser stands in files: a strict policy refuses scripts in pages.
  metaChunk: true,
  // Else its content would have a style as an attribute, which such a policy refuses.
  contentProps: {},
  ignoreDeadLinks: process.env['PM_SITE_DRAFT'] === undefined ? [/^\/explorer\//] : true,
  locales: { root: english, 'zh-Hans': chinese },
  themeConfig: {
    i18nRouting: true,
    search: { provider: 'local', options: searchOptions() },
  },
  markdown: {
    // Comments can be read on the ground that code has here.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      guide(md);
      tables(md);
    },
    codeTransformers: [colours.transformer],
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'pymalloc-explorer' } } },
  vite: {
    publicDir: resolve(source, 'public'),
    // An import of types alone loads nothing, as in vite.config.ts.
    esbuild: { tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } } },
    server: { host: '127.0.0.1' },
  },
  buildEnd: ({ outDir }) => {
    colours.write(resolve(outDir, 'code-colours.css'));
  },
  transformHead({ content }) {
    const colours: HeadConfig = ['link', { rel: 'stylesheet', href: `${base}code-colours.css` }];
    const element: HeadConfig = ['script', { type: 'module', src: `${base}explorer/element.js` }];
    return content.includes('<pymalloc-explorer') ? [colours, element] : [colours];
  },
});
