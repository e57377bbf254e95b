import { Error as MongooseError, type QueryFilter, type Model, type SortOrder } from 'mongoose';
import { BadInputError } from '../kernel/errors.ts';
import type { Page, PageRequest } from '../kernel/page.ts';
import type { Keyed } from './model.ts';

export type CursorValue = string | number | Date;

/** A total order to page through: the fields, the last of them unique, all in one direction. */
export interface PageOrder {
  readonly fields: readonly string[];
  readonly direction: 1 | -1;
}

export interface PageQuery<T> {
  readonly filter: QueryFilter<T>;
  readonly order: PageOrder;
  readonly page: PageRequest;
  /** Where `totalCount` ends, for lists that are long and asked for often; else it counts to the end. */
  readonly countAtMost?: number;
}

/** Reads a page by its keys, not by counting: the thousandth page costs what the first does, given an index. */
export async function readPage<T extends Keyed<string | number>, Item>(
  model: Model<T>,
  { filter, order, page, countAtMost }: PageQuery<T>,
  toItem: (record: T) => Item,
): Promise<Page<Item>> {
  const after =
    page.after === null ? {} : conditionAfter(order, parseCursor(page.after, order.fields.length));
  const sort = Object.fromEntries(order.fields.map((field): [string, SortOrder] => [field, order.direction]));
  const query = model.find({ $and: [filter, after] } as QueryFilter<T>);
  const [records, totalCount] = await Promise.all([
    refusingForeignCursor(
      query
        .sort(sort)
        .limit(page.first + 1)
        .lean<T[]>(),
    ),
    model.countDocuments(filter, countAtMost === undefined ? {} : { limit: countAtMost }),
  ]);
  return {
    items: records
      .slice(0, page.first)
      .map((record) => ({ item: toItem(record), cursor: cursorOf(record, order) })),
    hasNextPage: records.length > page.first,
    totalCount,
  };
}

/** (a > x) or (a = x and b > y) … */
function conditionAfter({ fields, direction }: PageOrder, values: readonly CursorValue[]): object {
  const operator = direction === 1 ? '$gt' : '$lt';
  const alternatives = fields.map((field, at) => {
    const equal = fields.slice(0, at).map((earlier, place) => [earlier, values[place]] as const);
    return { ...Object.fromEntries(equal), [field]: { [operator]: values[at] } };
  });
  return alternatives.length === 1 ? (alternatives[0] ?? {}) : { $or: alternatives };
}

function cursorOf(record: object, { fields }: PageOrder): string {
  const values = fields.map((field) => {
    const value = (record as Readonly<Record<string, unknown>>)[field];
    return value instanceof Date ? { ms: value.getTime() } : value;
  });
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function parseCursor(cursor: string, length: number): CursorValue[] {
  const values = parseJson(Buffer.from(cursor, 'base64url').toString());
  const parsed = Array.isArray(values) && values.length === length ? values.map(parseValue) : [null];
  const known = parsed.filter((value) => value !== null);
  if (known.length < length) throw foreignCursor();
  return known;
}

function parseValue(value: unknown): CursorValue | null {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null || !('ms' in value)) return null;
  return Number.isSafeInteger(value.ms) ? new Date(Number(value.ms)) : null;
}

function foreignCursor(): BadInputError {
  return new BadInputError('after', 'is not a cursor of this list. Take one from `pageInfo.endCursor`.');
}

/** A cursor of another list has values of other types, which mongoose does not cast. */
async function refusingForeignCursor<T>(reading: PromiseLike<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof MongooseError.CastError) throw foreignCursor();
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
