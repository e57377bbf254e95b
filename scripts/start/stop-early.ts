/** The start was ended on request before it served. Nothing is lost: the same command goes on. */
export class StartStoppedError extends Error {
  override readonly name = 'StartStoppedError';
  readonly signal: NodeJS.Signals;
  constructor(signal: NodeJS.Signals, work: string) {
    super(`${signal}: ${work} was stopped. Nothing is lost, and the next start goes on with it.`);
    this.signal = signal;
  }
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Does work that may take long, and that SIGTERM and Ctrl-C end at its next step. @throws StartStoppedError */
export async function untilStopped<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals) => stopping.abort(new StartStoppedError(signal, name));
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    return await work(stopping.signal);
  } catch (error) {
    throw stopping.signal.aborted ? stopping.signal.reason : error;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, stop);
  }
}
