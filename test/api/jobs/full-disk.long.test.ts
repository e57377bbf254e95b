import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DiskRenditionStore } from '@lanran/api/files/adapters/disk-rendition-store';
import { FfmpegFilmMaker } from '@lanran/api/files/adapters/ffmpeg-film-maker';
import { SharpPictureMaker } from '@lanran/api/files/adapters/sharp-picture-maker';
import { SharpTileMaker } from '@lanran/api/files/adapters/sharp-tile-maker';
import { namedKind, pauseAfterMs } from '@lanran/api/files/domain/file-job';
import { FILM_VERSION, LIST_SIZES } from '@lanran/api/files/domain/picture';
import type { FileJobKind } from '@lanran/api/files/jobs/file-job-kind';
import { filmKind } from '@lanran/api/files/jobs/film-kind';
import { tilesKind } from '@lanran/api/files/jobs/picture-tiles-kind';
import type { FileJobStore } from '@lanran/api/files/ports/file-job-store';
import { FilmsService } from '@lanran/api/files/services/films';
import { PictureTilesService } from '@lanran/api/files/services/picture-tiles';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { startStores, type StoresUnderTest } from '../adapters/mongo/stores-under-test.ts';
import { publishedVersion, runToEnd } from './file-jobs.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const MIB = 1_048_576;
const disk = mountSmallDisk(24 * MIB);
const directory = disk?.path ?? '';
const filler = join(directory, 'filler');
/** A disk with room. */
const elsewhere = mkdtempSync(join(tmpdir(), 'lanran-full-disk-'));
const folders = { scratch: join(directory, 'scratch'), renditions: join(directory, 'renditions') };

async function leaveFree(bytes: number): Promise<void> {
  await rm(filler, { force: true });
  const { bavail, bsize } = await statfs(directory);
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
}

/** Everything that a job has on the disk, below both folders. */
async function leftBehind(): Promise<string[]> {
  const names = await Promise.all(
    Object.values(folders).map((folder) => readdir(folder, { recursive: true, withFileTypes: true })),
  );
  return names.flat().flatMap((entry) => (entry.isDirectory() ? [] : join(entry.parentPath, entry.name)));
}

describe.skipIf(disk === null)('a job for which the disk has no room', () => {
  let under: StoresUnderTest;
  let store: FileJobStore;
  /** Noise, which no format makes small. */
  let picture: Buffer;
  let tilesBytes: number;
  let renditions: DiskRenditionStore;

  beforeAll(async () => {
    under = await startStores();
    store = under.stores.fileJobs;
    const [width, height] = [1_400, 1_000];
    picture = await sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 80 })
      .toBuffer();
    const cutter = new SharpTileMaker({ scratchDir: `${elsewhere}/tiles` });
    const source = {
      mediaType: 'image/jpeg',
      bytes: picture.length,
      read: async () => Readable.from([picture]),
    };
    await cutter.makeTiles(source, async (cut) => {
      tilesBytes = cut.reduce((sum, { bytes }) => sum + bytes, 0);
    });
  });
  beforeEach(async () => {
    await rm(filler, { force: true });
    await rm(folders.renditions, { recursive: true, force: true });
    renditions = new DiskRenditionStore({ directory: folders.renditions });
  });
  afterAll(async () => {
    await under.stop();
    disk?.unmount();
    await rm(elsewhere, { recursive: true });
  });

  const contentOf = (bytes: Buffer) => ({
    read: async (_cid: string, range?: { readonly start: number; readonly end: number }) =>
      Readable.from([bytes.subarray(range?.start ?? 0, range?.end ?? bytes.length)]),
  });

  /** Runs a job with so much room, then with all of it; resolves once it is done. */
  async function runShortOfRoom(
    published: ReturnType<typeof publishedVersion>,
    {
      id,
      lane,
      freeBytes,
    }: { readonly id: string; readonly lane: FileJobKind['lane']; readonly freeBytes: number },
  ): Promise<void> {
    const { clock, worker } = published;
    await leaveFree(freeBytes);
    const before = clock.ms;
    await runToEnd(worker(lane));
    expect(await store.find(id)).toMatchObject({
      state: 'WAITING',
      attempts: 1,
      failure: { problem: 'PLATFORM', detail: expect.stringMatching(/disk .* full/) },
      nextAttemptAt: new Date(before + pauseAfterMs(1)),
    });
    expect(await leftBehind()).toEqual([]);

    await rm(filler);
    await runToEnd(worker(lane));
    expect(await leftBehind()).toEqual([]);
    clock.ms += pauseAfterMs(1);
    await runToEnd(worker(lane));
    expect(await store.find(id)).toMatchObject({ state: 'DONE', failure: null });
  }

  it.each([
    ['the original', () => 0.5 * picture.length],
    ['the tiles that are cut of it', () => picture.length + 0.5 * tilesBytes],
    ['the pyramid that is kept', () => picture.length + 1.5 * tilesBytes],
  ])(
    'to cut tiles, for %s, leaves nothing, waits, and is done when there is room',
    async (_what, freeBytes) => {
      const pictures = new SharpPictureMaker({ scratchDir: folders.scratch });
      const tiles = new PictureTilesService({
        downloads: { open: async () => Promise.reject(new Error('nobody asks')) },
        content: contentOf(picture),
        renditions,
        tiles: new SharpTileMaker({ scratchDir: folders.scratch }),
        fileJobs: store,
      });
      const kinds = [{ ...tilesKind(tiles), appliesTo: () => true }];
      const published = publishedVersion(store, { shelf: { 'skirt.jpg': picture }, kinds, pictures });
      await runToEnd(published.follower());
      await runToEnd(published.worker());
      const id = published.jobId('skirt.jpg', 'tiles');
      await runShortOfRoom(published, { id, lane: 'heavy', freeBytes: freeBytes() });
      const key = { sha256: published.unique('skirt.jpg'), name: 'tiles', watermark: null } as const;
      expect((await renditions.openDerivative(key))?.bytes).toBeGreaterThan(tilesBytes);
      expect(await leftBehind()).toHaveLength(1);
    },
  );

  it.each([
    ['the original', { scratchDir: folders.scratch, freeBytes: 100_000 }],
    ['the previews', { scratchDir: `${elsewhere}/scratch`, freeBytes: 0 }],
  ])(
    'to make previews, for %s, leaves nothing, waits, and is done when there is room',
    async (_what, { scratchDir, freeBytes }) => {
      const pictures = new SharpPictureMaker({ scratchDir });
      const published = publishedVersion(store, { shelf: { 'skirt.jpg': picture }, pictures, renditions });
      await runToEnd(published.follower());
      const id = published.describeJobId('skirt.jpg');
      await runShortOfRoom(published, { id, lane: 'light', freeBytes });
      expect(await leftBehind()).toHaveLength(LIST_SIZES.length);
      expect(await readdir(scratchDir)).toEqual([]);
    },
  );

  it.skipIf(!hasFfmpeg).each([
    ['made', 0],
    ['kept', 1],
  ])('to make a film, when it is %s, does not take it for damaged', async (_when, blocks) => {
    const reel = await readFile(new URL('../../../scripts/seed/films/indigo-dyeing.mp4', import.meta.url));
    const films = new FilmsService({
      assets: { find: async () => null },
      manifests: { find: async () => null },
      leaves: { listByKinds: async () => [] },
      content: contentOf(reel),
      renditions,
      films: new FfmpegFilmMaker({ scratchDir: folders.scratch }),
      posters: { findMany: async () => [null], keep: async () => null },
    });
    const published = publishedVersion(store, { shelf: { 'reel.mp4': reel }, kinds: [filmKind(films)] });
    await runToEnd(published.follower());
    await runToEnd(published.worker());
    const id = `${published.jobId('reel.mp4', namedKind('film', FILM_VERSION))}.${published.root}`;
    const { bsize } = await statfs(directory);
    const freeBytes = (Math.ceil(reel.length / bsize) + blocks) * bsize;
    await runShortOfRoom(published, { id, lane: 'heavy', freeBytes });
    expect(await leftBehind()).toHaveLength(1);
  });
});
