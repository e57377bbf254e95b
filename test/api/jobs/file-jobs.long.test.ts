import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { ContentDamagedError } from '@lanran/api/platform/kernel/errors';
import { jobFailure, MAX_ATTEMPTS, type Particulars, pauseAfterMs } from '@lanran/api/files/domain/file-job';
import { type FileJobKind, FileJobPlan, UnworkableFileError } from '@lanran/api/files/jobs/file-job-kind';
import { DESCRIPTION_VERSION } from '@lanran/api/files/domain/picture';
import { notice } from '@lanran/api/files/domain/technical-metadata';
import type { FileJobStore } from '@lanran/api/files/ports/file-job-store';
import { startStores, type StoresUnderTest } from '../adapters/mongo/stores-under-test.ts';
import { MUSEUM, publishedVersion, runToEnd } from './file-jobs.ts';

let under: StoresUnderTest;
let store: FileJobStore;
let png: Buffer;
beforeAll(async () => {
  under = await startStores();
  store = under.stores.fileJobs;
  png = await sharp({ create: { width: 2, height: 1, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
});
afterAll(() => under.stop());

/** A kind for pictures whose runs the test decides. */
function kindOf(run: FileJobKind['run'], overrides: Partial<FileJobKind> = {}): FileJobKind {
  return {
    kind: 'copy',
    lane: 'light',
    appliesTo: ({ description }) => description.picture !== null,
    run,
    ...overrides,
  };
}

describe('jobs that follow the log', () => {
  it('describe every file by its content, and take the first picture as cover in whatever order', async () => {
    const shelf = { 'a.png': Buffer.from('words'), 'b.txt': png, 'c.png': png };
    const { follower, worker, described, root, unique } = publishedVersion(store, { shelf });
    await runToEnd(follower());
    await runToEnd(worker());
    expect(described.bySha256.get(unique('a.png'))).toMatchObject({
      mediaType: 'text/plain',
      picture: null,
    });
    expect(described.bySha256.get(unique('b.txt'))).toMatchObject({ mediaType: 'image/png' });
    expect(described.covers.get(root)).toBe(1);
  });

  it('do nothing twice, also with a lost cursor', async () => {
    const ran: string[] = [];
    const shelf = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`${at + 10}`, png]));
    const kinds = [kindOf(async ({ path }) => void ran.push(path))];
    const { follower, worker, reads } = publishedVersion(store, { shelf, kinds });
    await runToEnd(follower());
    await worker().run();
    await runToEnd(follower({ lostCursor: true }));
    await runToEnd(worker());
    await runToEnd(follower({ lostCursor: true }));
    await runToEnd(worker());
    expect(ran.sort()).toEqual(Object.keys(shelf).sort());
    expect(new Set(reads).size).toBe(8);
  });

  it('say of a file that the store lost that it failed, after its attempts, and go on with the others', async () => {
    const { follower, worker, described, describeJobId, clock, unique } = publishedVersion(store, {
      shelf: { a: null, b: png },
    });
    await runToEnd(follower());
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await runToEnd(worker());
      const job = await store.find(describeJobId('a'));
      expect(job).toMatchObject({ attempts: attempt, failure: { problem: 'FILE_LOST' } });
      clock.ms = job?.nextAttemptAt?.getTime() ?? clock.ms;
    }
    expect(await store.find(describeJobId('a'))).toMatchObject({ state: 'FAILED', nextAttemptAt: null });
    expect(described.bySha256.has(unique('b'))).toBe(true);
  });
});

describe('a job', () => {
  it('rests longer after each failure, up to an hour', () => {
    const pauses = Array.from({ length: 12 }, (_, at) => pauseAfterMs(at + 1));
    expect(pauses.slice(0, 3)).toEqual([10_000, 40_000, 160_000]);
    expect(Math.max(...pauses)).toBe(3_600_000);
  });

  it('is not begun before its pause is over', async () => {
    let runs = 0;
    const kinds = [
      kindOf(async () => {
        runs += 1;
        throw new Error('no');
      }),
    ];
    const { follower, worker, clock } = publishedVersion(store, { shelf: { a: png }, kinds });
    await runToEnd(follower());
    await runToEnd(worker());
    expect(runs).toBe(1);
    clock.ms += 9_999;
    await runToEnd(worker());
    expect(runs).toBe(1);
    clock.ms += 1;
    await runToEnd(worker());
    expect(runs).toBe(2);
  });

  it('whose file can’t be worked on fails at once, in the words that were thrown', async () => {
    const kinds = [
      kindOf(async () => {
        throw new UnworkableFileError(
          jobFailure('TOO_LARGE', { en: 'It has 9 × 9 pixels.', zh: '图像为 9 × 9 像素。' }),
        );
      }),
    ];
    const { follower, worker, jobId } = publishedVersion(store, { shelf: { a: png }, kinds });
    await runToEnd(follower());
    await runToEnd(worker());
    expect(await store.find(jobId('a', 'copy'))).toMatchObject({
      state: 'FAILED',
      attempts: 1,
      failure: { problem: 'TOO_LARGE', detail: 'It has 9 × 9 pixels.', detailZh: '图像为 9 × 9 像素。' },
    });
  });

  it('calls a file damaged only when the store found other bytes than were published', async () => {
    const kinds = [
      kindOf(async () => {
        throw new ContentDamagedError('The stored bytes of bafy are not those that were stored.');
      }),
    ];
    const { follower, worker, jobId } = publishedVersion(store, { shelf: { a: png }, kinds });
    await runToEnd(follower());
    await runToEnd(worker());
    expect(await store.find(jobId('a', 'copy'))).toMatchObject({
      state: 'WAITING',
      failure: { problem: 'FILE_DAMAGED', detailZh: expect.stringContaining('发布时不同') as string },
    });
  });

  it('for which the machine lacks something waits until it is there', async () => {
    let lacking: Particulars | null = { en: 'It needs ffmpeg.', zh: '此项需要 ffmpeg。' };
    let runs = 0;
    const kinds = [kindOf(async () => void (runs += 1), { kind: 'film', lacks: async () => lacking })];
    const { follower, worker, jobId, clock } = publishedVersion(store, { shelf: { a: png }, kinds });
    await runToEnd(follower());
    await runToEnd(worker());
    expect(await store.find(jobId('a', 'film'))).toMatchObject({
      state: 'UNAVAILABLE',
      failure: { problem: 'TOOL_MISSING', detail: 'It needs ffmpeg.', detailZh: '此项需要 ffmpeg。' },
    });
    lacking = null;
    await runToEnd(worker());
    expect(runs).toBe(0);
    await store.revive('film', clock.now());
    await runToEnd(worker());
    expect(runs).toBe(1);
    expect(await store.find(jobId('a', 'film'))).toMatchObject({ state: 'DONE', progress: 1, failure: null });
  });

  it('of a worker that died is taken by another once the lease is over, and ends there alone', async () => {
    let release: () => void = () => undefined;
    const ran: string[] = [];
    const held = new Promise<void>((resolve) => (release = resolve));
    const kinds = [
      kindOf(async ({ path }) => {
        if (path !== 'held') return;
        ran.push(path);
        if (ran.length === 1) await held;
      }),
    ];
    const { follower, worker, jobId, clock } = publishedVersion(store, { shelf: { held: png }, kinds });
    await runToEnd(follower());
    await worker().run(); // describes
    const dying = worker('light', 6_000_000).run();
    await expect.poll(() => ran.length).toBe(1);
    await runToEnd(worker());
    expect(ran).toHaveLength(1);
    clock.ms += 6_000_001;
    await runToEnd(worker());
    expect(ran).toHaveLength(2);
    const done = await store.find(jobId('held', 'copy'));
    expect(done).toMatchObject({ state: 'DONE', attempts: 2 });
    release();
    await dying;
    expect(await store.find(jobId('held', 'copy'))).toEqual(done);
  });

  it('that killed its worker each time is not begun for ever', async () => {
    const kinds = [kindOf(async () => undefined)];
    const { follower, worker, jobId, clock } = publishedVersion(store, { shelf: { a: png }, kinds });
    await runToEnd(follower());
    await worker().run();
    const until = clock.now();
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++)
      await store.claim({ lane: 'light', after: null }, { token: 'killed', now: clock.now(), until });
    await runToEnd(worker());
    expect(await store.find(jobId('a', 'copy'))).toMatchObject({
      state: 'FAILED',
      failure: { problem: 'INTERRUPTED' },
    });
  });

  it('under way when the platform stops ends soon and waits as if it had not been begun', async () => {
    let begun = false;
    const kinds = [
      kindOf(
        (_file, { signal }) =>
          new Promise((_resolve, reject) => {
            begun = true;
            signal.addEventListener('abort', () => reject(signal.reason as Error));
          }),
      ),
    ];
    const { follower, worker, jobId } = publishedVersion(store, { shelf: { a: png }, kinds });
    await runToEnd(follower());
    const stopped = worker();
    await stopped.run();
    const running = stopped.run();
    await expect.poll(() => begun).toBe(true);
    stopped.interrupt();
    await running;
    expect(await stopped.run()).toBe('idle');
    expect(await store.find(jobId('a', 'copy'))).toMatchObject({ state: 'WAITING', failure: null });
  });

  it('is done once by two workers that share the queue', async () => {
    const ran: string[] = [];
    const shelf = Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`f${at}`, png]));
    const kinds = [kindOf(async ({ path }) => void ran.push(path))];
    const { follower, worker } = publishedVersion(store, { shelf, kinds });
    await runToEnd(follower());
    await Promise.all([runToEnd(worker()), runToEnd(worker())]);
    await runToEnd(worker());
    expect(ran.sort()).toEqual(Object.keys(shelf).sort());
  });
});

describe('a lane', () => {
  let own: StoresUnderTest;
  beforeEach(async () => {
    own = await startStores();
  });
  afterEach(() => own.stop());

  const filesNamed = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, png]));

  it('takes the organizations in turn: the many files of one hold up nobody else’s few', async () => {
    const { fileJobs } = own.stores;
    const ran: string[] = [];
    const kinds = [kindOf(async ({ organizationId }) => void ran.push(organizationId))];
    const [low = MUSEUM, high = MUSEUM] = [organizationIdOf('museum-a'), organizationIdOf('museum-b')].sort();
    for (const [large, small] of [
      [low, high],
      [high, low],
    ] as const) {
      ran.length = 0;
      const first = publishedVersion(fileJobs, { shelf: filesNamed(12), kinds, holder: large });
      await runToEnd(first.follower());
      await runToEnd(publishedVersion(fileJobs, { shelf: filesNamed(2), holder: small }).follower());
      const worker = first.worker();
      // Each of the two is described and worked on, and the other museum has as many turns.
      for (let turn = 0; turn < 8; turn++) await worker.run();
      expect(ran.filter((organizationId) => organizationId === small)).toHaveLength(2);
      await runToEnd(worker);
      expect(ran.filter((organizationId) => organizationId === large)).toHaveLength(12);
    }
  });

  it('goes on beside an organization of which a killed worker holds a job, and comes back to it', async () => {
    const { fileJobs } = own.stores;
    const ran: string[] = [];
    const kinds = [kindOf(async ({ organizationId }) => void ran.push(organizationId))];
    const [low = MUSEUM, high = MUSEUM] = [organizationIdOf('museum-a'), organizationIdOf('museum-b')].sort();
    await runToEnd(publishedVersion(fileJobs, { shelf: filesNamed(1), holder: low }).follower());
    const { follower, worker, clock } = publishedVersion(fileJobs, {
      shelf: filesNamed(5),
      kinds,
      holder: high,
    });
    const lease = { token: 'killed', now: clock.now(), until: new Date(clock.ms + 60_000) };
    await fileJobs.claim({ lane: 'light', after: null }, lease);
    await runToEnd(follower());
    await runToEnd(worker());
    expect(ran).toEqual(Array.from({ length: 5 }, () => high));
    clock.ms += 60_000;
    await runToEnd(worker());
    expect(ran).toContain(low);
  });
});

describe('the list of jobs', () => {
  it('is paged newest first, filtered by state, and moves with the asset to its next holder', async () => {
    const kinds = [
      kindOf(async () => {
        throw new UnworkableFileError({ problem: 'UNDECODABLE', detail: 'It is broken.' });
      }),
    ];
    const { follower, worker, assetId, clock } = publishedVersion(store, {
      shelf: { a: png, b: png },
      kinds,
    });
    clock.ms += 86_400_000;
    await runToEnd(follower());
    await runToEnd(worker());
    const first = await store.list({ organizationId: MUSEUM, state: 'FAILED' }, { first: 1, after: null });
    expect(first.items[0]?.item).toMatchObject({ kind: 'copy', file: { assetId } });
    const next = await store.list(
      { organizationId: MUSEUM, state: 'FAILED' },
      { first: 1, after: first.items[0]?.cursor ?? null },
    );
    expect(next.items[0]?.item.file.assetId).toBe(assetId);
    expect(next.items[0]?.item.id).not.toBe(first.items[0]?.item.id);
    const other = `0x${'77'.repeat(32)}` as typeof MUSEUM;
    await store.moveTo(assetId, other);
    const moved = await store.list({ organizationId: other, state: null }, { first: 10, after: null });
    expect(moved.totalCount).toBe(3);
  });
});

describe('what was found out about files', () => {
  it('is kept in the database once each, and the first of the pictures that are offered stays the cover', async () => {
    const { descriptions } = under.stores;
    const root = `0x${'22'.repeat(32)}` as const;
    const picture = {
      sha256: 'ab'.repeat(32),
      mediaType: 'image/png',
      picture: { width: 2, height: 1, placeholder: 'data:' },
      refusal: null,
      version: 2,
    };
    const broken = {
      sha256: 'cd'.repeat(32),
      mediaType: 'image/png',
      picture: null,
      refusal: { problem: 'UNDECODABLE' as const, detail: 'It is broken.' },
      version: 1,
    };
    for (const each of [picture, broken, picture]) await descriptions.keep([each]);
    const found = await descriptions.findMany([picture.sha256, broken.sha256, 'ef'.repeat(32)]);
    expect(found).toEqual(expect.arrayContaining([picture, broken]));
    expect(found).toHaveLength(2);
    for (const index of [5, 3, 4]) await descriptions.offerCover(root, index);
    expect([...(await descriptions.findCovers([root, `0x${'33'.repeat(32)}`]))]).toEqual([[root, 3]]);
  });
});

describe('what an older platform called damaged', () => {
  it('is said to be undecodable: nobody had compared it with its digest', async () => {
    const sha256 = 'fe'.repeat(32);
    const { descriptions, inspections } = under.stores;
    // Its code is none of today's.
    const failure = { problem: 'DAMAGED', detail: 'It is cut.' } as never;
    const kinds = [
      kindOf(async () => {
        throw new UnworkableFileError(failure);
      }),
    ];
    const { follower, worker, jobId } = publishedVersion(store, { shelf: { a: png }, kinds });
    await runToEnd(follower());
    await runToEnd(worker());
    expect((await store.find(jobId('a', 'copy')))?.failure?.problem).toBe('UNDECODABLE');
    await descriptions.keep([
      {
        sha256,
        mediaType: 'image/tiff',
        picture: null,
        refusal: failure,
        version: 3,
      },
    ]);
    expect((await descriptions.findMany([sha256]))[0]?.refusal?.problem).toBe('UNDECODABLE');
    const notices = [notice('DAMAGED' as never, 'It is cut.'), notice('INVALID', 'It is odd.')];
    await inspections.keep([{ sha256, version: 1, sections: [], notices }]);
    const [metadata] = await inspections.findMany([sha256]);
    expect(metadata?.notices.map(({ code }) => code)).toEqual(['UNDECODABLE', 'INVALID']);
  });
});

describe('the plan of jobs', () => {
  const now = new Date(0);
  const file = { assetId: 'a', sha256: 's', root: 'r', path: 'p', bytes: 1, access: 'OPEN' } as never;
  const described = { mediaType: 'image/png', picture: null, refusal: null, sha256: 's' };
  const kind = (revision?: number) => ({
    kind: 'fold',
    lane: 'light' as const,
    appliesTo: () => true,
    run: async () => undefined,
    ...(revision === undefined ? {} : { revision }),
  });

  it('has a file described anew that older code described', () => {
    const plan = new FileJobPlan([kind()]);
    const kinds = (version: number) =>
      plan.jobsFor(file, { ...described, version }, now).map((job) => job.kind);
    expect(kinds(DESCRIPTION_VERSION - 1)).toEqual(['describe']);
    expect(kinds(DESCRIPTION_VERSION)).toEqual(['fold']);
  });

  it('brings a new revision of a kind to files that had an older one', () => {
    const [older, newer] = [new FileJobPlan([kind()]), new FileJobPlan([kind(2)])];
    expect(newer.version).not.toBe(older.version);
    const ids = [older, newer].map(
      (plan) => plan.jobsFor(file, { ...described, version: DESCRIPTION_VERSION }, now)[0]?.id,
    );
    expect(ids).toEqual(['a.s.fold', 'a.s.fold-2']);
  });
});
