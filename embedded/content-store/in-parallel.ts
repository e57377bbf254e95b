/** Does the work for each value, so many at a time; the first failure is thrown once all that was begun has ended. */
export async function inParallel<T>(
  values: Iterable<T>,
  atOnce: number,
  work: (value: T) => Promise<unknown>,
): Promise<void> {
  const waiting = values[Symbol.iterator]();
  const failures: unknown[] = [];
  const workOn = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true && failures.length === 0; next = waiting.next())
      await work(next.value).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: atOnce }, workOn));
  if (failures.length > 0) throw failures[0];
}
