import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { digestFile } from '@lanran/protocol/files/digest';
import { Upload } from '@tus/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskStagingArea } from '../../../../api/ingest/adapters/disk-staging-area.ts';

const ID = 'a'.repeat(32);
const METADATA = { draft: 'draft', path: 'front.tiff', sha256: null };

let directory: string;
let staging: DiskStagingArea;

const open = () => new DiskStagingArea({ directory, failPoints: { reach: () => undefined } });

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-staging-'));
  staging = open();
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const announce = (id = ID, size = 10) =>
  staging.uploads.create(new Upload({ id, size, offset: 0, metadata: METADATA }));

describe('the staging area', () => {
  it('knows an upload, how much of it came, and its bytes, also after a restart', async () => {
    await announce();
    await staging.uploads.write(Readable.from([Buffer.from('0123'), Buffer.from('45')]), ID, 0);
    const expected = {
      id: ID,
      draftId: 'draft',
      path: 'front.tiff',
      sha256: null,
      bytes: 10,
      receivedBytes: 6,
      expiresAt: expect.any(Date) as Date,
    };
    expect(await staging.find(ID)).toEqual(expected);
    expect(await open().find(ID)).toEqual(expected);
    expect(await open().digest(ID)).toEqual(await digestFile([Buffer.from('012345')]));
  });

  it('keeps what came before its source failed', async () => {
    await announce();
    const breaking = Readable.from(
      (async function* () {
        yield Buffer.from('0123');
        throw new Error('connection lost');
      })(),
    );
    await expect(staging.uploads.write(breaking, ID, 0)).rejects.toThrow('connection lost');
    expect((await staging.find(ID))?.receivedBytes).toBe(4);
  });

  it('knows nothing of what was never announced, or has moved on', async () => {
    expect(await staging.find(ID)).toBeNull();
    await announce();
    await rm(staging.pathOf(ID));
    expect(await staging.find(ID)).toBeNull();
  });

  it('lists and removes what a crash left half-made', async () => {
    await announce();
    await writeFile(join(directory, 'b'.repeat(32)), 'bytes without a record');
    await writeFile(join(directory, `${'c'.repeat(32)}.json`), '{}');
    await writeFile(join(directory, `${'d'.repeat(32)}.json.tmp`), '{"torn');
    await writeFile(join(directory, 'notes.txt'), 'not an upload');
    const ids = await staging.list();
    expect(ids.sort()).toEqual(['a', 'b', 'c', 'd'].map((letter) => letter.repeat(32)));
    for (const id of ids) await staging.remove(id);
    expect(await readdir(directory)).toEqual(['notes.txt']);
  });

  it('removes twice without harm', async () => {
    await announce();
    await staging.remove(ID);
    await staging.remove(ID);
    expect(await staging.list()).toEqual([]);
  });

  it('makes sure of room', async () => {
    await staging.ensureRoom(1_000);
    await expect(staging.ensureRoom(Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
  });
});
