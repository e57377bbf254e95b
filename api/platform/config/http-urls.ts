export const HTTP_URL_RULE = 'must be http://HOST:PORT or https://HOST:PORT, with a path if it is below one';
export const PUBLIC_URL_RULE =
  'must be http or https with host and port, and nothing else, for example https://lanran.example.org';

/** Of a service, which may ask for a password or be below a path. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

/** Where people open the platform: pages, cookies and sign-in messages go by scheme, host and port alone. */
export function isPublicUrl(text: string): boolean {
  return isHttpUrl(text) && !/[?#@\\]/.test(text) && new URL(text).pathname === '/';
}
