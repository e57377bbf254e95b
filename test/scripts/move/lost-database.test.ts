import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MongoClient } from 'mongodb';
import { RawDatabase } from '@lanran/api/compose-stores';
import { passDocuments } from '../../../scripts/move/documents.ts';
import { explainEnd, MoveRefusedError } from '../../../scripts/move/errors.ts';
import { markTarget } from '../../../scripts/move/look.ts';
import { startEmbedded, type StoreUnderTest } from '../../embedded/document-store/under-test.ts';
import { FreezableProxy } from '../../support/freezable-proxy.ts';
import { MinorityProxy } from '../../support/minority-proxy.ts';

const OURS = { logId: '0xaa', filesMarker: 'bafyours' };
const MANY = Array.from({ length: 3_000 }, (_, number) => ({
  _id: number as never,
  text: 'x'.repeat(2_000),
}));

describe('a database that fails during a move', () => {
  const open: { close(): Promise<void> }[] = [];
  let here: StoreUnderTest;
  let there: StoreUnderTest;
  let source: RawDatabase;
  beforeEach(async () => {
    [here, there] = await Promise.all([startEmbedded(), startEmbedded()]);
    await using client = await new MongoClient(here.uri).connect();
    await client.db('lanran').collection('many').insertMany(MANY);
    source = await opened(`${here.uri}/lanran`);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
    await Promise.all([here.stop(), there.stop()]);
  });

  async function opened(uri: string): Promise<RawDatabase> {
    const database = await RawDatabase.open(uri, 1_000);
    open.push(database);
    return database;
  }
  const direct = () => opened(`${there.uri}/lanran`);
  const pass = (target: RawDatabase, onDocument: (bytes: number) => void = () => undefined) =>
    passDocuments({ source, target, onDocument }).catch((error: unknown) => explainEnd(error));

  it('goes away in the middle: it is said, and the same pass goes on later', async () => {
    const proxy = await FreezableProxy.to(there.uri);
    const target = await opened(proxy.via(`${there.uri}/lanran`));
    let seen = 0;

    const outcome = await pass(target, () => {
      seen += 1;
      if (seen === 1_500) void proxy.close();
    });

    expect(outcome).toBeInstanceOf(MoveRefusedError);
    expect(outcome).toMatchObject({ message: expect.stringContaining('run the same command again') });
    const again = await direct();
    const copied = await again.count('many');
    expect(copied).toBeLessThan(MANY.length);
    expect(await pass(again)).toBe(MANY.length - copied);
    expect(await again.count('many')).toBe(MANY.length);
  });

  it('answers late: it is waited for', async () => {
    const proxy = await FreezableProxy.to(there.uri);
    open.push(proxy);
    const target = await opened(proxy.via(`${there.uri}/lanran`));
    let seen = 0;
    const passing = pass(target, () => {
      seen += 1;
      if (seen === 1_500) proxy.freeze();
    });
    await expect.poll(() => seen, { interval: 5 }).toBeGreaterThan(1_499);
    setTimeout(() => proxy.thaw(), 1_500);

    expect(await passing).toBe(MANY.length);
  });

  it('has no majority of its servers: it is refused before anything is copied', async () => {
    const proxy = await MinorityProxy.to(there.uri);
    open.push(proxy);
    const target = await opened(`${proxy.uri}/lanran`);

    await expect(markTarget(target, OURS, '2026-11-30T00:00:00.000Z')).rejects.toThrow(
      'does not take a write that a majority of its servers has (waiting for replication timed out)',
    );
  });

  it('loses its majority in the middle: what it did not promise to keep does not count as copied', async () => {
    const proxy = await MinorityProxy.to(there.uri);
    open.push(proxy);

    const outcome = await pass(await opened(`${proxy.uri}/lanran`));

    expect(outcome).toBeInstanceOf(MoveRefusedError);
    expect(outcome).toMatchObject({ message: expect.stringContaining('waiting for replication timed out') });
  });
});
