import canonicalize from 'canonicalize';
import { utf8 } from './bytes.ts';
import { FormatError } from './errors.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

export const MAX_JSON_DEPTH = 64;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Refuses what JSON cannot carry or RFC 8785 forbids: numbers that are not finite, lone surrogates, `undefined`, class
 * instances, nesting deeper than `maxDepth`.
 * @throws FormatError naming the path of the offending value
 */
export function parseJsonValue(value: unknown, field = 'value', maxDepth = MAX_JSON_DEPTH): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return parseNumber(value, field);
  if (typeof value === 'string') return parseText(value, field);
  if (typeof value !== 'object') throw new FormatError(field, `${typeof value} is not JSON`);
  if (maxDepth <= 0) throw new FormatError(field, 'is nested too deeply');
  if (Array.isArray(value)) {
    return Array.from(value, (item: unknown, at) => parseJsonValue(item, `${field}[${at}]`, maxDepth - 1));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new FormatError(field, 'is not a plain object');
  const entries = Object.entries(value).map(([name, item]): [string, JsonValue] => {
    parseText(name, field);
    return [name, parseJsonValue(item, `${field}.${name}`, maxDepth - 1)];
  });
  return Object.fromEntries(entries);
}

function parseNumber(value: number, field: string): number {
  if (!Number.isFinite(value)) throw new FormatError(field, `${value} is not a JSON number`);
  return value;
}

function parseText(value: string, field: string): string {
  if (LONE_SURROGATE.test(value)) throw new FormatError(field, 'has half a surrogate pair');
  return value;
}

/** RFC 8785 (JCS) text of a value. @throws FormatError when the value is not JSON */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(parseJsonValue(value));
  if (text === undefined) throw new FormatError('value', 'is not JSON');
  return text;
}

export function canonicalJsonBytes(value: unknown): Uint8Array {
  return utf8(canonicalJson(value));
}

/**
 * Reads text that must be exactly the RFC 8785 form of its value, so that no two texts mean the same.
 * @throws FormatError when it is not JSON, too deep, or not canonical
 */
export function parseCanonicalJson(text: string, field: string): JsonValue {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new FormatError(field, 'is not JSON', { cause });
  }
  const value = parseJsonValue(parsed, field);
  if (canonicalJson(value) !== text) {
    throw new FormatError(
      field,
      'is not in the canonical form of RFC 8785 (order, spacing, escapes or a repeated member)',
    );
  }
  return value;
}
