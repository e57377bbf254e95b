import { rmSync } from 'node:fs';
import { Double, Int32, Long } from 'bson';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document, Value } from '@lanran/embedded/document-store/bson/value';
import { encode } from '@lanran/embedded/document-store/bson/encode';
import { matches, parseFilter } from '@lanran/embedded/document-store/query/filter';
import { plansFor } from '@lanran/embedded/document-store/query/planner';
import { partsOf } from '@lanran/embedded/document-store/storage/catalog';
import { Scan } from '@lanran/embedded/document-store/query/scan';
import { rowsOf, sortRows } from '@lanran/embedded/document-store/query/stages';
import { sortKeyOf } from '@lanran/embedded/document-store/storage/index-keys';
import { buildIndexes } from '@lanran/embedded/document-store/storage/index-build';
import { Store } from '@lanran/embedded/document-store/store';
import { TimeSlice } from '@lanran/embedded/document-store/time-slice';
import { temporaryDirectory } from './under-test.ts';
import { walks } from '../../support/walks.ts';

const numbers = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('int', 'long', 'double'))
  .map(([n, type]): Value =>
    type === 'int' ? new Int32(n) : type === 'long' ? Long.fromNumber(n) : new Double(n),
  );
const scalars: fc.Arbitrary<Value> = fc.oneof(numbers, fc.constantFrom<Value>('x', 'y', null, true));
const inner = fc.record({ c: scalars }, { requiredKeys: [] }).map(toMap);
const values: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: scalars, weight: 4 },
  { arbitrary: fc.array(fc.oneof(scalars, inner), { maxLength: 3 }), weight: 2 },
  { arbitrary: inner, weight: 1 },
);
const documents = fc.record({ a: values, b: scalars, d: scalars }, { requiredKeys: [] }).map(toMap);

const operators = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte', '$ne'), scalars),
  fc.tuple(fc.constantFrom('$in', '$nin'), fc.array(scalars, { maxLength: 3 })),
  fc.tuple(fc.constant('$exists'), fc.boolean()),
);
const tests: fc.Arbitrary<Value> = fc.oneof(
  scalars,
  operators.map((operator): Value => new Map([operator as [string, Value]])),
  fc.tuple(operators, operators).map((pair): Value => new Map(pair as [string, Value][])),
);
const fields = fc
  .dictionary(fc.constantFrom('a', 'b', 'a.c', 'd'), tests, { maxKeys: 3, noNullPrototype: true })
  .map(toMap);
const filters = fc.oneof(
  { arbitrary: fields, weight: 4 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(fields, { minLength: 1, maxLength: 2 }))
      .map((entry): Document => new Map([entry])),
    weight: 1,
  },
);

function toMap(record: Partial<Record<string, Value>>): Document {
  return new Map(Object.entries(record).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

describe('matching', () => {
  it('does what a plain model does, for every document and filter', () => {
    fc.assert(
      fc.property(documents, filters, (document, filter) => {
        expect(matches(parseFilter(filter), document)).toBe(modelMatches(document, filter));
      }),
      { numRuns: walks(1000) },
    );
  });
});

/** Sees a value as text in which equal numbers are equal; lists every value that a path reaches, `undefined` for none. */
function modelMatches(document: Document, filter: Document): boolean {
  return [...filter].every(([name, test]) => {
    const branches = () => (test as Document[]).map((branch) => modelMatches(document, branch));
    if (name === '$and') return branches().every(Boolean);
    if (name === '$or') return branches().some(Boolean);
    if (name === '$nor') return !branches().some(Boolean);
    const reached = reachedBy(document, name.split('.'));
    if (!(test instanceof Map)) return reached.some((value) => modelEquals(value, test));
    return [...test].every(([operator, operand]) => modelTest(reached, operator, operand));
  });
}

function modelTest(reached: readonly (Value | undefined)[], operator: string, operand: Value): boolean {
  const isAny = (isMatch: (value: Value | undefined) => boolean) => reached.some(isMatch);
  switch (operator) {
    case '$eq':
      return isAny((value) => modelEquals(value, operand));
    case '$ne':
      return !isAny((value) => modelEquals(value, operand));
    case '$in':
      return (operand as Value[]).some((each) => isAny((value) => modelEquals(value, each)));
    case '$nin':
      return !(operand as Value[]).some((each) => isAny((value) => modelEquals(value, each)));
    case '$exists':
      return isAny((value) => value !== undefined) === operand;
    default:
      return isAny((value) => {
        if (operator.endsWith('e') && modelEquals(value, operand)) return true;
        const [left, right] = [plainOf(value ?? null), plainOf(operand)];
        if (typeof left !== typeof right || left === null || right === null || typeof left === 'object')
          return false;
        return operator.startsWith('$g') ? left > right : left < right;
      });
  }
}

function reachedBy(value: Value | undefined, [step, ...rest]: readonly string[]): (Value | undefined)[] {
  if (step === undefined) return Array.isArray(value) ? [...value, value] : [value];
  if (value instanceof Map) return reachedBy(value.get(step), rest);
  if (Array.isArray(value))
    return value.flatMap((element) => (element instanceof Map ? reachedBy(element, [step, ...rest]) : []));
  return [undefined];
}

function plainOf(value: Value): number | string | boolean | null | object {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) return value.toNumber();
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  return value;
}

function modelEquals(value: Value | undefined, operand: Value): boolean {
  return plainOf(value ?? null) === plainOf(operand);
}

describe('planning', () => {
  const NAMESPACE = 'plans.things';
  let dataDir: string;
  let store: Store;

  beforeAll(() => {
    dataDir = temporaryDirectory();
    store = new Store(dataDir, (error) => {
      throw error;
    });
  });

  afterAll(async () => {
    await store.close();
    rmSync(dataDir, { recursive: true });
  });

  const keys = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'a.c', 'd'), fc.constantFrom(1, -1)), {
    minLength: 1,
    maxLength: 3,
    selector: ([path]) => path,
  });
  const sorts = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'd', 'a.c'), fc.constantFrom(1, -1)), {
    maxLength: 2,
    selector: ([path]) => path,
  });
  const toPattern = (parts: readonly (readonly [string, number])[]): Document =>
    new Map(parts.map(([path, direction]) => [path, new Int32(direction)]));

  /** One element meets the one conjunct, another the other: no key of the index is made of both. */
  const TWO_ELEMENTS: [Document[], [string, 1 | -1][][], [Document, [string, 1 | -1][]][]] = [
    [new Map<string, Value>([['a', ['y', new Map([['c', true]])]]])],
    [
      [
        ['a', 1],
        ['a.c', 1],
      ],
    ],
    [
      [
        new Map<string, Value>([
          ['a.c', true],
          ['a', 'y'],
        ]),
        [],
      ],
    ],
  ];

  it('gives every plan the same documents, in the same order of sort keys', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(documents, { minLength: 1, maxLength: 25 }),
        fc.array(keys, { minLength: 1, maxLength: 3 }),
        fc.array(fc.tuple(filters, sorts), { minLength: 1, maxLength: 8 }),
        async (stored, indexes, queries) => {
          await store.engine.write(() => {
            const known = store.catalog.find(NAMESPACE);
            if (known !== null) store.catalog.drop(known);
            const collection = store.catalog.create(NAMESPACE);
            for (const [id, document] of stored.entries()) {
              const whole: Document = new Map([['_id', new Int32(id)], ...document]);
              store.writer.insert(collection, whole, encode(whole));
            }
          });
          for (const [number, key] of indexes.entries()) await addIndex(`index ${number}`, toPattern(key));
          for (const [filter, sort] of queries) comparePlans(filter, toPattern(sort));
        },
      ),
      { numRuns: walks(24), examples: [TWO_ELEMENTS] },
    );
  });

  async function addIndex(name: string, key: Document): Promise<void> {
    const index = await store.engine.write(() => {
      const collection = store.findOrCreate(NAMESPACE);
      return store.catalog
        .addIndex(collection, { name, key, isUnique: false, partialSource: null, isReady: false })
        .indexes.at(-1);
    });
    if (index !== undefined)
      await buildIndexes(store, { namespace: NAMESPACE, ids: new Set([index.id]), turns: new TimeSlice() });
  }

  function comparePlans(filterSource: Document, sortSource: Document): void {
    const collection = store.catalog.find(NAMESPACE);
    if (collection === null) throw new Error('The collection is gone.');
    const query = { filter: parseFilter(filterSource), sort: partsOf(sortSource) };
    const plans = plansFor(query, collection, { catalog: store.catalog, moment: {} });
    const results = plans.map((plan) => {
      const rows = rowsOf(new Scan(store.engine, collection, { plan, filter: query.filter }));
      const isSorted = query.sort.length === 0 || (plan.kind === 'index' && plan.isSorted);
      return [...(isSorted ? rows : sortRows(rows, query.sort, null))].flatMap((row) =>
        row === null ? [] : [row.document],
      );
    });
    const reference = results.at(-1) ?? [];
    for (const result of results) {
      expect(idsOf(result).sort()).toEqual(idsOf(reference).sort());
      if (query.sort.length > 0)
        expect(sortKeysOf(result, query.sort)).toEqual(sortKeysOf(reference, query.sort));
    }
  }

  const idsOf = (found: readonly Document[]) => found.map((document) => Number(document.get('_id')));
  const sortKeysOf = (found: readonly Document[], sort: Parameters<typeof sortKeyOf>[0]) =>
    found.map((document) => sortKeyOf(sort, document).toString('hex'));
});
