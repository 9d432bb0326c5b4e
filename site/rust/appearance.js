// Whether rustdoc's pages are light or dark: as the reader has chosen for the site, unless they have chosen in rustdoc's own
// settings. Without a choice they are as the system is, which rustdoc does itself.

function follow() {
  const chosen = localStorage.getItem('vitepress-theme-appearance');
  const asSystem = localStorage.getItem('rustdoc-use-system-theme') !== 'false';
  if (asSystem && (chosen === 'light' || chosen === 'dark')) document.documentElement.dataset.theme = chosen;
}

follow();
// A page that is gone back to has been set anew by rustdoc.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) setTimeout(follow);
});
