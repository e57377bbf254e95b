import { grown, type Rows } from './rows.ts';

const FIRST_CAPACITY = 1_024;

/** A list of small numbers for each row, all in one array: lists of their own are read ten times as slowly. */
export class NumberLists {
  #starts = new Int32Array(FIRST_CAPACITY);
  #lengths = new Int32Array(FIRST_CAPACITY);
  #numbers = new Int32Array(FIRST_CAPACITY);
  #end = 0;
  /** How many numbers before the end are of lists that were replaced. */
  #unused = 0;

  put(row: number, list: readonly number[]): void {
    this.#growRows(row + 1);
    this.#unused += this.#lengths[row] ?? 0;
    if (this.#end + list.length > this.#numbers.length) this.#makeRoom(row, list.length);
    this.#starts[row] = this.#end;
    this.#lengths[row] = list.length;
    this.#numbers.set(list, this.#end);
    this.#end += list.length;
  }

  some(row: number, holds: (number: number) => boolean): boolean {
    const start = this.#starts[row] ?? 0;
    const end = start + (this.#lengths[row] ?? 0);
    for (let at = start; at < end; at += 1) if (holds(this.#numbers[at] ?? 0)) return true;
    return false;
  }

  /** Adds to `counts`, by number, in how many of the rows it is. Gives the numbers in the order in which the rows bring them. */
  count(rows: Rows, counts: Uint32Array): number[] {
    const found: number[] = [];
    const [starts, lengths, numbers] = [this.#starts, this.#lengths, this.#numbers];
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? 0;
      const start = starts[row] ?? 0;
      const end = start + (lengths[row] ?? 0);
      for (let at = start; at < end; at += 1) {
        const number = numbers[at] ?? 0;
        const count = counts[number] ?? 0;
        if (count === 0) found.push(number);
        counts[number] = count + 1;
      }
    }
    return found;
  }

  #growRows(size: number): void {
    if (size <= this.#starts.length) return;
    const capacity = Math.max(size, this.#starts.length * 2);
    this.#starts = grown(this.#starts, new Int32Array(capacity));
    this.#lengths = grown(this.#lengths, new Int32Array(capacity));
  }

  /** Leaves out what was replaced where that is half of it. */
  #makeRoom(row: number, length: number): void {
    this.#lengths[row] = 0;
    const from = this.#numbers;
    const kept = this.#end - this.#unused;
    this.#numbers = new Int32Array(Math.max(from.length, 2 * (kept + length)));
    let end = 0;
    for (let each = 0; each < this.#starts.length; each += 1) {
      const [start, size] = [this.#starts[each] ?? 0, this.#lengths[each] ?? 0];
      this.#numbers.set(from.subarray(start, start + size), end);
      this.#starts[each] = end;
      end += size;
    }
    this.#end = end;
    this.#unused = 0;
  }
}
