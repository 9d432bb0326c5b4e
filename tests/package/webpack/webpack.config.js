// The least that webpack needs: where it begins. The page is not its business.

export default { mode: 'production', entry: './page.js' };
