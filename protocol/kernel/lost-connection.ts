/** As Node's sockets and fetch name a connection that broke, or that nobody took. */
const LOST = ['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET', 'ECONNREFUSED'];
const MAX_CAUSES = 8;

/** Whether the connection was lost: the request may have been carried out, and its answer did not arrive. */
export function isLostConnection(error: unknown): boolean {
  return codesOf(error).some((code) => LOST.includes(code));
}

/** Whether nobody listens at the address: nothing was carried out. */
export function isRefusedConnection(error: unknown): boolean {
  return codesOf(error).includes('ECONNREFUSED');
}

/** Libraries wrap what the socket said. */
function codesOf(error: unknown, depth = MAX_CAUSES): string[] {
  if (!(error instanceof Error) || depth === 0) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const attempts: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [...own, ...[error.cause, ...attempts].flatMap((cause) => codesOf(cause, depth - 1))];
}

/** For a server that closed an idle connection, or is started again at once: some 4 s, for people wait. */
const PAUSES_MS: readonly number[] = [50, 200, 500, 1_000, 2_000];
/** For a service that the start of the platform needs: some 30 s. */
export const STARTING_PAUSES_MS: readonly number[] = [...PAUSES_MS, 4_000, 5_000, 5_000, 6_000, 6_000];

export interface RepeatOptions {
  /** One pause before each further try. */
  readonly pausesMs?: readonly number[];
  /** Which failures are worth another try; lost connections unless given. */
  readonly isLost?: (error: unknown) => boolean;
}

/** Does `work` again when its connection was lost. Only for what may be done twice. @throws what the last try threw */
export async function repeatWhenLost<T>(
  work: () => Promise<T>,
  { pausesMs = PAUSES_MS, isLost = isLostConnection }: RepeatOptions = {},
): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await work();
    } catch (error) {
      if (!isLost(error)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return work();
}
