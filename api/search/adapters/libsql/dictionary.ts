/** Numbers for values that repeat, in the order of their first use. */
export class Dictionary<T extends string> {
  readonly values: T[] = [];
  readonly #numbers = new Map<T, number>();

  numberOf(value: T): number {
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    this.#numbers.set(value, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }

  find(value: T): number | null {
    return this.#numbers.get(value) ?? null;
  }
}
