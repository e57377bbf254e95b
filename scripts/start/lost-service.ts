import { isLostConnection } from '@lanran/protocol/kernel/lost-connection';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { StartRefusedError } from './data-directory.ts';
import type { StartSettings } from './settings.ts';
import { outageAdvice, placeOf, STORE_NAMES, type StoreName } from './store-places.ts';

/** As ethers says that a node did not answer in time, or not as one. */
const NODE_FAILURES = ['TIMEOUT', 'NETWORK_ERROR', 'SERVER_ERROR'];

/** What to tell the operator when a start ends: names the service that stopped answering; any other error is returned unchanged. */
export function explainLoss(error: unknown, settings: StartSettings): unknown {
  const service = lostService(error);
  return service === null ? error : lossOf(service, settings, error);
}

/** The same for what the chain alone was asked, where no error names it. */
export function explainChainLoss(error: unknown, settings: StartSettings): unknown {
  const isLost = isLostConnection(error) || isNodeFailure(error);
  return isLost ? lossOf('chain', settings, error) : error;
}

function lossOf(service: StoreName, settings: StartSettings, cause: unknown): StartRefusedError {
  const { name } = placeOf(service, settings);
  return new StartRefusedError(
    `The ${name} stopped answering during the start (${reasonOf(cause)}): ${outageAdvice(service, settings)}.`,
    { cause },
  );
}

/** The platform's UnavailableError names a service, StoreOutOfReachError a store. */
function lostService(error: unknown): StoreName | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof StartRefusedError) return null;
    const named = 'service' in cause ? cause.service : 'store' in cause ? cause.store : null;
    const found = STORE_NAMES.find((name) => name === named);
    if (found !== undefined) return found;
  }
  return null;
}

function isNodeFailure(error: unknown): boolean {
  return error instanceof Error && 'code' in error && NODE_FAILURES.includes(String(error.code));
}
