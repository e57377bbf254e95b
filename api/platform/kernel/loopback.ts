const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;
const LOOPBACK_ADDRESS = /^(?:::ffff:)?127(?:\.\d{1,3}){3}$|^::1$/;
const OF_PROXIES = [
  'Forwarded',
  'Via',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Real-IP',
];

/** Does a host, with its port or without, name this machine to itself alone? */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOST.test(host);
}

/** What a request tells of where it came from. */
export interface RequestOrigin {
  /** The other end of the connection. */
  readonly address: string;
  header(name: string): string | undefined;
}

/** Asked by a program of this machine, in this machine's name, and not passed on by a proxy? */
export function isOfThisMachine({ address, header }: RequestOrigin): boolean {
  const isPassedOn = OF_PROXIES.some((name) => header(name) !== undefined);
  // A name of somebody else's that leads here (DNS rebinding) is not this machine's.
  return LOOPBACK_ADDRESS.test(address) && isLoopbackHost(header('Host') ?? '') && !isPassedOn;
}
