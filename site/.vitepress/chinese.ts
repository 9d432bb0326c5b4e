// What VitePress says in English within rendered Markdown, in Chinese on Chinese pages: the links of headings and the button
// that copies code. Says nothing elsewhere.

import type { MarkdownOptions } from 'vitepress';

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];
type Env = Readonly<{ relativePath?: string }>;

const isChinese = (env: Env): boolean => env.relativePath?.startsWith('zh-Hans/') ?? false;

export function chinese(md: MarkdownIt): void {
  md.core.ruler.push('chinese-headings', ({ tokens, env }) => {
    if (!isChinese(env as Env)) return;
    for (const { type, children } of tokens) {
      const link =
        type === 'inline' ? children?.find((token) => token.attrGet('class') === 'header-anchor') : undefined;
      if (link === undefined) continue;
      const words = children?.filter(({ type }) => type === 'text' || type === 'code_inline') ?? [];
      const title = words.map(({ content }) => content).join('');
      link.attrSet('aria-label', `“${title.trim()}”的链接`);
    }
  });
  const fence = md.renderer.rules.fence;
  if (fence === undefined) return;
  md.renderer.rules.fence = (tokens, at, options, env: Env, self) => {
    const code = fence(tokens, at, options, env, self);
    return isChinese(env) ? code.replace('title="Copy Code"', 'title="复制代码"') : code;
  };
}
