// VitePress marks the main part of every page but the first one of a site. Touches nothing else of a page.

const HOME = 'VPContent is-home';

/** The first page's main part in the text of a page. */
export function withMain(html: string): string {
  return html.replace(`<div class="${HOME}"`, `<div role="main" class="${HOME}"`);
}

/** The same after going from page to page. */
export function markMain(): void {
  const content = document.querySelector('.VPContent');
  if (content?.classList.contains('is-home') === true) content.setAttribute('role', 'main');
  else content?.removeAttribute('role');
}
