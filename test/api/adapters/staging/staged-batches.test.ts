import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestFile } from '@lanran/protocol/files/digest';
import { generateIdentity } from '@lanran/api/age/identity';
import { openHeader } from '@lanran/api/age/header';
import { openPayload } from '@lanran/api/age/payload';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import { DiskStagingArea } from '@lanran/api/ingest/adapters/disk-staging-area';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const vault = new VaultKeys([generateIdentity()]);
let directory: string;
let isSealed = true;
let staging: DiskStagingArea;

const open = () =>
  new DiskStagingArea({
    directory,
    failPoints: { reach: () => undefined },
    sealing: { vault, isSealed: async (draftId) => (draftId === 'open' ? false : isSealed) },
  });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-batches-'));
  isSealed = true;
  staging = open();
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function contents(count = 3, { length = 5_000, draftId = 'draft' } = {}) {
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const plain = randomBytes(length + at);
      const digest = await digestFile([plain]);
      return { draftId, isPrivate: isSealed, path: `plate.${at}`, plain, digest };
    }),
  );
}

const names = () => readdir(directory);
const onlyBatch = async () => join(directory, (await names())[0] ?? '');

describe('files that came together', () => {
  it('are uploads that are whole, also after a restart, and none of those that may be gone on with', async () => {
    const files = await contents();
    const ids = await staging.addBatch(files);
    for (const area of [staging, open()]) {
      for (const [at, id] of ids.entries()) {
        const { path, digest } = files[at] ?? { path: '', digest: null };
        expect(await area.find(id)).toMatchObject({ id, draftId: 'draft', path, expiresAt: null });
        expect(await area.digest(id)).toEqual(digest);
      }
      expect(await area.list()).toEqual([]);
      expect(await area.listBatches()).toEqual([ids.map((id) => ({ id, draftId: 'draft' }))]);
    }
  });

  it('are one file, in which no byte of them is in clear', async () => {
    const files = await contents();
    await staging.addBatch(files);
    expect(await names()).toHaveLength(1);
    const bytes = await readFile(await onlyBatch());
    for (const { plain } of files) expect(bytes.includes(plain.subarray(0, 16))).toBe(false);
  });

  it('are in clear for a draft that is open, and change their form with it', async () => {
    isSealed = false;
    const files = await contents();
    const [first = '', second = ''] = await staging.addBatch(files);
    expect((await readFile(await onlyBatch())).includes(files[1]?.plain ?? Buffer.alloc(1))).toBe(true);
    expect(await staging.readSmall([first])).toEqual(new Map());
    isSealed = true;
    await staging.applyAccess(first);
    expect((await readFile(await onlyBatch())).includes(files[1]?.plain ?? Buffer.alloc(1))).toBe(false);
    const sealed = (await open().readSmall([first, second])).get(second);
    const fileKey = openHeader(sealed?.header ?? '', vault.identities);
    expect(openPayload(fileKey, sealed?.payload ?? Buffer.alloc(0))).toEqual(files[1]?.plain);
    isSealed = false;
    await staging.applyAccess(second);
    const clear = await staging.open(second);
    expect(clear.sealed).toBeNull();
    expect(await readFile(clear.filePath)).toEqual(files[1]?.plain);
  });

  it('are of several drafts, each in the form of its own', async () => {
    const [first, open_] = [await contents(2), await contents(2, { draftId: 'open' })];
    const ids = await staging.addBatch([...first, ...open_.map((file) => ({ ...file, isPrivate: false }))]);
    expect(await names()).toHaveLength(1);
    const [mine = '', , theirs = ''] = ids;
    for (const area of [staging, open()]) {
      expect((await area.find(mine))?.draftId).toBe('draft');
      expect((await area.find(theirs))?.draftId).toBe('open');
      expect([...(await area.readSmall(ids)).keys()]).toEqual(ids.slice(0, 2));
    }
    isSealed = false;
    await staging.applyAccess(mine);
    expect(await staging.readSmall(ids)).toEqual(new Map());
    for (const [at, { plain }] of [...first, ...open_].entries())
      expect(await readFile((await staging.open(ids[at] ?? '')).filePath)).toEqual(plain);
  });

  it('of an older platform are of the draft that their batch names', async () => {
    const [id = ''] = await staging.addBatch(await contents(2));
    const bytes = await readFile(await onlyBatch());
    const start = bytes.indexOf('{"recipients"');
    const description = bytes.subarray(start, bytes.length - 36).toString();
    const older = Buffer.from(
      description.replace('{', '{"draftId":"older",').replaceAll('"draftId":"draft",', ''),
    );
    const footer = Buffer.alloc(36);
    footer.writeUInt32BE(older.length);
    footer.set(createHash('sha256').update(older).digest(), 4);
    await writeFile(await onlyBatch(), Buffer.concat([bytes.subarray(0, start), older, footer]));
    expect(await open().find(id)).toMatchObject({ draftId: 'older', path: 'plate.0', receivedBytes: 5_000 });
  });

  it('are read together, with the keys that they are for', async () => {
    const files = await contents(2);
    const ids = await staging.addBatch(files);
    const read = await staging.readSmall([...ids, 'b'.repeat(32)]);
    expect([...read.keys()]).toEqual(ids);
    expect(read.get(ids[0] ?? '')).toMatchObject({
      bytes: 5_000,
      recipients: [vault.recipient.text],
      isProven: true,
    });
  });

  it('leave the disk with the last of them', async () => {
    const [first = '', ...others] = await staging.addBatch(await contents());
    await staging.open(first);
    for (const id of others) await staging.remove(id);
    expect(await staging.find(first)).not.toBeNull();
    expect(await staging.find(others[0] ?? '')).toBeNull();
    await staging.remove(first);
    expect(await names()).toEqual([]);
    await staging.remove(first);
  });

  it('are not there when a kill, or a damaged disk, left a part of their file', async () => {
    await staging.addBatch(await contents());
    await truncate(await onlyBatch(), 9_000);
    await writeFile(join(directory, `batch-${'c'.repeat(32)}.tmp`), 'torn');
    expect(await open().listBatches()).toEqual([]);
    expect(await names()).toEqual([]);
    await staging.addBatch(await contents());
    const bytes = await readFile(await onlyBatch());
    // In the path of the last file, as its description has it.
    const at = bytes.lastIndexOf('plate.');
    bytes[at] = 'q'.charCodeAt(0);
    await writeFile(await onlyBatch(), bytes);
    expect(await open().listBatches()).toEqual([]);
  });
});
