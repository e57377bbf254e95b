/** A binary heap: the least item comes out first. */
export class Heap<T> {
  readonly items: T[] = [];
  readonly #order: (a: T, b: T) => number;

  constructor(order: (a: T, b: T) => number) {
    this.#order = order;
  }

  get size(): number {
    return this.items.length;
  }

  push(item: T): void {
    this.items.push(item);
    let at = this.items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfLess(at, parent)) break;
      at = parent;
    }
  }

  pop(): T | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (last === undefined || this.items.length === 0) return top;
    this.items[0] = last;
    let at = 0;
    for (;;) {
      const child = this.#lesserChild(at);
      if (child >= this.items.length || !this.#swapIfLess(child, at)) return top;
      at = child;
    }
  }

  #lesserChild(at: number): number {
    const left = at * 2 + 1;
    const [a, b] = [this.items[left], this.items[left + 1]];
    return a !== undefined && b !== undefined && this.#order(b, a) < 0 ? left + 1 : left;
  }

  #swapIfLess(lower: number, upper: number): boolean {
    const [a, b] = [this.items[lower], this.items[upper]];
    if (a === undefined || b === undefined || this.#order(a, b) >= 0) return false;
    this.items[lower] = b;
    this.items[upper] = a;
    return true;
  }
}
