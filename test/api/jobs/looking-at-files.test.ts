import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_ATTEMPTS } from '@lanran/api/files/domain/file-job';
import type { FileJobKind } from '@lanran/api/files/jobs/file-job-kind';
import type { FileJobStore } from '@lanran/api/files/ports/file-job-store';
import { startStores, type StoresUnderTest } from '../adapters/mongo/stores-under-test.ts';
import { MUSEUM, publishedVersion, runToEnd } from './file-jobs.ts';

let under: StoresUnderTest;
let store: FileJobStore;
beforeAll(async () => {
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
