import type { Request } from 'express';
import { isOfThisMachine } from '../domain/loopback.ts';

/** Where a request came from, for limits and for what is shown on this machine alone. */
export interface Caller {
  /** The other end of the connection: a proxy's, where there is one. */
  readonly address: string;
  /** Asked by a program of this machine, in this machine's name, and not passed on by a proxy. */
  readonly isLocal: boolean;
}

export function callerOf(request: Request): Caller {
  const address = request.socket.remoteAddress ?? '';
  return { address, isLocal: isOfThisMachine({ address, header: (name) => request.get(name) }) };
}
