// A site of Docusaurus with the element in it, as small as it can be. What stands between the marks is in docs/embedding.md.

export default {
  title: 'Memory',
  url: 'https://example.org',
  baseUrl: '/',
  // embed:begin config
  scripts: [{ src: '/pymalloc-explorer/element.js', type: 'module' }],
  // embed:end
  presets: [['classic', { docs: { routeBasePath: '/' }, blog: false, theme: { customCss: './src/css/custom.css' } }]],
  themeConfig: { navbar: { title: 'Memory' } },
};
