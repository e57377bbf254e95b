import { complement, KeyWriter } from '../bson/key.ts';
import type { Document, Value } from '../bson/value.ts';
import { ClientError } from '../command-error.ts';

/** One field of an index or of a sort. */
export interface KeyPart {
  readonly path: readonly string[];
  readonly isDescending: boolean;
}

/** Where a part stands while a document is walked: at a value with path left, or done. */
interface Place {
  readonly value: Value | undefined;
  readonly depth: number;
  readonly isDone: boolean;
}

const EMPTY_ARRAY = Symbol('empty array');
type PartValue = Value | typeof EMPTY_ARRAY;

export interface DocumentKeys {
  /** Distinct encoded keys, at least one. */
  readonly keys: readonly Buffer[];
  /** For each part, whether its path met an array. */
  readonly isMultikey: readonly boolean[];
}

/**
 * The keys under which an index holds a document, as MongoDB generates them: one for each element of an array, null for
 * a missing field. Throws CannotIndexParallelArrays when two parts meet different arrays.
 */
export function keysOf(parts: readonly KeyPart[], document: Document): DocumentKeys {
  const isMultikey = parts.map(() => false);
  const rows: PartValue[][] = [];
  expand(
    parts,
    parts.map(() => ({ value: document, depth: 0, isDone: false })),
    { rows, isMultikey },
  );
  const keys = rows.map((row) => encodeRow(parts, row));
  if (keys.length < 2) return { keys, isMultikey };
  const distinct = new Map(keys.map((key) => [key.toString('latin1'), key]));
  return { keys: [...distinct.values()], isMultikey };
}

interface Expansion {
  readonly rows: PartValue[][];
  readonly isMultikey: boolean[];
}

function expand(parts: readonly KeyPart[], places: readonly Place[], into: Expansion): void {
  const walked = places.map((place, index) => walk(place, parts[index]?.path ?? []));
  const arrays = walked.filter((place) => !place.isDone);
  const array = arrays[0]?.value;
  if (!Array.isArray(array)) {
    into.rows.push(walked.map(({ value }) => value ?? null));
    return;
  }
  if (arrays.some(({ value }) => value !== array)) {
    const names = parts
      .filter((_, index) => walked[index]?.isDone === false)
      .map(({ path }) => path.join('.'));
    throw new ClientError('CannotIndexParallelArrays', `cannot index parallel arrays [${names.join('] [')}]`);
  }
  walked.forEach((place, index) => {
    if (!place.isDone) into.isMultikey[index] = true;
  });
  if (array.length === 0) {
    into.rows.push(walked.map((place, index) => emptyOr(place, parts[index]?.path ?? [])));
    return;
  }
  for (const element of array) {
    expand(
      parts,
      walked.map((place, index) =>
        place.isDone ? place : enter(element, place.depth, parts[index]?.path ?? []),
      ),
      into,
    );
  }
}

/** Follows the path through documents until it ends, is missing, or meets an array. */
function walk(place: Place, path: readonly string[]): Place {
  let { value, depth } = place;
  if (place.isDone) return place;
  while (value instanceof Map && depth < path.length) {
    value = value.get(path[depth] ?? '');
    depth += 1;
  }
  if (Array.isArray(value)) return { value, depth, isDone: false };
  return { value: depth === path.length ? value : undefined, depth, isDone: true };
}

/** An array's element is a key itself, or the document in which the path goes on; arrays in arrays are not entered. */
function enter(element: Value, depth: number, path: readonly string[]): Place {
  if (depth === path.length) return { value: element, depth, isDone: true };
  return element instanceof Map
    ? { value: element, depth, isDone: false }
    : { value: undefined, depth, isDone: true };
}

function emptyOr(place: Place, path: readonly string[]): PartValue {
  if (place.isDone) return place.value ?? null;
  return place.depth === path.length ? EMPTY_ARRAY : null;
}

function encodeRow(parts: readonly KeyPart[], row: readonly PartValue[]): Buffer {
  if (parts.every((part) => !part.isDescending)) {
    const writer = new KeyWriter();
    for (const value of row) writePart(writer, value);
    return writer.finish();
  }
  return Buffer.concat(
    row.map((value, index) => {
      const key = writePart(new KeyWriter(), value).finish();
      return parts[index]?.isDescending === true ? complement(key) : key;
    }),
  );
}

function writePart(writer: KeyWriter, value: PartValue): KeyWriter {
  return value === EMPTY_ARRAY ? writer.emptyArray() : writer.value(value);
}

/** The key by which a sort places a document: the first of its keys in the sort's order. */
export function sortKeyOf(parts: readonly KeyPart[], document: Document): Buffer {
  const { keys } = keysOf(parts, document);
  return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
}
