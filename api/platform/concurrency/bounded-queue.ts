import { UnavailableError } from '../kernel/errors.ts';

/** Work done one piece at a time; whoever comes when too many wait is sent away. */
export class BoundedQueue {
  readonly #longest: number;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** @throws UnavailableError */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#longest) throw new UnavailableError('files');
    this.#waiting += 1;
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn.finally(() => {
      this.#waiting -= 1;
    });
  }
}
