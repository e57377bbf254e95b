import { networkInterfaces } from 'node:os';

interface Listening {
  readonly host: string;
  readonly port: number;
}

/** On every network of the machine, as a listener names it. */
const EVERYWHERE = ['0.0.0.0', '::', ''];

/** Where this machine reaches the platform. */
export function localUrl({ host, port }: Listening): string {
  return urlOf(EVERYWHERE.includes(host) ? '127.0.0.1' : host, port);
}

/** Where other machines reach it, when it listens on every network. */
export function networkUrls({ host, port }: Listening, ownAddresses = addressesOfMachine()): string[] {
  return EVERYWHERE.includes(host) ? ownAddresses.map((address) => urlOf(address, port)) : [];
}

/**
 * What the start says when the platform is open to a network: the addresses, and what is missing for people to sign in there.
 * Their keys sign the address that LANRAN_PUBLIC_URL names, and no other.
 */
export function addressLines(urls: readonly string[], publicUrl: string | null): string[] {
  const [first] = urls;
  if (publicUrl !== null || first === undefined) return [];
  return [
    ...urls.map((url) => `address ${url}`),
    `LANRAN_PUBLIC_URL is not set, so people can sign in on this machine only. Set it to the address that they open, for example LANRAN_PUBLIC_URL=${first}, and start again.`,
  ];
}

function urlOf(address: string, port: number): string {
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** Of networks, IPv4 only: link-local IPv6 addresses can't be typed into a browser. */
function addressesOfMachine(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
