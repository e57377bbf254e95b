import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContentMissingError } from '@lanran/api/domain/errors';
import { FileTypeDetector } from '@lanran/api/adapters/media/file-type-detector';
import { FileDescriptions } from '@lanran/api/services/file-descriptions';
import { PictureFollower } from '@lanran/api/jobs/picture-follower';
import { InMemoryFileDescriptions } from '../graphql/in-memory-stores.ts';
import { LostCursors } from '../../support/lost-cursors.ts';
import { startStores, type StoresUnderTest } from '../adapters/mongo/stores-under-test.ts';

const ROOT = `0x${'22'.repeat(32)}` as const;

interface Shelf {
  readonly [path: string]: Buffer | null;
}

/** A follower over one published version with these files; null for one that the store lost. */
function followerOver(shelf: Shelf) {
  const entries = Object.keys(shelf).map((path) => ({
    path,
    bytes: shelf[path]?.length ?? 9,
    sha256: path,
    cid: path,
    xxh64: '',
    salt: ROOT,
  }));
  const reads: string[] = [];
  const store = new InMemoryFileDescriptions();
  const descriptions = new FileDescriptions({
    types: new FileTypeDetector(),
    descriptions: store,
    content: {
      read: async (cid, range) => {
        reads.push(cid);
        const bytes = shelf[cid] ?? null;
        if (bytes === null) throw new ContentMissingError('gone');
        const { Readable } = await import('node:stream');
        return Readable.from([bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length)]);
      },
    },
    pictures: {
      make: async ({ mediaType }) =>
        mediaType === 'image/png'
          ? { picture: { width: 2, height: 1, placeholder: 'data:' }, renditions: [] }
          : null,
    },
    renditions: { keep: async () => undefined },
  });
  const leaf = {
    body: [{ salt: ROOT, name: 'files', value: { count: entries.length, bytes: 0, root: ROOT } }],
  };
  const follower = () =>
    new PictureFollower({
      leaves: { size: async () => 1, list: async (from, to) => [leaf].slice(from, to) as never },
      cursors: new LostCursors(),
      manifests: { list: async (_root, from, to) => entries.slice(from, to) },
      covers: store,
      descriptions,
      everyMs: 1_000,
    });
  return { follower, store, reads };
}

async function runToEnd(follower: PictureFollower): Promise<number> {
  let runs = 1;
  while ((await follower.run()) === 'more') runs += 1;
  return runs;
}

describe('the follower that describes files', () => {
  let png: Buffer;
  let under: StoresUnderTest;
  beforeAll(async () => {
    png = await sharp({ create: { width: 2, height: 1, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('finds types by content and takes the first picture as cover', async () => {
    const { follower, store } = followerOver({ 'a.png': Buffer.from('words'), 'b.txt': png, 'c.png': png });
    await runToEnd(follower());
    expect(store.covers.get(ROOT)).toBe(1);
    expect(store.bySha256.get('a.png')).toMatchObject({
      mediaType: 'text/plain',
      picture: null,
    });
    expect(store.bySha256.get('b.txt')).toMatchObject({
      mediaType: 'image/png',
      picture: { width: 2, height: 1 },
    });
  });

  it('goes on where it was ended and looks at nothing twice, also with a lost cursor', async () => {
    const shelf = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at + 10}`, png]));
    const { follower, store, reads } = followerOver(shelf);
    await follower().run();
    expect(store.bySha256.size).toBeGreaterThan(0);
    expect(store.bySha256.size).toBeLessThan(30);
    expect(await runToEnd(follower())).toBeGreaterThan(1);
    await runToEnd(follower());
    expect(store.bySha256.size).toBe(30);
    expect(reads).toHaveLength(30);
  });

  it('passes over a file that the store lost', async () => {
    const { follower, store } = followerOver({ a: null, b: png });
    await runToEnd(follower());
    expect(store.bySha256.has('a')).toBe(false);
    expect(store.covers.get(ROOT)).toBe(1);
  });

  it('keeps descriptions and covers in the database, once each', async () => {
    const { descriptions } = under.stores;
    const description = {
      sha256: 'ab'.repeat(32),
      mediaType: 'image/png',
      picture: { width: 2, height: 1, placeholder: 'data:' },
    };
    const text = { sha256: 'cd'.repeat(32), mediaType: 'text/plain', picture: null };
    for (const each of [description, text, description]) await descriptions.keep(each);
    const found = await descriptions.findMany([description.sha256, text.sha256, 'ef'.repeat(32)]);
    expect(found).toEqual(expect.arrayContaining([description, text]));
    expect(found).toHaveLength(2);
    await descriptions.setCover(ROOT, 3);
    await descriptions.setCover(ROOT, 3);
    expect([...(await descriptions.findCovers([ROOT, `0x${'33'.repeat(32)}`]))]).toEqual([[ROOT, 3]]);
  });
});
