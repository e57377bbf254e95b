import { FormatError } from './errors.ts';

/** The members of an object whose names are known: each required one is there, no unknown one is. */
export type Members = Readonly<Record<string, unknown>>;

/** @throws FormatError naming the missing or unknown member */
export function parseMembers(
  value: unknown,
  field: string,
  names: { readonly required: readonly string[]; readonly optional?: readonly string[] },
): Members {
  const members = parseRecord(value, field);
  for (const name of names.required) {
    if (!Object.hasOwn(members, name)) throw new FormatError(`${field}.${name}`, 'is missing');
  }
  for (const name of Object.keys(members)) {
    if (!names.required.includes(name) && !names.optional?.includes(name)) {
      throw new FormatError(`${field}.${name}`, 'is not a known member');
    }
  }
  return members;
}

export function parseRecord(value: unknown, field: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FormatError(field, 'must be an object');
  }
  return Object.fromEntries(Object.entries(value));
}

export function parseArray<T>(
  value: unknown,
  field: string,
  parseItem: (item: unknown, itemField: string) => T,
): T[] {
  if (!Array.isArray(value)) throw new FormatError(field, 'must be an array');
  return Array.from(value, (item: unknown, at) => parseItem(item, `${field}[${at}]`));
}

export function parseString(value: unknown, field: string): string {
  if (typeof value !== 'string') throw new FormatError(field, 'must be text');
  return value;
}

/** A whole number from 0 to 2^53-1, or to `max`. */
export function parseCount(value: unknown, field: string, max = Number.MAX_SAFE_INTEGER): number {
  if (
    typeof value !== 'number' ||
    !Number.isSafeInteger(value) ||
    value < 0 ||
    Object.is(value, -0) ||
    value > max
  ) {
    throw new FormatError(field, `must be a whole number from 0 to ${max}`);
  }
  return value;
}

/** An unsigned integer of at most `bits` bits as decimal text without leading zeros. */
export function parseDecimal(value: unknown, field: string, bits = 256): bigint {
  if (
    typeof value !== 'string' ||
    !/^(?:0|[1-9][0-9]{0,77})$/.test(value) ||
    BigInt(value) >> BigInt(bits) !== 0n
  ) {
    throw new FormatError(field, `must be decimal text of an unsigned ${bits}-bit integer`);
  }
  return BigInt(value);
}
