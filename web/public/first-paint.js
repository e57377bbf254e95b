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

// What the server has drawn is painted before the client is fetched, which would share the line with style and picture
// (api/front/http/page-html.ts).
(function () {
  // Nothing is painted in a tab behind others, and a picture may be slow.
  const MOST_MS = 500;
  let isStarted = false;
  // Each in a task of its own: all at once would keep a phone from answering.
  async function run(scripts) {
    for (const script of scripts) await import(script);
  }
  function start() {
    if (isStarted) return;
    isStarted = true;
    const list = document.getElementById('client-scripts').textContent;
    const [client, ...others] = /** @type {string[]} */ (JSON.parse(list));
    const scripts = [...others, client];
    for (const href of scripts) {
      const early = document.createElement('link');
      early.rel = 'modulepreload';
      early.crossOrigin = '';
      early.href = href;
      document.head.append(early);
    }
    void run(scripts);
  }
  document.addEventListener('DOMContentLoaded', function () {
    if (document.getElementById('client-scripts') === null) return;
    /** @type {HTMLImageElement | null} */
    const picture = document.querySelector('.first-paint .picture');
    const painted = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const shown = picture === null || picture.complete ? painted : picture.decode().then(() => painted);
    shown.then(start, start);
    setTimeout(start, MOST_MS);
  });
})();
