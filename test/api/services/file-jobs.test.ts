import { assetIdOf, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import type { Actor, MemberRole } from '@lanran/api/platform/kernel/actor';
import { ANONYMOUS } from '@lanran/api/platform/kernel/actor';
import {
  FILE_JOB_PROBLEMS,
  type FileJob,
  type FileJobProblem,
  type FileJobState,
  isRetriable,
  type Particulars,
} from '@lanran/api/files/domain/file-job';
import { FileJobsService } from '@lanran/api/files/services/file-jobs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStores, type StoresUnderTest } from '../adapters/mongo/stores-under-test.ts';

const MUSEUM = organizationIdOf('jobs-museum');
const OTHER = organizationIdOf('jobs-other');
const NOW = new Date('2027-01-01T00:00:00Z');

let under: StoresUnderTest;
let service: FileJobsService;
const nudged: string[] = [];
let lacking: Particulars | null = { en: 'It needs ffmpeg.', zh: '此项需要 ffmpeg。' };

beforeAll(async () => {
  under = await startStores();
  service = new FileJobsService({
    store: under.stores.fileJobs,
    clock: { now: () => NOW },
    kinds: [{ kind: 'film', lacks: async () => lacking }, { kind: 'tiles' }],
    nudge: (lane) => void nudged.push(lane),
  });
});
afterAll(() => under.stop());

function memberOf(organizationId: typeof MUSEUM, role: MemberRole): Actor {
  return {
    kind: 'member',
    address: `0x${'11'.repeat(20)}`,
    memberships: [{ organizationId, kind: 'INSTITUTION', role }],
  };
}

async function enqueue(overrides: Partial<FileJob> = {}): Promise<FileJob> {
  const job = buildJob(overrides);
  await under.stores.fileJobs.enqueue([job]);
  return job;
}

function buildJob(overrides: Partial<FileJob> = {}): FileJob {
  const assetId = assetIdOf(MUSEUM, randomBytes32());
  return {
    id: `${assetId}.tiles`,
    kind: 'tiles',
    lane: 'heavy',
    file: {
      organizationId: MUSEUM,
      assetId,
      access: 'LICENSED',
      root: randomBytes32(),
      index: 0,
      path: 'scan.tif',
      bytes: 9,
      sha256: 'ab'.repeat(32),
      cid: 'bafy',
    },
    state: 'FAILED',
    progress: 0,
    attempts: 5,
    nextAttemptAt: null,
    failure: { problem: 'UNDECODABLE', detail: 'It is broken.' },
    createdAt: NOW,
    updatedAt: NOW,
    ...overrides,
  };
}

const page = { first: 10, after: null };

describe('the jobs of an organization', () => {
  it('exist for its members alone', async () => {
    const { id } = await enqueue();
    const stranger = memberOf(OTHER, 'OWNER');
    const filter = { organizationId: MUSEUM, state: null };
    await expect(service.list(ANONYMOUS, filter, page)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    await expect(service.list(stranger, filter, page)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.counts(stranger, MUSEUM)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.retry(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(service.retryAll(stranger, MUSEUM)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const shown = await service.list(memberOf(MUSEUM, 'VIEWER'), filter, page);
    expect(shown.items.map(({ item }) => item.id)).toContain(id);
  });

  it('are tried again by its editors, with all their attempts, and only when they failed', async () => {
    const failed = await enqueue();
    const done = await enqueue({ state: 'DONE', failure: null });
    await expect(service.retry(memberOf(MUSEUM, 'VIEWER'), failed.id)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const editor = memberOf(MUSEUM, 'EDITOR');
    nudged.length = 0;
    expect(await service.retry(editor, failed.id)).toMatchObject({
      state: 'WAITING',
      attempts: 0,
      failure: null,
      nextAttemptAt: NOW,
    });
    expect(nudged).toEqual(['heavy']);
    expect(await service.retry(editor, failed.id)).toMatchObject({ state: 'WAITING' });
    await expect(service.retry(editor, done.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('are tried again all at once where that may help, for every reason they ended for, and counted by state', async () => {
    const library = organizationIdOf('jobs-library');
    const editor = memberOf(library, 'EDITOR');
    const ofLibrary = (problem: FileJobProblem, state: FileJobState = 'FAILED') => {
      const { file } = buildJob();
      const failure = { problem, detail: 'It ended so.' };
      return enqueue({ file: { ...file, organizationId: library }, state, failure });
    };
    for (const problem of FILE_JOB_PROBLEMS) await ofLibrary(problem);
    await ofLibrary('TOOL_MISSING', 'UNAVAILABLE');
    expect(await service.counts(editor, library)).toEqual([
      { state: 'WAITING', count: 0, retriable: 0 },
      { state: 'RUNNING', count: 0, retriable: 0 },
      { state: 'DONE', count: 0, retriable: 0 },
      { state: 'FAILED', count: 10, retriable: 6 },
      { state: 'UNAVAILABLE', count: 1, retriable: 1 },
    ]);
    expect(await service.retryAll(editor, library)).toBe(7);
    const left = await service.list(editor, { organizationId: library, state: 'FAILED' }, page);
    expect(left.items.map(({ item }) => item.failure?.problem).sort()).toEqual([
      'MISSING_FILE',
      'TOO_LARGE',
      'UNDECODABLE',
      'UNSUPPORTED',
    ]);
    expect(left.items.some(({ item }) => isRetriable(item))).toBe(false);
    expect(await service.counts(editor, library)).toContainEqual({ state: 'FAILED', count: 4, retriable: 0 });
  });

  it('are counted no further than a thousand, and paged beyond it', async () => {
    const file = { ...buildJob().file, organizationId: OTHER };
    const many = Array.from({ length: 1_001 }, (_, at) =>
      buildJob({ id: `many-${at}`, file, state: 'DONE' }),
    );
    await under.stores.fileJobs.enqueue(many);
    const viewer = memberOf(OTHER, 'VIEWER');
    expect(await service.counts(viewer, OTHER)).toContainEqual({ state: 'DONE', count: 1_000, retriable: 0 });
    const filter = { organizationId: OTHER, state: null };
    let shown = await service.list(viewer, filter, { first: 100, after: null });
    expect(shown.totalCount).toBe(1_000);
    for (let at = 0; at < 10; at += 1)
      shown = await service.list(viewer, filter, { first: 100, after: shown.items.at(-1)?.cursor ?? null });
    expect(shown).toMatchObject({ hasNextPage: false, totalCount: 1_000 });
    expect(shown.items).toHaveLength(1);
  });

  it('that could not be done are shown with their asset to its people', async () => {
    const { file, id } = await enqueue();
    const asset = { id: file.assetId, holder: MUSEUM };
    expect(await service.undoneOf(memberOf(OTHER, 'OWNER'), asset)).toEqual([]);
    expect(await service.undoneOf(memberOf(MUSEUM, 'VIEWER'), asset)).toMatchObject([{ id }]);
  });

  it('begin by themselves once the machine has what it lacked', async () => {
    const { id } = await enqueue({ kind: 'film', state: 'UNAVAILABLE' });
    await service.revive();
    expect(await under.stores.fileJobs.find(id)).toMatchObject({ state: 'UNAVAILABLE' });
    lacking = null;
    await service.revive();
    expect(await under.stores.fileJobs.find(id)).toMatchObject({ state: 'WAITING', attempts: 0 });
  });
});
