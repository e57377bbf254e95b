// Before anything is painted: the reader's own appearance, and nothing in a language that is not theirs. What they chose is kept
// in this browser alone, where the server can't read it (web/lib/language/).
(function () {
  function chosen(name) {
    try {
      return localStorage.getItem(`lanran.${name}`);
    } catch {
      return null;
    }
  }
  const root = document.documentElement;
  let appearance = chosen('appearance');
  if (appearance !== 'dark' && appearance !== 'light')
    appearance = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.dataset.theme = appearance;
  root.style.colorScheme = appearance;
  const language = new URLSearchParams(location.search).get('lang') || chosen('language');
  const isKnown = language === 'en' || language === 'zh';
  if (isKnown && root.lang.slice(0, 2) !== language) root.dataset.firstPaint = 'none';
})();
