import { createConnection } from 'mongoose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RateLimit } from '@lanran/api/platform/http/rate-limit';
import { MongoLimitCounters } from '@lanran/api/platform/mongo/limit-counters';
import { SharedLimit } from '@lanran/api/platform/peers/shared-limit';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { temporaryDirectory } from '../../embedded/document-store/under-test.ts';
import { Process } from './several-processes.ts';

const SHARE = { most: 6, windowMs: 3_600_000 };

describe('a limit of all processes together', () => {
  let server: Awaited<ReturnType<typeof startDocumentStore>>;
  let processes: Process[] = [];
  beforeEach(async () => {
    server = await startDocumentStore({ dataDir: temporaryDirectory() });
    processes = [];
  });
  afterEach(async () => {
    await Promise.all(processes.map((each) => each.end()));
    await server.close();
  });

  async function open(): Promise<SharedLimit> {
    const process = await Process.open(`${server.uri}/lanran`);
    processes.push(process);
    const { limitCounters: counters, peers } = process.stores;
    const own = new RateLimit(SHARE);
    return new SharedLimit({ name: 'tries', share: SHARE, counters, peers, own, secret: new Uint8Array(32) });
  }

  it('gives a network one share, whichever process it asks, also at the same time', async () => {
    const limits = [await open(), await open(), await open()];
    const asked = Array.from({ length: 18 }, async (_, at) => limits[at % 3]?.take('198.51.100.7'));
    const taken = (await Promise.all(asked)).filter((isFree) => isFree === true);
    expect(taken).toHaveLength(SHARE.most);
    expect(await limits[0]?.take('203.0.113.9')).toBe(true);
  });

  it('costs a process that is alone nothing, and counts at once', async () => {
    const limit = await open();
    const taken = Array.from({ length: 10 }, () => limit.take('198.51.100.7'));
    expect(taken.filter((isFree) => isFree === true)).toHaveLength(SHARE.most);
    expect(taken.some((isFree) => isFree instanceof Promise)).toBe(false);
  });

  it('forgets a key that has all of its share again, and stores no network', async () => {
    const limits = [await open(), await open()];
    await limits[0]?.take('198.51.100.7');
    const connection = await createConnection(`${server.uri}/lanran`).asPromise();
    const stored = connection.collection('limits');
    const [record] = await stored.find().toArray();
    expect(JSON.stringify(record)).not.toContain('198.51');
    const counters = new MongoLimitCounters(connection);
    await counters.sweep(new Date());
    expect(await stored.countDocuments()).toBe(1);
    await counters.sweep(new Date(Date.now() + SHARE.windowMs));
    expect(await stored.countDocuments()).toBe(0);
    await connection.close();
  });
});
