/** Lets everything else that waits have its turn. */
export function letOthers(): Promise<void> {
  return new Promise((resume) => setImmediate(resume));
}
