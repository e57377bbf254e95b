import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import type { Document, Numeric, Value } from '@lanran/embedded/document-store/bson/value';
import fc from 'fast-check';

/** Whole numbers around the places where doubles stop being exact. */
const EDGES = [0n, 1n, 5n, 2n ** 31n - 1n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n].flatMap(
  (n) => [n, -n],
);

const wholes = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }));
const decimals = fc
  .tuple(
    fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n })),
    fc.oneof(fc.integer({ min: -6, max: 3 }), fc.integer({ min: -6176, max: 6111 })),
  )
  .map(([coefficient, exponent]) => Decimal128.fromString(`${coefficient.toString()}E${exponent}`));

export const numbers: fc.Arbitrary<Numeric> = fc.oneof(
  fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer()).map((n) => new Int32(n)),
  wholes.map((n) => Long.fromBigInt(n)),
  fc
    .oneof(fc.double(), fc.constantFrom(0.1, -0.1, -0, 5, 2 ** 53, 2 ** 63, Infinity, -Infinity, Number.NaN))
    .map((n) => new Double(n)),
  decimals,
  fc
    .constantFrom('0.1', '-0.1', '-0', '5.0', 'NaN', 'Infinity', '-Infinity', '9007199254740993')
    .map((text) => Decimal128.fromString(text)),
);

const texts = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'a\0', 'a\0b', 'a\x01', 'é', '\uffff', '😀', '蓝染'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const names = fc.constantFrom('a', 'b', '1', '0', 'z', '蓝');

const scalars: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: numbers, weight: 4 },
  { arbitrary: texts, weight: 2 },
  fc.constantFrom<Value>(null, true, false, new MinKey(), new MaxKey()),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc
    .tuple(fc.uint8Array({ maxLength: 4 }), fc.constantFrom(0, 4, 128))
    .map(([bytes, subtype]) => new Binary(bytes, subtype)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => new Timestamp(n)),
  fc
    .tuple(fc.constantFrom('a', 'ab', '^a'), fc.constantFrom('', 'i', 'im'))
    .map(([pattern, options]) => new BSONRegExp(pattern, options)),
);

const tree = fc.letrec<{ value: Value; document: Document }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { arbitrary: scalars, weight: 4 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }), weight: 1 },
    { arbitrary: tie('document'), weight: 1 },
  ),
  document: fc
    .uniqueArray(fc.tuple(names, tie('value')), { maxLength: 3, selector: ([name]) => name })
    .map((fields) => new Map(fields)),
}));

export const values: fc.Arbitrary<Value> = tree.value;
export const documents: fc.Arbitrary<Document> = tree.document;
