import { RefusedError } from '@lanran/sdk/kernel/errors';
import { GraphqlClient, type GraphqlRequest } from '@lanran/sdk/kernel/graphql-client';
import { errorCode } from '../../../lib/session/error-text.ts';
import { waitForConnection } from '../../../lib/session/wait-for-connection.ts';

export interface RetryOptions {
  readonly signal: AbortSignal;
  /** Nobody answers; it is tried again by itself. */
  onOffline(isOffline: boolean): void;
}

const FIRST_WAIT_MS = 1_000;
const MOST_WAIT_MS = 30_000;
/** Over by themselves, once there is a connection, or the platform runs again. */
const PASSING: readonly string[] = ['UNREACHABLE', 'UNAVAILABLE'];

/** Waits for a lost connection, longer each time, and asks again. @throws RefusedError CANCELED when the signal says so */
export async function retryWhileOffline<T>(
  ask: () => Promise<T>,
  { signal, onOffline }: RetryOptions,
): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(MOST_WAIT_MS, waitMs * 2)) {
    requireWanted(signal);
    try {
      const answer = await ask();
      onOffline(false);
      return answer;
    } catch (error) {
      if (!PASSING.includes(errorCode(error))) throw error;
      onOffline(true);
      await waitForConnection(waitMs, signal);
    }
  }
}

/** For acts that change nothing more when they are asked for twice, as an import's all do. */
export class RetryingClient extends GraphqlClient {
  readonly #patience: RetryOptions;

  constructor(apiUrl: string, patience: RetryOptions) {
    super(apiUrl);
    this.#patience = patience;
  }

  override request<T>(asked: GraphqlRequest<T>): Promise<T> {
    return retryWhileOffline(() => super.request(asked), this.#patience);
  }
}

export function requireWanted(signal: AbortSignal): void {
  if (signal.aborted) throw new RefusedError('CANCELED', 'The import was stopped.');
}
