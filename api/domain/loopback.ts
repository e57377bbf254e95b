const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** Does a host, with its port or without, name this machine to itself alone? */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOST.test(host);
}
