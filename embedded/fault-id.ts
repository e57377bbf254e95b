import { randomBytes } from 'node:crypto';

/** Names one fault in a service's log and in its answer: the platform's log has that answer beside the id of the request that met it. */
export function newFaultId(): string {
  return randomBytes(6).toString('hex');
}
