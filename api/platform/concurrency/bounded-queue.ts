import { UnavailableError } from '../kernel/errors.ts';

/** Work done one piece at a time; whoever comes when too many wait is sent away. */
export class BoundedQueue {
  readonly #longest: number;
  readonly #refusal: () => Error;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(longest: number, refusal: () => Error = () => new UnavailableError('files')) {
    this.#longest = longest;
    this.#refusal = refusal;
  }

  /** @throws the refusal, UnavailableError unless another was given */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#longest) throw this.#refusal();
    this.#waiting += 1;
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn.finally(() => {
      this.#waiting -= 1;
    });
  }
}
