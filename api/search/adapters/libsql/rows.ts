/** Of the columns: each stands for an asset. */
export type Rows = Uint32Array;
export type Condition = (row: number) => boolean;

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

export function filtered(rows: Rows, holds: Condition): Rows {
  const kept = new Uint32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] ?? 0;
    if (!holds(row)) continue;
    kept[count] = row;
    count += 1;
  }
  return kept.subarray(0, count);
}

/** A larger column with what was in the smaller. */
export function grown<Column extends Uint8Array | Int32Array | Float64Array>(
  from: Column,
  into: Column,
): Column {
  into.set(from);
  return into;
}

export function appended(rows: Rows, row: number): Rows {
  const longer = new Uint32Array(rows.length + 1);
  longer.set(rows);
  longer[rows.length] = row;
  return longer;
}
