/** How often each command was asked for since the process began. */
export class CommandCounts {
  readonly #totals = new Map<string, number>();

  add(name: string): void {
    this.#totals.set(name, (this.#totals.get(name) ?? 0) + 1);
  }

  totals(): ReadonlyMap<string, number> {
    return this.#totals;
  }
}
