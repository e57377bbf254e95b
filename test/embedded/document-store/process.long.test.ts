import { once } from 'node:events';
import { createServer } from 'node:net';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditIndexes } from '@lanran/embedded/document-store/storage/audit';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { endChild, startChildStore } from './child-store.ts';
import { temporaryDirectory } from './under-test.ts';

describe('the document store as a process', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = temporaryDirectory();
  });

  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('ends cleanly within two seconds of SIGTERM, and keeps what it held', async () => {
    const first = await startChildStore({ DATA_DIR: dataDir });
    const client = await MongoClient.connect(first.uri);
    await client.db('process').collection('things').insertOne({ a: 1 });
    const asked = Date.now();
    expect(await endChild(first.child, 'SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(2_000);
    await client.close();

    const second = await startChildStore({ DATA_DIR: dataDir });
    const again = await MongoClient.connect(second.uri);
    expect(await again.db('process').collection('things').countDocuments({ a: 1 })).toBe(1);
    await again.close();
    await endChild(second.child, 'SIGTERM');
  });

  it('ends within two seconds of SIGTERM though a long query is under way', async () => {
    const { child, uri } = await startChildStore({ DATA_DIR: dataDir });
    const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 500 });
    const things = client.db('process').collection('things');
    await things.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n })));
    const query = things.aggregate([{ $group: { _id: '$n', all: { $push: '$n' } } }]).toArray();
    const outcome = query.then(
      () => 'answered',
      () => 'interrupted',
    );
    await things.findOne({});

    const asked = Date.now();
    expect(await endChild(child, 'SIGTERM')).toBe(0);

    expect(Date.now() - asked).toBeLessThan(2_000);
    expect(['answered', 'interrupted']).toContain(await outcome);
    await client.close();
  });

  it('ends with its parent', async () => {
    const { child } = await startChildStore({ DATA_DIR: dataDir });
    const exited = once(child, 'exit');

    child.disconnect();

    expect((await exited)[0]).toBe(0);
  });

  it('refuses a data directory that another process uses, and takes one whose process was killed', async () => {
    const first = await startChildStore({ DATA_DIR: dataDir });

    await expect(startChildStore({ DATA_DIR: dataDir })).rejects.toThrow(/in use by process \d+.*DATA_DIR/);
    await endChild(first.child, 'SIGKILL');

    const second = await startChildStore({ DATA_DIR: dataDir });
    await endChild(second.child, 'SIGTERM');
  });

  it('refuses a port that is in use, and settings that make no sense', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };

    await expect(
      startChildStore({ DATA_DIR: dataDir, PORT: String(port), PASSWORD: 'long enough for this' }),
    ).rejects.toThrow(/EADDRINUSE/);
    await expect(startChildStore({ DATA_DIR: dataDir, PORT: 'x' })).rejects.toThrow(/PORT is 'x'/);
    await expect(startChildStore({ DATA_DIR: '' })).rejects.toThrow(/DATA_DIR is not set/);
    server.close();
  });
});

const disk = mountSmallDisk(4 * 1024 * 1024);

describe.skipIf(disk === null)('the document store on a full disk', () => {
  it('refuses what does not fit, leaves nothing half done, and goes on once there is room', async () => {
    if (disk === null) return;
    const ballast = join(disk.path, 'ballast');
    writeFileSync(ballast, Buffer.alloc(512 * 1024));
    const { child, uri } = await startChildStore({ DATA_DIR: disk.path });
    const client = await MongoClient.connect(uri);
    const things = client.db('full').collection<{ _id: number; fill: string }>('things');
    await things.createIndex({ fill: 1 });
    let acknowledged = 0;
    const fill = async () => {
      for (;;) {
        await things.insertOne({ _id: acknowledged, fill: `${acknowledged} ${'x'.repeat(20_000)}` });
        acknowledged += 1;
      }
    };

    await expect(fill()).rejects.toMatchObject({ code: 14031 });
    expect(acknowledged).toBeGreaterThan(10);
    expect(await things.countDocuments()).toBe(acknowledged);

    rmSync(ballast);
    await things.deleteMany({ _id: { $lt: 10 } });
    await things.insertOne({ _id: 1_000_000, fill: 'small' });
    expect(await things.countDocuments()).toBe(acknowledged - 9);
    await client.close();
    await endChild(child, 'SIGTERM');
    const report = await auditIndexes(disk.path);
    disk.unmount();

    expect(report.problems).toEqual([]);
    expect(report.documents).toBe(acknowledged - 9);
  });

  it('keeps of many writes that come at once those that it acknowledged alone', async () => {
    const disk = mountSmallDisk(4 * 1024 * 1024);
    if (disk === null) return;
    const ballast = join(disk.path, 'ballast');
    writeFileSync(ballast, Buffer.alloc(512 * 1024));
    const { child, uri } = await startChildStore({ DATA_DIR: disk.path });
    const client = await MongoClient.connect(uri);
    const things = client.db('full').collection<{ _id: number; fill: string }>('things');
    await things.createIndex({ fill: 1 });
    const kept: number[] = [];
    const refused: number[] = [];
    const insert = async (_id: number) => {
      await things.insertOne({ _id, fill: `${_id} ${'x'.repeat(20_000)}` }).then(
        () => kept.push(_id),
        (error: unknown) => {
          expect(error).toMatchObject({ code: 14031 });
          refused.push(_id);
        },
      );
    };
    for (let at = 0; at < 400; at += 40)
      await Promise.all(Array.from({ length: 40 }, (_, each) => insert(at + each)));

    expect(refused.length).toBeGreaterThan(40);
    const there = await things.find().project<{ _id: number }>({ _id: 1 }).toArray();
    expect(there.map(({ _id }) => _id).sort((left, right) => left - right)).toEqual(
      kept.sort((left, right) => left - right),
    );
    rmSync(ballast);
    await things.deleteMany({});
    await things.insertMany(Array.from({ length: 20 }, (_, _id) => ({ _id, fill: 'small' })));
    await client.close();
    await endChild(child, 'SIGTERM');
    const report = await auditIndexes(disk.path);
    disk.unmount();

    expect(report).toMatchObject({ problems: [], documents: 20 });
  });
});
