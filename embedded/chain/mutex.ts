/** Lets one act through at a time, in the order of arrival. */
export class Mutex {
  #previous: Promise<unknown> = Promise.resolve();

  pass<T>(act: () => Promise<T>): Promise<T> {
    const current = this.#previous.then(act);
    // The next in line waits for the end of this act, not for its success, which is its caller's matter.
    this.#previous = current.catch(() => undefined);
    return current;
  }
}
