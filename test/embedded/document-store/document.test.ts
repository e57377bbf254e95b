import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Db, type Document, MongoClient, MongoServerError } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as mongoDb from '@lanran/embedded/document-store/mongodb-names';
import { startEmbedded, type StoreUnderTest } from './under-test.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../docs/document-store.md'), 'utf8');

/** What the document says of each name in the rows of one kind: that it is served, or the code of its refusal. */
function documented(kind: string): Record<string, string> {
  const said: Record<string, string> = {};
  for (const [answer, names] of [
    ...rowsOf('Served').map(([of, list]) => [of === kind ? 'served' : '', list] as const),
    ...rowsOf('Refused, by name').map(([of, code, list]) => [of === kind ? code : '', list] as const),
  ]) {
    if (answer === '' || answer === undefined) continue;
    for (const name of namesIn(names)) said[name] = answer;
  }
  return said;
}

function rowsOf(heading: string): string[][] {
  const section = DOCUMENT.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| |'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

function namesIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
}

describe('docs/document-store.md', () => {
  let store: StoreUnderTest;
  let client: MongoClient;
  let db: Db;

  beforeAll(async () => {
    store = await startEmbedded();
    client = await MongoClient.connect(store.uri);
    db = client.db('lanran_document');
    await db.collection('things').insertOne({ a: 1 });
  });

  afterAll(async () => {
    await client.close();
    await store.stop();
  });

  const refusalOf = async (act: () => Promise<unknown>): Promise<MongoServerError | null> => {
    try {
      await act();
      return null;
    } catch (error) {
      if (error instanceof MongoServerError) return error;
      throw error;
    }
  };

  const find = (filter: Document) => db.command({ find: 'things', filter });
  const aggregate = (stage: Document) => db.command({ aggregate: 'things', pipeline: [stage], cursor: {} });
  const update = (change: Document) => db.collection('things').updateOne({ b: 1 }, change);
  const createIndex = (options: Document) =>
    db.command({ createIndexes: 'others', indexes: [{ key: { c: 1 }, name: 'c', ...options }] });

  const KINDS: readonly [
    kind: string,
    known: ReadonlySet<string>,
    unknown: string,
    ask: (name: string) => Promise<unknown>,
  ][] = [
    [
      'commands',
      mongoDb.COMMANDS,
      'fnid',
      (name) => client.db(name.startsWith('drop') ? 'none' : 'admin').command({ [name]: 1 }),
    ],
    ['query operators', mongoDb.TOP_LEVEL_OPERATORS, '$ro', (name) => find({ [name]: 1 })],
    ['query operators of a field', mongoDb.FIELD_OPERATORS, '$qe', (name) => find({ a: { [name]: 1 } })],
    ['update operators', mongoDb.UPDATE_OPERATORS, '$tes', (name) => update({ [name]: { a: 1 } })],
    [
      'modifiers of `$push`',
      mongoDb.PUSH_MODIFIERS,
      '$hcae',
      (name) => update({ $push: { list: { $each: [], [name]: [] } } }),
    ],
    ['stages', mongoDb.STAGES, '$mtach', (name) => aggregate({ [name]: 1 })],
    [
      'accumulators',
      mongoDb.ACCUMULATORS,
      '$smu',
      (name) => aggregate({ $group: { _id: null, of: { [name]: {} } } }),
    ],
    ['expressions', mongoDb.EXPRESSIONS, '$dda', (name) => aggregate({ $project: { of: { [name]: 1 } } })],
    ['variables', mongoDb.VARIABLES, '$$ROTO', (name) => aggregate({ $project: { of: name } })],
    ['index options', mongoDb.INDEX_OPTIONS, 'uniqeu', (name) => createIndex({ [name]: true })],
  ];

  it.each(KINDS)(
    'names the %s that are served, and the others with their codes',
    async (kind, known, _, ask) => {
      const answers: Record<string, string> = {};
      for (const name of known) {
        const refusal = await refusalOf(() => ask(name));
        const isRefused = /not supported by the embedded|only (allowed|supported) on/.test(
          refusal?.message ?? '',
        );
        answers[name] = isRefused ? String(refusal?.code) : 'served';
      }

      expect(answers).toEqual(documented(kind));
    },
  );

  it.each(KINDS)(
    'refuses a typing error among the %s in the words of MongoDB',
    async (kind, _, unknown, ask) => {
      const refusal = await refusalOf(() => ask(unknown));

      expect(refusal?.message).not.toMatch(/embedded/);
      expect(refusal?.message).toContain(unknown.replace('$$', ''));
      if (kind !== 'index options') expect(Object.values(documented(kind))).toContain(String(refusal?.code));
    },
  );

  it('says what to do instead', async () => {
    const refusal = await refusalOf(() => find({ a: { $elemMatch: { b: 1 } } }));

    expect(refusal?.message).toBe(
      'The query operator $elemMatch is not supported by the embedded document store; set MONGODB_URI to use MongoDB.',
    );
  });

  it('names the options that commands refuse', async () => {
    const entries: Record<string, Document> = {
      find: { find: 'things' },
      aggregate: { aggregate: 'things', pipeline: [], cursor: {} },
      count: { count: 'things' },
      distinct: { distinct: 'things', key: 'a' },
      findAndModify: { findAndModify: 'things', query: { b: 1 }, remove: true },
      create: { create: 'more' },
    };
    const withOption = (command: string, option: string): Document => {
      if (command === 'update' || command === 'delete') {
        const statement =
          command === 'update' ? { q: { b: 1 }, u: { $set: { c: 1 } } } : { q: { b: 1 }, limit: 1 };
        if (option === 'let') return { [command]: 'things', [`${command}s`]: [statement], let: { x: 1 } };
        return { [command]: 'things', [`${command}s`]: [{ ...statement, [option]: { x: 1 } }] };
      }
      return { ...entries[command], [option]: { x: 1 } };
    };
    const rows = rowsOf('Refused, by name').filter(([command]) => command?.startsWith('`') === true);
    expect(rows).toHaveLength(8);
    for (const [command, options] of rows) {
      const [name = ''] = namesIn(command);
      for (const option of namesIn(options)) {
        const answer = await db.command(withOption(name, option)).catch((error: unknown) => error);
        const [inBatch] = ((answer as Document)['writeErrors'] ?? []) as Document[];
        expect([name, option, inBatch?.['code'] ?? (answer as Document)['code']]).toEqual([
          name,
          option,
          238,
        ]);
      }
    }
  });
});
