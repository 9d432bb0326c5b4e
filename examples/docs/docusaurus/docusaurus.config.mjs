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
