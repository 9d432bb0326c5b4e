// The language of the page where an element stands, as its author wrote it. Small, for it is there before anything is loaded;
// knows no catalogue, and changes nothing of the page.

/** The nearest `lang` around, through shadow roots too; empty where there is none. */
export function languageAround(element: Element): string {
  for (let at: Element | null = element; at !== null;) {
    const named: Element | null = at.closest('[lang]');
    if (named !== null) return named.getAttribute('lang') ?? '';
    const around: Node = at.getRootNode();
    at = around instanceof ShadowRoot ? around.host : null;
  }
  return '';
}
