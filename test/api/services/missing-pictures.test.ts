import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assetIdOf, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import type { IndexedFile } from '@lanran/api/assets/ports/manifest-store';
import { type FileJob, jobFailure } from '@lanran/api/files/domain/file-job';
import type { FileDescription } from '@lanran/api/files/domain/picture';
import { MissingPictures } from '@lanran/api/files/services/missing-pictures';
import { startStores, type StoresUnderTest } from '../adapters/mongo/stores-under-test.ts';

const MUSEUM = organizationIdOf('picture-museum');
const NOW = new Date('2027-01-01T00:00:00Z');

let under: StoresUnderTest;
beforeAll(async () => {
  under = await startStores();
});
afterAll(() => under.stop());

describe('why an asset has no picture', () => {
  let asset: { readonly id: FileJob['file']['assetId']; readonly filesField: AssetFileList };
  beforeEach(() => {
    asset = {
      id: assetIdOf(MUSEUM, randomBytes32()),
      filesField: { count: 1, bytes: 9, root: randomBytes32() },
    };
  });

  /** Of a version whose files are of these types; null for one not looked at yet. */
  async function whyNone(...types: readonly (string | null)[]) {
    const missing = new MissingPictures({
      manifests: {
        showStarts: async () => [types.map((_, at) => ({ sha256: String(at), index: at }) as IndexedFile)],
      },
      descriptions: {
        showMany: async () =>
          types.map((mediaType) => (mediaType === null ? null : ({ mediaType } as FileDescription))),
      },
      fileJobs: under.stores.fileJobs,
    });
    const [why] = await missing.findMany([asset]);
    return why;
  }

  async function enqueue(job: Pick<FileJob, 'kind' | 'state'>, root = asset.filesField.root) {
    const file = {
      organizationId: MUSEUM,
      assetId: asset.id,
      access: 'LICENSED' as const,
      root,
      index: 0,
      path: 'a',
      bytes: 9,
      sha256: 'ab'.repeat(32),
      cid: 'bafy',
    };
    const id = `${asset.id}.${job.kind}.${root}`;
    const failure =
      job.state === 'FAILED' ? jobFailure('UNDECODABLE', { en: 'It is cut.', zh: '不完整。' }) : null;
    const times = { createdAt: NOW, updatedAt: NOW, nextAttemptAt: NOW };
    await under.stores.fileJobs.enqueue([
      { id, lane: 'light', file, progress: 0, attempts: 1, failure, ...times, ...job },
    ]);
  }

  it('is that its files were not looked at yet', async () => {
    expect(await whyNone('image/x-exr', null)).toEqual({ why: 'NOT_YET', format: null });
  });

  it('is that work which may bring one is still to be done, for this version', async () => {
    await enqueue({ kind: 'film', state: 'WAITING' }, randomBytes32());
    await enqueue({ kind: 'digest', state: 'WAITING' });
    expect((await whyNone('video/mp4'))?.why).toBe('NOT_MADE');
    await enqueue({ kind: 'film', state: 'RUNNING' });
    expect((await whyNone('video/mp4'))?.why).toBe('NOT_YET');
  });

  it('is that it could not be made', async () => {
    await enqueue({ kind: 'describe', state: 'FAILED' });
    expect(await whyNone(null)).toEqual({ why: 'FAILED', format: null });
  });

  it('is that the machine lacks what makes it', async () => {
    await enqueue({ kind: 'film', state: 'UNAVAILABLE' });
    expect((await whyNone('video/mp4'))?.why).toBe('FAILED');
  });

  it('is that none is made of such files: named is the first that looks like a picture', async () => {
    expect(await whyNone('text/plain', 'image/x-exr')).toEqual({ why: 'NOT_MADE', format: 'OpenEXR' });
    expect(await whyNone('image/svg+xml')).toEqual({ why: 'NOT_MADE', format: 'SVG' });
    expect(await whyNone('text/plain')).toEqual({ why: 'NOT_MADE', format: null });
    expect(await whyNone()).toEqual({ why: 'NOT_MADE', format: null });
  });
});

type AssetFileList = Parameters<MissingPictures['findMany']>[0][number]['filesField'];
