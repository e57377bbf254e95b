import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { digestFile } from '@lanran/protocol/files/digest';
import { Upload } from '@tus/server';
import { Decrypter } from 'age-encryption';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateIdentity } from '../../../../api/age/identity.ts';
import { CHUNK_BYTES, sealedStartOf } from '../../../../api/age/payload.ts';
import { VaultKeys } from '../../../../api/age/vault-keys.ts';
import { DiskStagingArea } from '../../../../api/ingest/adapters/disk-staging-area.ts';

const ID = 'a'.repeat(32);
const MIB = 1_048_576;
const key = generateIdentity();
const MARKER = Buffer.from('a marker of the original');

let directory: string;
let staging: DiskStagingArea;
let isSealed: boolean;

/** The staging area, also as it is after a restart. */
const start = () =>
  new DiskStagingArea({
    directory,
    failPoints: { reach: () => undefined },
    sealing: { vault: new VaultKeys([key]), isSealed: async () => isSealed },
  });

// One for all: its threads are what takes time to start.
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lanran-sealed-'));
  staging = start();
});
beforeEach(() => {
  isSealed = true;
});
afterEach(async () => {
  await staging.remove(ID);
  for (const name of await readdir(directory)) await rm(join(directory, name));
});
afterAll(async () => {
  await staging.stop();
  await rm(directory, { recursive: true, force: true });
});

async function announce(size: number): Promise<void> {
  const metadata = { draft: 'draft', path: 'front.tiff', sha256: null };
  await staging.uploads.create(new Upload({ id: ID, size, offset: 0, metadata }));
}

const send = (bytes: Uint8Array, offset: number) =>
  staging.uploads.write(Readable.from([Buffer.from(bytes)], { objectMode: true }), ID, offset);

const received = async () => (await staging.find(ID))?.receivedBytes;

async function restart(): Promise<void> {
  await staging.stop();
  staging = start();
}

/** What the age library makes of header and payload. */
async function decrypted(id = ID): Promise<Buffer> {
  const { filePath, sealed } = await staging.open(id);
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  const file = Buffer.concat([Buffer.from(sealed?.header ?? ''), await readFile(filePath)]);
  return Buffer.from(await decrypter.decrypt(file));
}

/** An original with a marker every few KiB. */
function marked(length: number): Buffer {
  const bytes = randomBytes(length);
  for (let at = 0; at + MARKER.length < length; at += 3_000) MARKER.copy(bytes, at);
  return bytes;
}

async function expectNothingInClear(): Promise<void> {
  for (const name of await readdir(directory)) {
    const bytes = await readFile(join(directory, name));
    expect({ name, isClear: bytes.includes(MARKER.subarray(0, 12)) }).toEqual({ name, isClear: false });
  }
}

async function expectWhole(plain: Buffer): Promise<void> {
  expect(await received()).toBe(plain.length);
  const { filePath, sealed } = await staging.open(ID);
  expect(await staging.digest(ID)).toEqual(await digestFile([plain]));
  expect(await sealed?.payloadCid()).toBe((await digestFile([await readFile(filePath)])).cid);
  expect((await decrypted()).equals(plain)).toBe(true);
  await expectNothingInClear();
}

describe('an upload that is not for everyone', () => {
  it('is an age file once it is whole, whatever its length', async () => {
    for (const length of [0, 5, CHUNK_BYTES, MIB + 17]) {
      const plain = marked(length);
      await announce(length);
      if (length > 0) expect(await send(plain, 0)).toBe(length);
      await expectWhole(plain);
      await staging.remove(ID);
    }
    expect(await readdir(directory)).toEqual([]);
  });

  it('that comes in one request with others is an age file too, and leaves nothing when it does not come whole', async () => {
    const plain = marked(2 * MIB + 5);
    const named = { draftId: 'draft', path: 'front.tiff', sha256: 'ab'.repeat(32), bytes: plain.length };
    async function* source(bytes: Buffer) {
      yield bytes.subarray(0, MIB);
      if (bytes.length < plain.length) throw new Error('connection lost');
      yield bytes.subarray(MIB);
    }
    const { uploadId, digest } = await staging.receive({ ...named, isPrivate: true }, source(plain));
    expect(digest).toEqual(await digestFile([plain]));
    expect((await decrypted(uploadId)).equals(plain)).toBe(true);
    await expectNothingInClear();
    await staging.remove(uploadId);

    const open = await staging.receive({ ...named, isPrivate: false }, source(plain));
    expect((await readFile((await staging.open(open.uploadId)).filePath)).equals(plain)).toBe(true);
    await staging.remove(open.uploadId);

    for (const isPrivate of [true, false])
      await expect(staging.receive({ ...named, isPrivate }, source(plain.subarray(1)))).rejects.toThrow(
        'connection lost',
      );
    expect(await readdir(directory)).toEqual([]);
  });

  it('goes on where it was, in portions of any size, through restarts', async () => {
    const plain = marked(MIB + 100);
    const cut = fc.integer({ min: 0, max: plain.length });
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { maxLength: 5 }), fc.nat(3), async (cuts, restartAt) => {
        await announce(plain.length);
        const ends = [...cuts.sort((one, other) => one - other), plain.length];
        for (const [at, end] of ends.entries()) {
          if (at === restartAt) await restart();
          const offset = (await received()) ?? 0;
          expect(await send(plain.subarray(offset, end), offset)).toBe(end);
          expect(await received()).toBe(end);
        }
        await expectWhole(plain);
        await staging.remove(ID);
      }),
      { numRuns: 4 },
    );
  });

  it('keeps what came before its source failed, also less than a chunk', async () => {
    const plain = marked(CHUNK_BYTES + 5_000);
    await announce(2 * MIB);
    const breaking = Readable.from(
      (async function* () {
        yield plain;
        throw new Error('connection lost');
      })(),
    );
    await expect(staging.uploads.write(breaking, ID, 0)).rejects.toThrow('connection lost');
    expect(await received()).toBe(plain.length);
    await expectNothingInClear();
  });

  it.each(['', 'proven'])(
    'has every acknowledged byte after a kill in its middle, and none in clear (%s)',
    async (proven) => {
      const plain = marked(2 * MIB + 77);
      const source = join(tmpdir(), `lanran-sealed-source-${process.pid}`);
      await writeFile(source, plain);
      const script = new URL('./receive-and-die.mts', import.meta.url).pathname;
      const program = ['--import', 'tsx', script, directory, ID, source, proven];
      const { signal } = spawnSync(process.execPath, program, { env: { ...process.env, VAULT_KEY: key } });
      await rm(source);
      expect(signal).toBe('SIGKILL');
      const offset = (await received()) ?? -1;
      // A portion with a checksum counts when it is proven, and has to be put where it counts then.
      expect(offset).toBeGreaterThanOrEqual(plain.length / 2);
      await expectNothingInClear();
      expect(await send(plain.subarray(offset), offset)).toBe(plain.length);
      await expectWhole(plain);
    },
  );

  it('keeps nothing of a portion whose checksum is wrong, and no chunk is encrypted twice', async () => {
    const plain = marked(CHUNK_BYTES * 2);
    await announce(plain.length);
    const digest = createHash('sha256').update(plain).digest();
    const store = staging.uploads.proving({ algorithm: 'sha256', digest });
    const wrong = Readable.from([randomBytes(plain.length)]);
    await expect(store.write(wrong, ID, 0)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
    expect(await received()).toBe(0);
    const { filePath } = await staging.open(ID);
    expect((await readFile(filePath)).length).toBe(16);
    expect(await store.write(Readable.from([plain]), ID, 0)).toBe(plain.length);
    await expectWhole(plain);
  });

  it('takes no other bytes than before where a crash tore a chunk', async () => {
    const plain = marked(CHUNK_BYTES * 4);
    await announce(plain.length);
    await send(plain.subarray(0, CHUNK_BYTES * 2), 0);
    await truncate((await staging.open(ID)).filePath, sealedStartOf(1) + 100);
    expect(await received()).toBe(CHUNK_BYTES);
    await expect(send(randomBytes(CHUNK_BYTES), CHUNK_BYTES)).rejects.toThrow('other bytes');
    await send(plain.subarray(CHUNK_BYTES), CHUNK_BYTES);
    await expectWhole(plain);
  });

  it('that was altered on the disk is refused', async () => {
    const plain = marked(2 * MIB);
    await announce(plain.length);
    await send(plain, 0);
    await restart();
    const file = await open((await staging.open(ID)).filePath, 'r+');
    await file.write(Buffer.of(1, 2, 3), 0, 3, MIB);
    await file.close();
    await expect(staging.digest(ID)).rejects.toMatchObject({ code: 'CONTENT_MISMATCH' });
  });
});

describe('an upload whose draft is for others than before', () => {
  it.each([0.3, 1])('has the form that goes with it, %f of it being there', async (part) => {
    const plain = marked(1.5 * MIB);
    const there = plain.subarray(0, part * plain.length);
    isSealed = false;
    await announce(plain.length);
    await send(there, 0);
    isSealed = true;
    await staging.applyAccess(ID);
    await expectNothingInClear();
    expect(await received()).toBe(there.length);
    isSealed = false;
    await staging.applyAccess(ID);
    expect((await readFile(staging.pathOf(ID))).equals(there)).toBe(true);
    isSealed = true;
    await staging.applyAccess(ID);
    if (part < 1) await send(plain.subarray(there.length), there.length);
    await expectWhole(plain);
  });

  it('loses the other form at the latest when it is looked at again', async () => {
    const plain = marked(CHUNK_BYTES);
    await announce(plain.length);
    await send(plain, 0);
    // As a kill between the two steps leaves it.
    await writeFile(staging.pathOf(ID), plain);
    await staging.applyAccess(ID);
    await expectWhole(plain);
  });

  it('breaks off what is just being received, which goes on from there', async () => {
    const plain = marked(CHUNK_BYTES * 2);
    isSealed = false;
    await announce(plain.length);
    let began = () => {};
    const begun = new Promise<void>((resolve) => (began = resolve));
    const stalling = Readable.from(
      (async function* () {
        yield plain.subarray(0, 1_000);
        began();
        await new Promise(() => undefined);
      })(),
    );
    const writing = staging.uploads.write(stalling, ID, 0);
    const refusal = expect(writing).rejects.toMatchObject({ code: 'CONFLICT' });
    await begun;
    isSealed = true;
    await staging.applyAccess(ID);
    await refusal;
    await expectNothingInClear();
    const offset = (await received()) ?? 0;
    await send(plain.subarray(offset), offset);
    await expectWhole(plain);
  });
});
