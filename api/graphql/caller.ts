import type { Request } from 'express';
import { isLoopbackHost } from '../domain/loopback.ts';

/** Where a request came from, for limits and for what is shown on this machine alone. */
export interface Caller {
  /** The other end of the connection: a proxy's, where there is one. */
  readonly address: string;
  /** Asked by a program of this machine, in this machine's name, and not passed on by a proxy. */
  readonly isLocal: boolean;
}

const LOOPBACK = /^(?:::ffff:)?127(?:\.\d{1,3}){3}$|^::1$/;
const OF_PROXIES = ['Forwarded', 'X-Forwarded-For', 'Via'];

export function callerOf(request: Request): Caller {
  const address = request.socket.remoteAddress ?? '';
  const isPassedOn = OF_PROXIES.some((name) => request.get(name) !== undefined);
  // A name of somebody else's that leads here (DNS rebinding) is not this machine's.
  const isLocal = LOOPBACK.test(address) && isLoopbackHost(request.get('Host') ?? '') && !isPassedOn;
  return { address, isLocal };
}
