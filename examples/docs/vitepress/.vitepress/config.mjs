import { defineConfig } from 'vitepress';

export default defineConfig({
  title: 'Memory',
  // embed:begin config
  head: [['script', { type: 'module', src: '/pymalloc-explorer/element.js' }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'pymalloc-explorer' } } },
  // embed:end
});
