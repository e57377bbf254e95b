import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { digestFile } from '@lanran/protocol/files/digest';
import { Upload } from '@tus/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskStagingArea } from '@lanran/api/ingest/adapters/disk-staging-area';
import { UploadLocks } from '@lanran/api/ingest/http/upload-locks';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { temporaryDirectory } from '../../embedded/document-store/under-test.ts';
import { Process } from './several-processes.ts';

const ID = 'b'.repeat(32);
const NEVER = new AbortController().signal;

describe('uploads that several processes take', () => {
  let server: Awaited<ReturnType<typeof startDocumentStore>>;
  let directory = '';
  let processes: Process[] = [];
  let areas: DiskStagingArea[] = [];
  beforeEach(async () => {
    server = await startDocumentStore({ dataDir: temporaryDirectory() });
    directory = temporaryDirectory();
    processes = [];
    for (let at = 0; at < 2; at += 1) processes.push(await Process.open(`${server.uri}/lanran`));
    areas = processes.map(
      ({ stores }) =>
        new DiskStagingArea({ directory, failPoints: { reach: () => undefined }, sharing: stores }),
    );
  });
  afterEach(async () => {
    await Promise.all(areas.map((area) => area.stop()));
    await Promise.all(processes.map((each) => each.end()));
    await server.close();
    await rm(directory, { recursive: true });
  });

  it('go on where another process has come to, and have the digest of the whole', async () => {
    const content = randomBytes(4_000_000);
    const metadata = { draft: 'draft', path: 'front.tiff', sha256: null };
    await areas[0]?.uploads.create(new Upload({ id: ID, size: content.length, offset: 0, metadata }));
    const ends = [1_000_000, 1_500_000, 2_700_000, content.length];
    let from = 0;
    for (const [at, end] of ends.entries()) {
      const area = areas[(at + 1) % 2];
      expect((await area?.find(ID))?.receivedBytes).toBe(from);
      await area?.uploads.write(Readable.from([content.subarray(from, end)]), ID, from);
      from = end;
    }
    const expected = await digestFile([content]);
    for (const area of areas) expect(await area.digest(ID)).toMatchObject({ cid: expected.cid });
    await areas[0]?.remove(ID);
    expect(await areas[1]?.find(ID)).toBeNull();
  });

  it('are locked by one request at a time, which lets go when another process asks', async () => {
    const [first, second] = processes.map(({ locks }) => new UploadLocks({ locks }));
    const held = first?.newLock(ID);
    let asked = 0;
    await held?.lock(NEVER, () => {
      asked += 1;
      void held.unlock();
    });
    const next = second?.newLock(ID);
    await next?.lock(NEVER, () => undefined);
    expect(asked).toBe(1);
    const impatient = new UploadLocks({ locks: processes[0]?.locks ?? null, waitMs: 50 });
    await expect(impatient.newLock(ID).lock(NEVER, () => undefined)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await next?.unlock();
  });

  it.each(['with a checksum', 'plain'])(
    'keep what another process acknowledged when one that stood still wakes (%s)',
    async (kind) => {
      const frozen = await Process.open(`${server.uri}/other`, { everyMs: 600_000 });
      processes.push(frozen);
      const areaOf = ({ stores }: Process) => {
        const area = new DiskStagingArea({
          directory,
          failPoints: { reach: () => undefined },
          sharing: stores,
        });
        areas.push(area);
        return area;
      };
      const one = areaOf(frozen);
      const content = randomBytes(4_000_000);
      const metadata = { draft: 'draft', path: 'front.tiff', sha256: null };
      await one.uploads.create(new Upload({ id: ID, size: content.length, offset: 0, metadata }));
      let breakOff = () => {};
      const asleep = new Promise<void>((resolve) => (breakOff = resolve));
      let arrive = () => {};
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      async function* broken() {
        yield content.subarray(0, 1_000_000);
        arrive();
        await asleep;
        throw new Error('the connection is gone');
      }
      const portion = content.subarray(0, 2_000_000);
      const digest = createHash('sha256').update(portion).digest();
      const store = kind === 'plain' ? one.uploads : one.uploads.proving({ algorithm: 'sha256', digest });
      const writing = store.write(Readable.from(broken()), ID, 0).catch((error: unknown) => error);
      await arrived;
      const second = await Process.open(`${server.uri}/other`);
      processes.push(second);
      const two = areaOf(second);
      const offset = (await two.find(ID))?.receivedBytes ?? 0;
      const source = Readable.from([content.subarray(offset, 3_000_000)]);
      expect(await two.uploads.write(source, ID, offset)).toBe(3_000_000);
      breakOff();
      expect(await writing).toBeInstanceOf(Error);
      expect((await two.find(ID))?.receivedBytes).toBe(3_000_000);
    },
  );
});
