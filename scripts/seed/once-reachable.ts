import { RefusedError, StartingError } from '@lanran/sdk/kernel/errors';
import {
  isLostConnection,
  repeatWhenLost,
  STARTING_PAUSES_MS,
} from '@lanran/protocol/kernel/lost-connection';

/** Does a step of the seed again while the platform, or a service behind it, is started again. Each step looks first whether it was done. */
export function onceReachable<T>(step: () => Promise<T>, pausesMs = STARTING_PAUSES_MS): Promise<T> {
  return repeatWhenLost(step, { pausesMs, isLost: isOutage });
}

function isOutage(error: unknown): boolean {
  const isRefusedForIt = error instanceof RefusedError && error.code === 'UNAVAILABLE';
  return isRefusedForIt || error instanceof StartingError || isLostConnection(error);
}
