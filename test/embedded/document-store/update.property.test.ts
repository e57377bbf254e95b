import { Int32 } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '@lanran/embedded/document-store/bson/decode';
import { encode } from '@lanran/embedded/document-store/bson/encode';
import type { Document, Value } from '@lanran/embedded/document-store/bson/value';
import { parseUpdate } from '@lanran/embedded/document-store/update/update';
import { walks } from '../../support/walks.ts';

/** The model's values: whole numbers, texts, lists of these, and documents one level deep. */
type Simple = number | string | (number | string)[];
type Plain = Record<string, Simple | Record<string, Simple>>;

const scalars = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom('x', 'y'));
const lists = fc.array(scalars, { maxLength: 4 });
const simples: fc.Arbitrary<Simple> = fc.oneof(scalars, lists);
const plains: fc.Arbitrary<Plain> = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(simples, fc.dictionary(fc.constantFrom('p', 'q'), simples, { maxKeys: 2, noNullPrototype: true })),
  { maxKeys: 3, noNullPrototype: true },
);

const paths = fc.constantFrom('a', 'b', 'c.p', 'd.q', 'c.q', 'e');
const changes = fc.oneof(
  fc.tuple(fc.constantFrom('$set', '$min', '$max', '$unset'), paths, simples),
  fc.tuple(fc.constant('$inc'), paths, fc.integer({ min: -9, max: 9 })),
  fc.tuple(fc.constantFrom('$push', '$addToSet', '$pull'), paths, scalars),
);

describe('updating', () => {
  it('does what a plain model does, for every document and operator', () => {
    fc.assert(
      fc.property(plains, changes, (before, [operator, path, operand]) => {
        const source = toBson({ [operator]: { [path]: operand } }) as Document;
        const act = () => parseUpdate(source).apply(decode(encode(toBson(before) as Document)));

        const expected = model(before, { operator, path, operand });

        if (expected === null) expect(act).toThrow();
        else expect(normalized(fromBson(act()))).toEqual(normalized(expected));
      }),
      { numRuns: walks(400) },
    );
  });

  it('leaves a document that it sets to itself as it is, byte for byte', () => {
    fc.assert(
      fc.property(plains, (document) => {
        const stored = toBson(document) as Document;
        if (stored.size === 0) return;
        const bytes = encode(stored);
        expect(
          encode(parseUpdate(new Map([['$set', decode(bytes)]])).apply(decode(bytes))).equals(bytes),
        ).toBe(true);
      }),
    );
  });
});

interface Change {
  readonly operator: string;
  readonly path: string;
  readonly operand: Simple;
}

/** The document after the change, or null where MongoDB refuses it. */
function model(before: Plain, { operator, path, operand }: Change): unknown {
  const after = structuredClone(before) as Record<string, unknown>;
  const [first = '', second] = path.split('.');
  let parent = after;
  let name = first;
  const isReading = operator === '$unset' || operator === '$pull';
  if (second !== undefined) {
    const inner = after[first];
    if (inner === undefined) {
      if (isReading) return after;
      after[first] = {};
    } else if (typeof inner !== 'object' || Array.isArray(inner)) {
      return isReading ? after : null;
    }
    parent = after[first] as Record<string, unknown>;
    name = second;
  }
  const current = parent[name];
  switch (operator) {
    case '$set':
      parent[name] = operand;
      return after;
    case '$unset':
      Reflect.deleteProperty(parent, name);
      return after;
    case '$inc':
      if (current !== undefined && typeof current !== 'number') return null;
      parent[name] = (current ?? 0) + Number(operand);
      return after;
    case '$min':
      if (current === undefined || order(operand, current) < 0) parent[name] = operand;
      return after;
    case '$max':
      if (current === undefined || order(operand, current) > 0) parent[name] = operand;
      return after;
    case '$pull':
      if (current === undefined) return after;
      if (!Array.isArray(current)) return null;
      parent[name] = current.filter((member) => member !== operand);
      return after;
    default: {
      if (current !== undefined && !Array.isArray(current)) return null;
      const list = (current ?? []) as unknown[];
      parent[name] = operator === '$addToSet' && list.includes(operand) ? list : [...list, operand];
      return after;
    }
  }
}

/** Numbers, then texts, then documents, then lists. */
function order(a: unknown, b: unknown): number {
  const rank = (value: unknown) =>
    typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : Array.isArray(value) ? 3 : 2;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
      const each = order(a[place], b[place]);
      if (each !== 0) return each;
    }
    return a.length - b.length;
  }
  return a === b ? 0 : (a as number | string) < (b as number | string) ? -1 : 1;
}

function toBson(value: unknown): Value {
  if (typeof value === 'number') return new Int32(value);
  if (Array.isArray(value)) return value.map(toBson);
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([name, inner]) => [name, toBson(inner)]));
  return value as string;
}

function fromBson(value: Value): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([name, inner]) => [name, fromBson(inner)]));
  if (Array.isArray(value)) return value.map(fromBson);
  return value instanceof Int32 ? value.value : value;
}

/** -0 and 0 are one Int32. */
function normalized(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
