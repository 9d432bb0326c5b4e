// How the site is built, of the folder that scripts/site.mjs has put together: both languages, what the sidebars have, and
// what the elements of the guide become. Looks are the theme's.

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type DefaultTheme,
  defineConfig,
  type HeadConfig,
  type LocaleSpecificConfig,
  type MarkdownEnv,
  type MarkdownOptions,
} from 'vitepress';
import type { Computed } from '../run.ts';
import { attributesOf } from './attributes.ts';
import { chinese as chineseLabels } from './chinese.ts';
import { CodeColours } from './code-colours.ts';
import { expand, type Picture } from './expand.ts';
import { chaptersIn, pageAt, pagesIn } from './pages.ts';
import { withMain } from './theme/main-part.ts';
import { tokens } from './words.ts';

const EMBED = 'pymalloc-explorer';

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
    const { relativePath = '', frontmatter = {} } = state.env as Partial<MarkdownEnv>;
    const [, locale, own = ''] = /^(?:(zh-Hans)\/)?(?:guide\/(\d\d-[\w-]+)|[\w-]+)\.md$/.exec(relativePath) ?? [];
    // Another page says whose figures it shows.
    const name = own === '' ? String(frontmatter['chapter']) : own;
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
      ...['docs/architecture', 'docs/performance', 'docs/dependencies'].map((path) => pageAt(source, path)),
      ...pagesIn(source, 'docs/adr'),
    ],
  },
];

/** Not a page of VitePress: the browser has to go there. It takes its language with it. */
const folder = (text: string, name: 'explorer' | 'gallery', lang: string): DefaultTheme.NavItemWithLink => ({
  text,
  link: `/${name}/index.html?lang=${lang}`,
  target: '_self',
});

const rust: DefaultTheme.NavItemWithLink = {
  text: 'Rust',
  link: '/rust/pymalloc_explorer/index.html',
  target: '_self',
};

const reference: DefaultTheme.SidebarItem[] = [
  {
    text: 'JavaScript',
    items: [
      { text: 'Overview', link: '/api/js/' },
      ...['api/js/core', 'api/js/types', 'api/js/element'].map((path) => pageAt(source, path)),
    ],
  },
  rust,
];

/** The references of both languages that one can program it in. */
const references = (text: string): DefaultTheme.NavItemWithChildren => ({
  text,
  items: [{ text: 'JavaScript', link: '/api/js/' }, rust],
  activeMatch: '^/api/',
});

const english: LocaleSpecificConfig<DefaultTheme.Config> & { label: string } = {
  label: 'English',
  lang: 'en',
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/01-layers', activeMatch: '^/guide/' },
      folder('Explorer', 'explorer', 'en'),
      folder('Gallery', 'gallery', 'en'),
      { text: 'Embedding', link: '/docs/embedding', activeMatch: '^/docs/(?!adr|architecture|dependencies)' },
      references('Reference'),
      { text: 'Design', link: '/docs/architecture', activeMatch: '^/docs/(adr|architecture|performance|dependencies)' },
    ],
    sidebar: {
      '/guide/': [{ text: 'How Python manages memory', items: chaptersIn(source, 'guide') }],
      '/docs/': documents,
      '/api/': reference,
    },
    outline: { level: 2, label: 'On this page' },
    notFound: {
      title: 'No such page',
      quote: 'There is nothing at this address.',
      linkLabel: 'To the home page',
      linkText: 'To the home page',
    },
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
      folder('动手试试', 'explorer', 'zh-Hans'),
      folder('图示总览', 'gallery', 'zh-Hans'),
      { text: '嵌入（英文）', link: '/docs/embedding' },
      references('参考（英文）'),
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
      noResultsText: '没有找到',
      footer: {
        selectText: '选择',
        selectKeyAriaLabel: '回车键',
        navigateText: '移动',
        navigateUpKeyAriaLabel: '向上键',
        navigateDownKeyAriaLabel: '向下键',
        closeText: '关闭',
        closeKeyAriaLabel: 'Esc 键',
      },
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
  // Files as they are, a list of licences among them.
  srcExclude: ['public/**'],
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
  ignoreDeadLinks: process.env['PM_SITE_DRAFT'] === undefined ? [/^\/(explorer|gallery|rust)\//] : true,
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
      chineseLabels(md);
    },
    codeTransformers: [colours.transformer],
  },
  vue: {
    template: { compilerOptions: { isCustomElement: (tag) => tag === EMBED, nodeTransforms: [attributesOf(EMBED)] } },
  },
  vite: {
    publicDir: resolve(source, 'public'),
    // An import of types alone loads nothing, as in vite.config.ts.
    esbuild: { tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false } } },
    server: { host: '127.0.0.1' },
  },
  buildEnd: ({ outDir }) => {
    colours.write(resolve(outDir, 'code-colours.css'));
  },
  transformHtml: withMain,
  transformHead({ content }) {
    const colours: HeadConfig = ['link', { rel: 'stylesheet', href: `${base}code-colours.css` }];
    const element: HeadConfig = ['script', { type: 'module', src: `${base}explorer/element.js` }];
    return content.includes(`<${EMBED}`) ? [colours, element] : [colours];
  },
});
