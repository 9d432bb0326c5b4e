// The page around the explorer speaks its language too: the link that chose it, the document's tag and title.
// Holds no text; what is inside of the explorer is the explorer's.

import { type PmExplorer } from './elements/pm-explorer.ts';
import { bestLanguage, type Language, loadMessages } from './locales/language.ts';

const PARAMETER = 'lang';

/** Gives the explorer the language of the link, if there is one, and follows it from then on. */
export function followLanguage(explorer: PmExplorer): void {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  if (asked !== null) explorer.language = bestLanguage([asked, ...navigator.languages]);
  explorer.addEventListener('language-change', () => {
    void carry(explorer.language);
  });
}

async function carry(language: Language): Promise<void> {
  const { ui } = await loadMessages(language, ['page']);
  document.documentElement.lang = language;
  document.title = ui.title;
  const link = new URL(location.href);
  const unasked = !link.searchParams.has(PARAMETER) && language === bestLanguage(navigator.languages);
  if (unasked || link.searchParams.get(PARAMETER) === language) return;
  link.searchParams.set(PARAMETER, language);
  history.replaceState(history.state, '', link);
}
