// The ways from this page into a site around it, as the page's head has them: <link data-way="guide" hreflang="en" href="…">.
// Knows of no site: where there are no such links, there is nowhere to go.

export type Way = 'home' | 'guide' | 'gallery';

/** Where it leads to in a language; undefined where there is no such way. */
export function wayTo(name: Way, language: string): string | undefined {
  const links = document.head.querySelectorAll<HTMLLinkElement>(`link[data-way=${name}]`);
  return [...links].find(({ hreflang }) => hreflang === language)?.href;
}
