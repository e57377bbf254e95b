/** A deadline that can be put off while the other side makes progress. */
export class ExtendableDeadline {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout;

  constructor(waitMs: number) {
    this.#timer = this.#start(waitMs);
  }

  /** Aborts with a TimeoutError when the wait is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  renew(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start(waitMs);
  }

  pause(): void {
    clearTimeout(this.#timer);
  }

  /** The work is done; nothing will be aborted. */
  end(): void {
    clearTimeout(this.#timer);
  }

  /** The result is no longer wanted: whatever still runs is aborted. */
  giveUp(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }

  #start(waitMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#controller.abort(new DOMException(`No answer within ${waitMs / 1000} s`, 'TimeoutError'));
    }, waitMs);
  }
}
