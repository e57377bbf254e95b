import type { Day } from '@lanran/protocol/kernel/day';
import type { Days } from '../../../assets/domain/availability.ts';
import { grown, type Rows } from './rows.ts';

const FIRST_CAPACITY = 1_024;
const NEVER = -1;

/** On which days each row is on sale. Most have one span of days at most: only the others need a list. */
export class SaleColumns {
  #firstDays = new Int32Array(FIRST_CAPACITY).fill(NEVER);
  #lastDays = new Int32Array(FIRST_CAPACITY).fill(NEVER);
  readonly #more = new Map<number, readonly Days[]>();

  put(row: number, [first, ...more]: readonly Days[]): void {
    if (row >= this.#firstDays.length) {
      const capacity = Math.max(row + 1, this.#firstDays.length * 2);
      this.#firstDays = grown(this.#firstDays, new Int32Array(capacity).fill(NEVER));
      this.#lastDays = grown(this.#lastDays, new Int32Array(capacity).fill(NEVER));
    }
    this.#firstDays[row] = first?.firstDay ?? NEVER;
    this.#lastDays[row] = first?.lastDay ?? NEVER;
    if (more.length > 0) this.#more.set(row, more);
    else this.#more.delete(row);
  }

  isOnSale(row: number, day: Day): boolean {
    if ((this.#firstDays[row] ?? NEVER) <= day && day <= (this.#lastDays[row] ?? NEVER)) return true;
    if (this.#more.size === 0) return false;
    return (this.#more.get(row) ?? []).some(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
  }

  count(rows: Rows, day: Day): number {
    let count = 0;
    for (let at = 0; at < rows.length; at += 1) if (this.isOnSale(rows[at] ?? 0, day)) count += 1;
    return count;
  }
}
