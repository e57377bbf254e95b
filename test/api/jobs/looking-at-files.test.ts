import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AssetId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { MAX_ATTEMPTS } from '@lanran/api/files/domain/file-job';
import type { FileJobKind } from '@lanran/api/files/jobs/file-job-kind';
import type { FileJobStore } from '@lanran/api/files/ports/file-job-store';
import { startStores, type StoresUnderTest } from '../adapters/mongo/stores-under-test.ts';
import { MUSEUM, publishedVersion, runToEnd } from './file-jobs.ts';

let under: StoresUnderTest;
let store: FileJobStore;
let png: Buffer;
beforeAll(async () => {
  png = await sharp({ create: { width: 2, height: 1, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  under = await startStores();
  store = under.stores.fileJobs;
});
afterAll(() => under.stop());

function shelfOf(count: number): Record<string, Buffer> {
  const names = Array.from({ length: count }, (_, at) => `plate.${String(at).padStart(4, '0')}`);
  return Object.fromEntries(names.map((name) => [name, Buffer.from(name)]));
}

/** Done at once for all files but those of which the test says otherwise. */
function quickKind(done: string[], { but = [] as readonly string[] } = {}): FileJobKind {
  return {
    kind: 'quick',
    lane: 'light',
    appliesTo: () => true,
    run: async ({ path }) => void done.push(`alone ${path}`),
    runAtOnce: async (files) => {
      const those = files.filter(({ path }) => !but.includes(path));
      done.push(...those.map(({ path }) => path));
      return new Set(those.map(({ sha256 }) => sha256));
    },
  };
}

describe('the files of a version', () => {
  it('are looked at by one job, and each is read once', async () => {
    const done: string[] = [];
    const shelf = shelfOf(150);
    const kinds = [quickKind(done)];
    const { follower, worker, reads, versionJobId, assetId } = publishedVersion(store, { shelf, kinds });
    await runToEnd(follower());
    await runToEnd(worker());
    expect(done.sort()).toEqual(Object.keys(shelf));
    expect(reads.sort()).toEqual(Object.keys(shelf));
    expect(await store.find(versionJobId)).toMatchObject({ state: 'DONE', progress: 1, until: 150 });
    expect(await store.listByAsset(assetId, { state: 'DONE', most: 10 })).toHaveLength(1);
  });

  it('get a job each of work that was not done at once', async () => {
    const done: string[] = [];
    const shelf = shelfOf(3);
    const kinds = [quickKind(done, { but: ['plate.0001'] })];
    const { follower, worker, jobId } = publishedVersion(store, { shelf, kinds });
    await runToEnd(follower());
    await runToEnd(worker());
    expect(done).toEqual(['plate.0000', 'plate.0002', 'alone plate.0001']);
    expect(await store.find(jobId('plate.0001', 'quick'))).toMatchObject({ state: 'DONE' });
    expect(await store.find(jobId('plate.0000', 'quick'))).toBeNull();
  });

  it('let others have their turn after two seconds, and are gone on with where they were left, however often', async () => {
    const shelf = shelfOf(64 * (MAX_ATTEMPTS + 3));
    const version = publishedVersion(store, {
      shelf,
      kinds: [
        {
          ...quickKind([]),
          runAtOnce: async (files) => {
            version.clock.ms += 2_000;
            return new Set(files.map(({ sha256 }) => sha256));
          },
        },
      ],
    });
    await runToEnd(version.follower());
    const worker = version.worker();
    await worker.run();
    expect(await store.find(version.versionJobId)).toMatchObject({ state: 'WAITING', file: { index: 64 } });
    await runToEnd(worker);
    expect(await store.find(version.versionJobId)).toMatchObject({ state: 'DONE' });
    expect(version.reads).toHaveLength(Object.keys(shelf).length);
  });

  describe('of work that takes long', () => {
    /** Of many in one job, but for those that fail. */
    const longKind = (done: string[], but: readonly string[] = []): FileJobKind => ({
      ...quickKind(done),
      runAtOnce: async (files) =>
        new Set(files.filter(({ index }) => index === 0).map(({ sha256 }) => sha256)),
      runMany: async (files) => {
        done.push(files.map(({ path }) => path).join());
        return { failed: files.filter(({ path }) => but.includes(path)), count: files.length };
      },
    });

    it('have a job together, and what fails has one of its own', async () => {
      const done: string[] = [];
      const kinds = [longKind(done, ['plate.0002'])];
      const { follower, worker, jobId, assetId } = publishedVersion(store, { shelf: shelfOf(4), kinds });
      await runToEnd(follower());
      await runToEnd(worker());
      expect(done).toEqual(['plate.0001,plate.0002,plate.0003', 'alone plate.0002']);
      expect(await store.find(jobId('plate.0002', 'quick'))).toMatchObject({ state: 'DONE' });
      expect(await store.listByAsset(assetId, { state: 'DONE', most: 10 })).toHaveLength(3);
    });

    it('have a job each after one that did not come to an end', async () => {
      const done: string[] = [];
      const kinds = [
        {
          ...longKind(done),
          runMany: () => {
            done.push('broken off');
            return Promise.reject(new Error('The process ends here.'));
          },
        },
      ];
      const version = publishedVersion(store, { shelf: shelfOf(3), kinds });
      await runToEnd(version.follower());
      await runToEnd(version.worker());
      version.clock.ms += 3_600_000;
      await runToEnd(version.worker());
      expect(done).toEqual(['broken off', 'alone plate.0001', 'alone plate.0002']);
    });

    it('are gone on with once others had their turn', async () => {
      const done: string[] = [];
      const kinds = [
        {
          ...longKind(done),
          runMany: async (files: Parameters<NonNullable<FileJobKind['runMany']>>[0]) => {
            done.push(files.map(({ index }) => index).join());
            return { failed: [], count: 1 };
          },
        },
      ];
      const { follower, worker } = publishedVersion(store, { shelf: shelfOf(4), kinds });
      await runToEnd(follower());
      await runToEnd(worker());
      expect(done).toEqual(['1,2,3', '2,3', '3']);
    });
  });

  it('are begun anew when one of them is taken down meanwhile', async () => {
    const takenDown: boolean[] = [];
    const { follower, worker, assetId, unique, versionJobId } = publishedVersion(store, {
      shelf: shelfOf(2),
      kinds: [
        {
          ...quickKind([]),
          runAtOnce: async () => {
            takenDown.push(await store.removeOf(assetId, unique('plate.0000')));
            return new Set();
          },
        },
      ],
    });
    await runToEnd(follower());
    await worker().run();
    expect(takenDown).toEqual([true]);
    expect(await store.find(versionJobId)).toMatchObject({ state: 'WAITING' });
  });

  it('show nothing of a single file in the list of jobs', async () => {
    const { follower, versionJobId } = publishedVersion(store, { shelf: shelfOf(2) });
    await runToEnd(follower());
    const file = { path: '', sha256: '', cid: '', bytes: 0, organizationId: MUSEUM };
    expect(await store.find(versionJobId)).toMatchObject({ file });
  });
});

describe('versions of few files', () => {
  it('are looked at together, and each has its own cover and its own jobs', async () => {
    const [calls, alone]: [AssetId[][], AssetId[]] = [[], []];
    const shelf = { a: Buffer.from('words'), b: png };
    const kind: FileJobKind = {
      ...quickKind([]),
      run: async ({ assetId }) => void alone.push(assetId),
      runAtOnce: async (files) => {
        calls.push(files.map(({ assetId }) => assetId));
        return new Set(files.filter(({ path }) => path === 'a').map(({ sha256 }) => sha256));
      },
    };
    const version = publishedVersion(store, { shelf, kinds: [kind], others: 9 });
    const assets = [version.assetId, ...version.otherAssets];
    await runToEnd(version.follower());
    await runToEnd(version.worker());
    const twiceEach = assets.flatMap((asset) => [asset, asset]);
    expect(calls.filter((call) => call.includes(version.assetId))).toEqual([
      expect.arrayContaining(twiceEach),
    ]);
    expect(alone).toEqual(expect.arrayContaining(assets));
    expect(version.described.covers.get(version.root)).toBe(1);
    expect(version.described.covers.size).toBeGreaterThanOrEqual(10);
    for (const asset of assets)
      expect(await store.listByAsset(asset, { state: 'DONE', most: 10 })).toHaveLength(2);
  });

  it('are given back at once by a platform that stops, so that the next one need not wait for a lease', async () => {
    let begun: () => void = () => undefined;
    const isUnderWay = new Promise<void>((resolve) => (begun = resolve));
    const kind: FileJobKind = {
      ...quickKind([]),
      runAtOnce: async () => {
        begun();
        return new Promise<never>(() => undefined);
      },
    };
    const version = publishedVersion(store, { shelf: { a: Buffer.from('words') }, kinds: [kind], others: 3 });
    await runToEnd(version.follower());
    const worker = version.worker();
    const run = worker.run();
    await isUnderWay;
    worker.interrupt();
    await run;
    for (const asset of [version.assetId, ...version.otherAssets])
      expect(await store.listByAsset(asset, { state: 'WAITING', most: 10 })).toHaveLength(1);
  });

  it('have a job each of the work that is done for many files at once', async () => {
    const worked: string[][] = [];
    const kind: FileJobKind = {
      ...quickKind([]),
      runAtOnce: async () => new Set(),
      runMany: async (files) => {
        worked.push(files.map(({ assetId, path }) => `${assetId} ${path}`));
        return { failed: [], count: files.length };
      },
    };
    const shelf = { a: Buffer.from('words'), b: Buffer.from('more words') };
    const version = publishedVersion(store, { shelf, kinds: [kind], others: 3 });
    await runToEnd(version.follower());
    await runToEnd(version.worker());
    const assets = [version.assetId, ...version.otherAssets];
    const ofEach = assets.map((asset) => [`${asset} a`, `${asset} b`]);
    expect(worked).toEqual(expect.arrayContaining(ofEach));
    expect(worked.flat().filter((each) => assets.some((asset) => each.startsWith(asset)))).toHaveLength(8);
  });

  it('are looked at one by one when that fails together, so that one alone fails', async () => {
    const sizes: number[] = [];
    const shelf = { a: Buffer.from('words') };
    const failing: FileJobKind = {
      ...quickKind([]),
      runAtOnce: async (files) => {
        const ours = files.filter(({ assetId }) => version.otherAssets.includes(assetId));
        sizes.push(ours.length);
        if (files.some(({ assetId }) => assetId === version.otherAssets[3])) throw new Error('not this one');
        return new Set(files.map(({ sha256 }) => sha256));
      },
    };
    const version = publishedVersion(store, { shelf, kinds: [failing], others: 9 });
    await runToEnd(version.follower());
    await runToEnd(version.worker());
    expect(sizes.filter((size) => size > 0)).toEqual([9, ...Array.from({ length: 9 }, () => 1)]);
    for (const asset of [version.assetId, ...version.otherAssets]) {
      const isBad = asset === version.otherAssets[3];
      expect(await store.listByAsset(asset, { state: isBad ? 'WAITING' : 'DONE', most: 10 })).toHaveLength(1);
    }
  });

  it('are no more than go into one step, and none of another organization', async () => {
    const shelf = shelfOf(30);
    const holder = organizationIdOf('another-museum-of-versions');
    const theirs = publishedVersion(store, { shelf, holder, others: 1 });
    const ours = publishedVersion(store, { shelf, others: 2 });
    await runToEnd(theirs.follower());
    await runToEnd(ours.follower());
    const worker = ours.worker();
    const waiting = async (assets: readonly AssetId[]) =>
      (
        await Promise.all(assets.map((asset) => store.listByAsset(asset, { state: 'WAITING', most: 9 })))
      ).flat().length;
    const left = async () => [
      await waiting([theirs.assetId, ...theirs.otherAssets]),
      await waiting([ours.assetId, ...ours.otherAssets]),
    ];
    await worker.run();
    const afterOne = await left();
    expect([...afterOne].sort()).toEqual(afterOne[0] === 0 ? [0, 3] : [1, 2]);
  });
});
