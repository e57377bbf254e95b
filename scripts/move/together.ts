/** All at once; when one fails the others are stopped, and all have ended before it throws. */
export async function together<T>(
  asked: AbortSignal,
  works: readonly ((signal: AbortSignal) => Promise<T>)[],
): Promise<T[]> {
  const failed = new AbortController();
  const signal = AbortSignal.any([asked, failed.signal]);
  const running = works.map((work) =>
    work(signal).catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(running);
  // The first failure: the others may have been stopped by it.
  if (failed.signal.aborted) throw failed.signal.reason;
  return Promise.all(running);
}
