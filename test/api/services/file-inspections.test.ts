import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { generateFileKey } from '@lanran/api/age/header';
import { NONCE_BYTES, payloadKeyOf, sealPayload } from '@lanran/api/age/payload';
import type { StoredFile } from '@lanran/api/storage/ports/content-store';
import { SharpPerceptualHasher } from '@lanran/api/files/adapters/sharp-perceptual-hasher';
import { c4IdOf } from '@lanran/protocol/files/c4-id';
import { ContentMissingError } from '@lanran/api/platform/kernel/errors';
import { factSection, notice } from '@lanran/api/files/domain/technical-metadata';
import type { FileInspector } from '@lanran/api/files/ports/file-inspector';
import { FileInspections } from '@lanran/api/files/services/file-inspections';
import { ThreadedSecondaryDigester } from '@lanran/api/ingest/adapters/threaded-secondary-digester';
import { SecondaryDigestsService } from '@lanran/api/files/services/secondary-digests';
import { findIndexOfPath } from '@lanran/api/assets/services/find-by-path';
import { InMemoryInspections } from '../../support/in-memory-inspections.ts';

const ROOT = `0x${'22'.repeat(32)}` as const;
const entryOf = (path: string) => ({ path, bytes: 3, sha256: path, cid: path, xxh64: '', salt: ROOT });
const FILE = { ...entryOf('frames/a.bin'), mediaType: 'image/x-palm', root: ROOT };
const NEVER = new AbortController().signal;

const palm: FileInspector = {
  subject: 'palm leaf',
  appliesTo: (mediaType) => mediaType === 'image/x-palm',
  inspect: async () => ({ sections: factSection('IMAGE', { WIDTH: 3 }), notices: [] }),
};

function indexed<T>(entries: readonly T[], index: number) {
  const entry = entries[index];
  return entry === undefined ? null : { ...entry, index };
}

function inspectionsBy(inspectors: readonly FileInspector[], entries = [FILE]) {
  const store = new InMemoryInspections();
  const inspections = new FileInspections({
    inspections: store,
    content: { read: async (cid) => Readable.from([Buffer.from(cid)]) },
    manifests: {
      find: async (_root, index) => entries[index] ?? null,
      findFrom: async (_root, index) => indexed(entries, index),
    },
    inspectors,
    maxMs: 50,
  });
  return { store, inspections };
}

describe('the inspection of a file', () => {
  it('keeps what each inspector of its type finds, once', async () => {
    let times = 0;
    const counting = { ...palm, inspect: async () => ((times += 1), palm.inspect(FILE as never, NEVER)) };
    const other = { ...palm, appliesTo: () => false };
    const { inspections } = inspectionsBy([counting, other]);
    expect(await inspections.inspect(FILE, NEVER)).toMatchObject({
      sha256: 'frames/a.bin',
      sections: [{ kind: 'IMAGE', facts: [{ name: 'WIDTH', values: ['3'] }] }],
    });
    await inspections.inspect(FILE, NEVER);
    expect(times).toBe(1);
    expect(await inspections.findMany(['x', 'frames/a.bin'])).toMatchObject([
      null,
      { sha256: 'frames/a.bin' },
    ]);
  });

  it('goes on without an inspector that fails or takes too long, and says so', async () => {
    const failing = { ...palm, subject: 'bark', inspect: async () => Promise.reject(new Error('no bark')) };
    const endless = { ...palm, subject: 'ring', inspect: () => new Promise<never>(() => undefined) };
    const { inspections } = inspectionsBy([failing, endless, palm]);
    expect(await inspections.inspect(FILE, NEVER)).toMatchObject({
      sections: [{ kind: 'IMAGE' }],
      notices: [
        { code: 'NOT_INSPECTED', detail: "Its bark can't be read. no bark" },
        { code: 'NOT_INSPECTED', detail: "Its ring can't be read. It took too long." },
      ],
    });
  });

  it('keeps nothing when the store fails or the platform stops: it is tried again', async () => {
    const lost = { ...palm, inspect: async () => Promise.reject(new ContentMissingError('bafy')) };
    const { inspections, store } = inspectionsBy([lost]);
    await expect(inspections.inspect(FILE, NEVER)).rejects.toBeInstanceOf(ContentMissingError);
    await expect(inspections.inspect(FILE, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    expect(store.bySha256.size).toBe(0);
  });

  it('is repeated when a tool was missing', async () => {
    let notices = [notice('TOOL_MISSING', 'no perl')];
    const sections = factSection('IMAGE', { WIDTH: 3 });
    const { inspections } = inspectionsBy([{ ...palm, inspect: async () => ({ sections, notices }) }]);
    await inspections.inspect(FILE, NEVER);
    notices = [];
    expect((await inspections.inspect(FILE, NEVER)).notices).toEqual([]);
  });

  it('says of a format from which nothing is read that it is so', async () => {
    const silent = { ...palm, appliesTo: () => true, inspect: async () => ({ sections: [], notices: [] }) };
    const { inspections } = inspectionsBy([silent]);
    const file = { ...FILE, mediaType: 'image/jxl' };
    expect(await inspections.inspect(file, NEVER)).toMatchObject({
      sections: [],
      notices: [{ code: 'NO_FACTS', detail: 'Format: JPEG XL.' }],
    });
  });

  it('finds other files of the version by their path', async () => {
    const entries = ['a', 'b/1.bin', 'b/2.bin', 'c', 'é']
      .map(entryOf)
      .map((entry) => ({ ...FILE, ...entry }));
    const { inspections } = inspectionsBy(
      [
        {
          ...palm,
          inspect: async (file) => {
            const found = await file.findSibling('b/2.bin');
            expect(found?.bytes).toBe(3);
            expect(await file.findSibling('b/3.bin')).toBeNull();
            return palm.inspect(file, NEVER);
          },
        },
      ],
      entries,
    );
    expect((await inspections.inspect(FILE, NEVER)).notices).toEqual([]);
    const manifests = { findFrom: async (_root: unknown, index: number) => indexed(entries, index) };
    for (const [index, { path }] of entries.entries())
      expect(await findIndexOfPath(manifests, ROOT, path)).toBe(index);
  });
});

describe('late digests', () => {
  const digester = new ThreadedSecondaryDigester();
  afterAll(async () => digester.stop());

  function digestingOf(content: Buffer, webp: Uint8Array | null = null, stored: StoredFile | null = null) {
    let reads = 0;
    const shown = { webp };
    const digesting = new SecondaryDigestsService({
      inspections: new InMemoryInspections(),
      content: {
        read: async (cid) => {
          if (cid === 'lost') throw new ContentMissingError(`${cid} is not held.`);
          reads += 1;
          return Readable.from([content.subarray(0, 2), content.subarray(2)]);
        },
      },
      renditions: { find: async () => shown.webp },
      held: { find: () => null },
      stored: { findStored: async () => new Map(stored === null ? [] : [['c', stored]]) },
      digester,
      perceptual: new SharpPerceptualHasher(),
    });
    const progress: number[] = [];
    const run = () =>
      digesting.digest(
        { sha256: 'ab', cid: 'c', bytes: content.length },
        { signal: NEVER, progress: (done) => progress.push(done) },
      );
    return { run, digesting, shown, progress, reads: () => reads };
  }

  it('are MD5 and the C4 ID, from one reading', async () => {
    const { run, progress, reads } = digestingOf(Buffer.from('alfa'));
    const digests = await run();
    expect(digests).toEqual({
      sha256: 'ab',
      md5: createHash('md5').update('alfa').digest('hex'),
      // The first vector of SMPTE ST 2114's reference implementation.
      c4: 'c43zYcLni5LF9rR4Lg4B8h3Jp8SBwjcnyyeh4bc6gTPHndKuKdjUWx1kJPYhZxYt3zV6tQXpDs2shPsPYjgG81wZM1',
      perceptual: null,
    });
    expect(progress).toEqual([0.5, 1]);
    expect(await run()).toEqual(digests);
    expect(reads()).toBe(1);
    expect(c4IdOf(new Uint8Array(64))).toBe(`c4${'1'.repeat(88)}`);
  });

  it('are the same of a file where it lies, encrypted or not, and one that is gone is read from the store', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'lanran-late-'));
    const content = randomBytes(20_000_000);
    const streamed = await digestingOf(content).run();
    const clear = join(directory, 'clear');
    await writeFile(clear, content);
    const inClear = digestingOf(content, null, { path: clear, payloadKey: null });
    expect(await inClear.run()).toEqual(streamed);
    expect(inClear.reads()).toBe(0);
    const [fileKey, payload] = [generateFileKey(), join(directory, 'payload')];
    const sealed = sealPayload(fileKey, content);
    await writeFile(payload, sealed);
    const payloadKey = payloadKeyOf(fileKey, sealed.subarray(0, NONCE_BYTES));
    const encrypted = digestingOf(content, null, { path: payload, payloadKey });
    expect(await encrypted.run()).toEqual(streamed);
    expect(encrypted.reads()).toBe(0);
    const gone = digestingOf(content, null, { path: join(directory, 'gone'), payloadKey: null });
    expect(await gone.run()).toEqual(streamed);
    expect(gone.reads()).toBe(1);
    sealed[10_000_000] = (sealed[10_000_000] ?? 0) ^ 1;
    await writeFile(payload, sealed);
    const altered = digestingOf(content, null, { path: payload, payloadKey });
    await altered.run();
    expect(altered.reads()).toBe(1);
    await rm(directory, { recursive: true });
  });

  it('are made of many files in order, until others are to have their turn, without those that can not be read', async () => {
    const { digesting, run } = digestingOf(Buffer.from('alfa'));
    const file = { sha256: 'ab', cid: 'c', bytes: 4 };
    const lost = { sha256: 'cd', cid: 'lost', bytes: 4 };
    const rest = { sha256: 'ef', cid: 'c', bytes: 4 };
    let looks = 0;
    const isOver = () => (looks += 1) > 1;
    const done = await digesting.digestMany([lost, file, rest], {
      signal: NEVER,
      progress: () => undefined,
      isOver,
    });
    expect(done).toEqual({ failed: [lost], count: 2 });
    const [known, unread] = await digesting.findMany(['ab', 'ef']);
    expect(known).toEqual(await run());
    expect(unread).toBeNull();
  });

  it('get the perceptual hash of what was taken for no picture before, without another reading', async () => {
    const { run, shown, reads } = digestingOf(Buffer.from('alfa'));
    const before = await run();
    shown.webp = await sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="8"/>'))
      .webp()
      .toBuffer();
    const digests = await run();
    expect(digests).toEqual({ ...before, perceptual: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(await run()).toEqual(digests);
    expect(reads()).toBe(1);
  });

  it('of a file of zero bytes are those of nothing', async () => {
    expect(await digestingOf(Buffer.alloc(0)).run()).toMatchObject({
      md5: 'd41d8cd98f00b204e9800998ecf8427e',
    });
  });

  it('tell pictures that look alike by few bits, and others by many', async () => {
    const waves = (shift: number) =>
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="80"><defs><linearGradient id="g"><stop stop-color="#fff"/><stop offset="1" stop-color="#888"/></linearGradient></defs><rect width="90" height="80" fill="url(#g)"/><circle cx="${30 + shift}" cy="30" r="25" fill="#124"/><rect x="50" y="50" width="30" height="20" fill="#457"/></svg>`,
      );
    const hash = async (picture: Sharp) =>
      BigInt(
        `0x${(await digestingOf(Buffer.alloc(1), await picture.webp().toBuffer()).run()).perceptual ?? ''}`,
      );
    const bits = (one: bigint, other: bigint) => (one ^ other).toString(2).replaceAll('0', '').length;
    const original = await hash(sharp(waves(0)));
    expect(
      bits(original, await hash(sharp(waves(0)).resize(60).modulate({ brightness: 0.9 }))),
    ).toBeLessThanOrEqual(10);
    expect(bits(original, await hash(sharp(waves(0)).flop()))).toBeGreaterThan(10);
  });

  it('have no perceptual hash where there is nothing to decode', async () => {
    expect(await new SharpPerceptualHasher().hash(Buffer.from('junk'))).toBeNull();
  });
});
