/** In the data directory, served by the platform itself. */
export const EMBEDDED = 'embedded';

const DOCUMENTS_PORT = '27017';

/**
 * How people are told of a place: without user, password and options, and of a web address without its path, which may be a
 * key. A name of a database stays.
 */
export function shownPlace(place: string): string {
  const shown = place.replace(/\/\/[^@/]*@/, '//').replace(/[?#].*$/, '');
  return shown.replace(/^(https?:\/\/[^/]+\/)[^/].*$/i, '$1…');
}

/** The same address, whoever asks and with whatever options. One server may still have two addresses: see `requireApart`. */
export function isSamePlace(a: string, b: string): boolean {
  return normalize(a) === normalize(b);
}

function normalize(place: string): string {
  const plain = place
    .replace(/\/\/[^@/]*@/, '//')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .toLowerCase();
  const [, scheme, hosts, path = ''] = /^([a-z+]+):\/\/([^/]*)(.*)$/.exec(plain) ?? [];
  if (scheme === undefined || hosts === undefined) return plain;
  const port = { mongodb: DOCUMENTS_PORT, http: '80', https: '443' }[scheme] ?? '';
  const named = hosts.split(',').map((host) => normalizeHost(host, port));
  return `${scheme}://${named.sort().join(',')}${path}`;
}

function normalizeHost(text: string, defaultPort: string): string {
  const [, host = text, port = defaultPort] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(text) ?? [];
  const name = host.replace(/\.$/, '');
  return `${name === 'localhost' ? '127.0.0.1' : name}:${port}`;
}
