import type { Day } from '@lanran/protocol/kernel/day';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { SaleWindow } from '../../../assets/domain/availability.ts';
import { Dictionary, filtered, grown, type Rows } from './rows.ts';

const FIRST_CAPACITY = 1_024;
const NEVER = -1;

interface PricedDays {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly token: number;
  readonly price: number;
}

interface Order {
  readonly day: Day;
  readonly rows: Rows;
}

/** What each row costs, by currency and day. Most have one offer at most: only the others need a list. */
export class PriceColumns {
  #firstDays = new Int32Array(FIRST_CAPACITY).fill(NEVER);
  #lastDays = new Int32Array(FIRST_CAPACITY).fill(NEVER);
  #tokens = new Int32Array(FIRST_CAPACITY);
  #prices = new Float64Array(FIRST_CAPACITY);
  readonly #more = new Map<number, readonly PricedDays[]>();
  readonly #addresses = new Dictionary<Address>();
  /** Of the day that was asked for last, by currency and direction: sorting again costs more than the question. */
  readonly #orders = new Map<string, Order>();

  put(row: number, sales: readonly SaleWindow[]): void {
    this.#grow(row + 1);
    const [first, ...more] = sales.map(({ firstDay, lastDay, token, price }): PricedDays => ({
      ...{ firstDay, lastDay, token: this.#addresses.numberOf(token), price: Number(price) },
    }));
    if (!this.#isAsBefore(row, first, more)) this.#orders.clear();
    this.#firstDays[row] = first?.firstDay ?? NEVER;
    this.#lastDays[row] = first?.lastDay ?? NEVER;
    this.#tokens[row] = first?.token ?? 0;
    this.#prices[row] = first?.price ?? 0;
    if (more.length > 0) this.#more.set(row, more);
    else this.#more.delete(row);
  }

  drop(row: number): void {
    this.put(row, []);
  }

  /** What the cheapest use of the day costs in a currency; Infinity where there is none. */
  leastOn(day: Day, token: Address): (row: number) => number {
    const wanted = this.#addresses.find(token);
    if (wanted === null) return () => Infinity;
    const priceOf = (each: PricedDays) =>
      each.token === wanted && each.firstDay <= day && day <= each.lastDay ? each.price : Infinity;
    return (row) => {
      const isOn = (this.#firstDays[row] ?? NEVER) <= day && day <= (this.#lastDays[row] ?? NEVER);
      const first = isOn && this.#tokens[row] === wanted ? (this.#prices[row] ?? Infinity) : Infinity;
      const more = this.#more.size === 0 ? undefined : this.#more.get(row);
      return more === undefined ? first : Math.min(first, ...more.map(priceOf));
    };
  }

  /** Of some rows those that have a price on the day, by it; of those that cost alike, in the order in which they are given. */
  ordered(newest: Rows, { day, token, isDescending }: PriceOrder): Rows {
    const key = `${token} ${isDescending}`;
    const known = this.#orders.get(key);
    if (known?.day === day) return known.rows;
    const least = this.leastOn(day, token);
    const prices = Float64Array.from(newest, least);
    const places = filtered(
      Uint32Array.from(newest, (_, place) => place),
      (place) => prices[place] !== Infinity,
    );
    const sign = isDescending ? -1 : 1;
    places.sort((left, right) => sign * ((prices[left] ?? 0) - (prices[right] ?? 0)) || left - right);
    const rows = places.map((place) => newest[place] ?? 0);
    this.#orders.set(key, { day, rows });
    return rows;
  }

  /** What comes to the rows without a price changes no order. */
  forgetOrders(): void {
    this.#orders.clear();
  }

  #isAsBefore(row: number, first: PricedDays | undefined, more: readonly PricedDays[]): boolean {
    return (
      this.#firstDays[row] === (first?.firstDay ?? NEVER) &&
      this.#lastDays[row] === (first?.lastDay ?? NEVER) &&
      (first === undefined || (this.#tokens[row] === first.token && this.#prices[row] === first.price)) &&
      more.length === 0 &&
      !this.#more.has(row)
    );
  }

  #grow(size: number): void {
    if (size <= this.#firstDays.length) return;
    const capacity = Math.max(size, this.#firstDays.length * 2);
    this.#firstDays = grown(this.#firstDays, new Int32Array(capacity).fill(NEVER));
    this.#lastDays = grown(this.#lastDays, new Int32Array(capacity).fill(NEVER));
    this.#tokens = grown(this.#tokens, new Int32Array(capacity));
    this.#prices = grown(this.#prices, new Float64Array(capacity));
  }
}

export interface PriceOrder {
  readonly day: Day;
  readonly token: Address;
  readonly isDescending: boolean;
}
