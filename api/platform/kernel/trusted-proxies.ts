import { isIP } from 'node:net';

/** What Express's `trust proxy` takes: a number of proxies between caller and platform, or their names and addresses. */
export type TrustedProxies = number | readonly string[];

export const NO_PROXIES: TrustedProxies = 0;
export const TRUSTED_PROXIES_RULE =
  'must name the proxies before the platform: their number (1), or loopback, linklocal, uniquelocal, addresses and subnets (10.0.0.0/8) with commas between';

const MAX_HOPS = 32;
const NAMED: readonly string[] = ['linklocal', 'loopback', 'uniquelocal'];

/** Null where the text names no proxies. `true`, with which anybody could choose an address, is none of Express's that is taken. */
export function parseTrustedProxies(text: string): TrustedProxies | null {
  const names = text.split(',').map((name) => name.trim());
  const [first = ''] = names;
  if (names.length === 1 && /^\d{1,2}$/.test(first)) return Number(first) <= MAX_HOPS ? Number(first) : null;
  return names.every(isNamed) ? names : null;
}

function isNamed(name: string): boolean {
  if (NAMED.includes(name)) return true;
  const [address = '', prefix, ...rest] = name.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  const bits = Number(prefix);
  return /^\d{1,3}$/.test(prefix) && bits >= 1 && bits <= (version === 4 ? 32 : 128);
}
