import { isIP } from 'node:net';
import { isOfThisMachine } from './loopback.ts';

/** Where a request came from, for limits and for what is shown on this machine alone. */
export interface Caller {
  /** Whom limits count as one: an IPv4 address, or the /64 of an IPv6 address, which is the least that one home is given (RFC 6177). */
  readonly network: string;
  /** Asked by a program of this machine, in this machine's name, and not passed on by a proxy. */
  readonly isLocal: boolean;
}

/** The parts of an Express request that say where it came from. */
export interface IncomingRequest {
  /** The caller's address: the peer's, or what the trusted proxies say (Express's `trust proxy`). */
  readonly ip?: string | undefined;
  readonly socket: { readonly remoteAddress?: string | undefined };
  get(name: string): string | undefined;
}

/** The one place that says who sent a request; trusted proxies are named by `LANRAN_TRUST_PROXY` (ADR 33). */
export function callerOf(request: IncomingRequest): Caller {
  const peer = request.socket.remoteAddress ?? '';
  const address = request.ip ?? peer;
  return {
    // A proxy may pass on a text that is no address: such requests count as the proxy's own.
    network: networkOf(isIP(address) === 0 ? peer : address),
    isLocal: isOfThisMachine({ address: peer, header: (name) => request.get(name) }),
  };
}

/** An IPv4 address as it is, also when written as IPv6; of an IPv6 address its /64. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const groups = groupsOf(address);
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [bare = ''] = address.split('%');
  // The URL parser leaves one spelling: hexadecimal, with at most one `::` (RFC 5952).
  const text = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = text
    .split('::')
    .map((part) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16))));
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
