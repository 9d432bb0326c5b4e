// A site of VitePress with the element in it, as small as it can be. What stands between the marks is in docs/embedding.md.

import { defineConfig } from 'vitepress';

export default defineConfig({
  title: 'Memory',
  // embed:begin config
  head: [['script', { type: 'module', src: '/pymalloc-explorer/element.js' }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'pymalloc-explorer' } } },
  // embed:end
});
