// The language of the page where an element stands: the nearest `lang` around it, through shadow roots too. Changes nothing
// of the page.

import { bestLanguage, type Language } from '../locales/language.ts';

export function languageAround(element: Element): Language {
  return bestLanguage([nearestLang(element)]);
}

/** As it is written there; what the element needs before its catalogues are loaded is chosen by it, too. */
function nearestLang(element: Element): string {
  for (let at: Element | null = element; at !== null;) {
    const named: Element | null = at.closest('[lang]');
    if (named !== null) return named.getAttribute('lang') ?? '';
    const around: Node = at.getRootNode();
    at = around instanceof ShadowRoot ? around.host : null;
  }
  return '';
}
