/** Lets work in together; work that has to be alone waits until all others are out, and they for it. */
export class Gate {
  #inside = 0;
  #alone: Promise<void> | null = null;
  #lastLeaves: () => void = () => undefined;

  async together<T>(work: () => T | Promise<T>): Promise<T> {
    while (this.#alone !== null) await this.#alone;
    this.#inside += 1;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#lastLeaves();
    }
  }

  async alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#alone !== null) await this.#alone;
    let open: () => void = () => undefined;
    this.#alone = new Promise((resolve) => (open = resolve));
    try {
      if (this.#inside > 0) await new Promise<void>((resolve) => (this.#lastLeaves = resolve));
      return await work();
    } finally {
      this.#lastLeaves = () => undefined;
      this.#alone = null;
      open();
    }
  }
}
