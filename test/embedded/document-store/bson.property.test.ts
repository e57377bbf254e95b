import { deserialize, Int32, Long, serialize } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '@lanran/embedded/document-store/bson/compare';
import { decode } from '@lanran/embedded/document-store/bson/decode';
import { encode } from '@lanran/embedded/document-store/bson/encode';
import { Fields } from '@lanran/embedded/document-store/bson/fields';
import { complement, keyOf, keyTextOf } from '@lanran/embedded/document-store/bson/key';
import { add, compareNumbers } from '@lanran/embedded/document-store/bson/number';
import type { Document } from '@lanran/embedded/document-store/bson/value';
import { documents, numbers, values } from './values.ts';
import { walks } from '../../support/walks.ts';

const sign = Math.sign;

/** Some paths into a document, and perhaps beside it. */
function pathsInto(document: Document): (readonly string[])[] {
  return [...document].flatMap(([name, value]) => {
    const inner = value instanceof Map ? pathsInto(value).map((path) => [name, ...path]) : [];
    return [[name], [name, 'nothing'], ...inner];
  });
}

/** What the paths reach, whole values as they are. */
function kept(document: Document, paths: readonly (readonly string[])[]): Document {
  const fields: Document = new Map();
  for (const [name, value] of document) {
    const inner = paths.filter(([first]) => first === name).map(([, ...rest]) => rest);
    if (inner.length === 0) continue;
    const isWhole = inner.some((path) => path.length === 0) || !(value instanceof Map);
    fields.set(name, isWhole ? value : kept(value, inner));
  }
  return fields;
}

describe('BSON bytes', () => {
  it('come back as the same bytes after decoding and encoding', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const bytes = encode(document);
        expect(encode(decode(bytes)).equals(bytes)).toBe(true);
      }),
    );
  });

  it('decode in part to what the whole has there', () => {
    const some = documents.chain((document) =>
      fc.tuple(fc.constant(document), fc.subarray([...pathsInto(document), ['nothing']])),
    );
    fc.assert(
      fc.property(some, ([document, paths]) => {
        const part = decode(encode(document), new Fields(paths));
        expect(encode(part).equals(encode(kept(document, paths)))).toBe(true);
      }),
    );
  });

  it('are those of the bson package', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(Buffer.from(serialize(document)).equals(encode(document))).toBe(true);
        expect(() => deserialize(encode(document))).not.toThrow();
      }),
    );
  });

  it('are refused, never misread, when cut short', () => {
    fc.assert(
      fc.property(documents, fc.nat(), (document, cut) => {
        const bytes = encode(document);
        expect(() => decode(bytes.subarray(0, cut % bytes.length))).toThrow(/document/);
      }),
    );
  });
});

describe('the order of values', () => {
  it('is total', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        expect(compare(a, a)).toBe(0);
        expect(sign(compare(a, b))).toBe(-sign(compare(b, a)) + 0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: walks(400) },
    );
  });

  it('is the order of the keys, ascending and complemented', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const order = sign(compare(a, b)) + 0;
        expect(sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(order);
        expect(sign(Buffer.compare(complement(keyOf(b)), complement(keyOf(a))))).toBe(order);
      }),
      { numRuns: walks(600) },
    );
  });

  it('of numbers is the order of their keys', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(sign(Buffer.compare(keyOf(a), keyOf(b)))).toBe(sign(compareNumbers(a, b)) + 0);
      }),
      { numRuns: walks(1000) },
    );
  });

  it('has no key that is the beginning of another', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [left, right] = [keyOf(a), keyOf(b)];
        if (!left.equals(right)) expect(right.subarray(0, left.length).equals(left)).toBe(false);
        expect(keyTextOf(a)).toBe(left.toString('latin1'));
      }),
      { numRuns: walks(600) },
    );
  });
});

describe('adding', () => {
  it('whole numbers is exact, or refused past 64 bits', () => {
    const wholes = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(wholes, wholes, (a, b) => {
        const sum = a + b;
        const isTooLong = sum > 2n ** 63n - 1n || sum < -(2n ** 63n);
        const act = () => add(Long.fromBigInt(a), Long.fromBigInt(b));
        if (isTooLong) expect(act).toThrow(/64 bits/);
        else expect(act()).toEqual(Long.fromBigInt(sum));
      }),
    );
  });

  it('of two Int32 stays Int32 while it fits', () => {
    expect(add(new Int32(2), new Int32(3))).toEqual(new Int32(5));
    expect(add(new Int32(2_147_483_647), new Int32(1))).toEqual(Long.fromNumber(2_147_483_648));
  });
});
