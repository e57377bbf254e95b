/** Where to go afterwards: a path of this site alone, so that a link can't send people elsewhere. */
export function nextPath(text: string | null, fallback = '/'): string {
  if (text === null || !text.startsWith('/')) return fallback;
  const base = 'https://own.invalid';
  try {
    const url = new URL(text, base);
    // Dots are resolved by now: `/.//elsewhere` has become the address of another site.
    const isOwn = url.origin === base && !url.pathname.startsWith('//');
    return isOwn ? url.pathname + url.search + url.hash : fallback;
  } catch {
    return fallback;
  }
}

/** `path` with where to come back to. */
export function withNext(path: string, next: string): string {
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`;
}
