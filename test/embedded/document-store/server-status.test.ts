import { type Document, MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startEmbedded, type StoreUnderTest } from './under-test.ts';

const Status = z.object({
  metrics: z.object({ commands: z.record(z.string(), z.object({ total: z.number() })) }),
});

let store: StoreUnderTest;
let client: MongoClient;
const sent: string[] = [];

beforeAll(async () => {
  store = await startEmbedded();
  client = new MongoClient(store.uri, { monitorCommands: true });
  client.on('commandStarted', ({ commandName }) => sent.push(commandName));
  await client.connect();
});

afterAll(async () => {
  await client.close();
  await store.stop();
});

it('counts the commands that the driver says it sent', async () => {
  const things = client.db('counted').collection<Document & { _id: number }>('things');
  await things.insertMany(Array.from({ length: 250 }, (_, _id) => ({ _id, a: 1 })));
  await things.find({}, { batchSize: 100 }).toArray();
  await things.updateMany({ a: 1 }, { $set: { a: 2 } });
  await things.findOneAndUpdate({ _id: 1 }, { $set: { a: 3 } });
  await things.aggregate([{ $count: 'all' }]).toArray();
  await expect(things.insertOne({ _id: 1 })).rejects.toThrow('E11000');

  const expected: Record<string, number> = {};
  for (const name of sent) expected[name] = (expected[name] ?? 0) + 1;
  expect(expected).toMatchObject({ find: 1, getMore: 2, insert: 2 });
  expect(await commandTotals()).toMatchObject(expected);
});

async function commandTotals(): Promise<Record<string, number>> {
  const { metrics } = Status.parse(await client.db('admin').command({ serverStatus: 1 }));
  return Object.fromEntries(Object.entries(metrics.commands).map(([name, { total }]) => [name, total]));
}
