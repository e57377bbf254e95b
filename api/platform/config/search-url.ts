/** A server of OpenSearch, as `SEARCH_URL` names it. */
export interface SearchServer {
  /** Without user and password, and without a slash at the end. */
  readonly url: string;
  readonly login: { readonly user: string; readonly password: string } | null;
}

export const SEARCH_URL_RULE =
  'must be http://HOST:PORT or https://HOST:PORT of an OpenSearch, with USER:PASSWORD@ before the host if it asks for them, and a path if it is below one';

/** Null for what names no server. Reserved characters of user and password are percent-encoded. */
export function parseSearchUrl(text: string): SearchServer | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, username, password, pathname, search, hash } = new URL(text);
  if (!['http:', 'https:'].includes(protocol) || search !== '' || hash !== '') return null;
  if ((username === '') !== (password === '')) return null;
  try {
    const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    return { url: `${origin}${pathname.replace(/\/+$/, '')}`, login: username === '' ? null : login };
  } catch {
    return null;
  }
}
