import { TooManyRequestsError } from '../kernel/errors.ts';
import { KeyedMutex } from '../concurrency/keyed-mutex.ts';

/** Requests of one network that may wait at a time. */
const MAX_WAITING = 64;

/** One request of a network at a time, so that one stranger with many connections takes one place in a queue and not all. */
export class NetworkTurns {
  readonly #turns = new KeyedMutex<string>();
  readonly #waiting = new Map<string, number>();
  readonly #requests: string;

  /** @param requests what waits, as a refusal says it */
  constructor(requests = 'requests to the chain') {
    this.#requests = requests;
  }

  /** @throws TooManyRequestsError when too many of the network wait */
  async take<T>(network: string, work: () => Promise<T>): Promise<T> {
    const waiting = this.#waiting.get(network) ?? 0;
    if (waiting >= MAX_WAITING)
      throw new TooManyRequestsError(
        `${MAX_WAITING} ${this.#requests} wait already for your network. Try again in a few seconds.`,
      );
    this.#waiting.set(network, waiting + 1);
    try {
      return await this.#turns.take(network, work);
    } finally {
      const left = (this.#waiting.get(network) ?? 1) - 1;
      if (left === 0) this.#waiting.delete(network);
      else this.#waiting.set(network, left);
    }
  }
}
