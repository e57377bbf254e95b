import { statfsSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BatchedFile } from '@lanran/protocol/files/upload-batch';
import { mountSmallDisk } from '../../support/small-disk.ts';
import { BatchScene, hashesOf, smallFiles } from './batch-scene.ts';

const KIB = 1_024;
const MIB = 1_024 * KIB;
/** What the scene's staging disk keeps free. */
const STAGING_RESERVE = 64 * KIB;
const BALLAST = 'ballast';

const disks = {
  documents: mountSmallDisk(64 * MIB),
  files: mountSmallDisk(64 * MIB),
  staging: mountSmallDisk(64 * MIB),
};
type Disk = keyof typeof disks;
const isMounted = Object.values(disks).every((disk) => disk !== null);

const pathOf = (disk: Disk) => disks[disk]?.path ?? '';

/** All but so many bytes of what is free. */
function fill(disk: Disk, { leaving }: { readonly leaving: number }): void {
  const { bavail, bsize } = statfsSync(pathOf(disk));
  writeFileSync(join(pathOf(disk), BALLAST), Buffer.alloc(bavail * bsize - leaving));
}

const free = (disk: Disk) => rm(join(pathOf(disk), BALLAST), { force: true });

describe.skipIf(!isMounted)('small files that come together while a disk is full', () => {
  let scene: BatchScene;

  beforeAll(async () => {
    const [documents, files, staging] = [pathOf('documents'), pathOf('files'), pathOf('staging')];
    scene = await BatchScene.open({ directories: { documents, files, staging } });
  });
  afterAll(async () => {
    await scene.close();
    for (const disk of Object.values(disks)) disk?.unmount();
  });
  beforeEach(() => scene.services.clock.catchUp());
  afterEach(async () => {
    await Promise.all([free('documents'), free('files'), free('staging')]);
  });

  /** Whatever the act that was refused left: everything is there once, and nothing beside it. */
  async function expectPublished(draft: string, files: readonly BatchedFile[]): Promise<void> {
    const size = await scene.services.log.size();
    const published = await scene.publish(draft);
    expect(await scene.services.log.size()).toBe(size + 1);
    expect(await scene.storedHashes(published)).toEqual(hashesOf(files));
    expect(await scene.staged()).toEqual([]);
  }

  it('are refused when the staging disk fills up amid them, and leave nothing there', async () => {
    const draft = await scene.draft();
    const files = smallFiles(256);
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    // Enough for the files as they came; what encryption adds is beyond it.
    fill('staging', { leaving: bytes + STAGING_RESERVE + 4 * KIB });

    expect(await scene.send(draft, files)).toMatchObject({ status: 507, code: 'STORAGE_FULL' });
    expect(await scene.held(draft)).toEqual(new Map());
    expect(await scene.staged()).toEqual([BALLAST]);

    await free('staging');
    expect((await scene.send(draft, files)).status).toBe(200);
    await expectPublished(draft, files);
  });

  it('are refused when the documents have no room for them, and keep on the disk what the draft has alone', async () => {
    const draft = await scene.draft();
    const files: BatchedFile[] = [];
    fill('documents', { leaving: 0 });
    // Pages that were freed are written again first.
    for (let status = 200; status === 200;) {
      const some = smallFiles(256, { name: `reel-${files.length}` });
      files.push(...some);
      const answer = await scene.send(draft, some);
      status = answer.status;
      if (status !== 200) expect(answer).toMatchObject({ status: 507, code: 'STORAGE_FULL' });
      expect(files.length).toBeLessThan(20_000);
    }
    const held = await scene.held(draft);
    expect(held.size).toBeLessThan(files.length);
    const staged = (await scene.services.staging.listBatches()).flat();
    expect(staged.length).toBeLessThan(held.size + 256);

    await free('documents');
    const rest = files.slice(-256);
    expect((await scene.send(draft, rest)).files).toEqual(rest.map(() => null));
    await expectPublished(draft, files);
  });

  it('are not published when the documents have no room for their encryption', async () => {
    const draft = await scene.draft();
    const files = smallFiles(256);
    await scene.send(draft, files);
    const publish = await scene.prepare(draft);
    const size = await scene.services.log.size();
    fill('documents', { leaving: 0 });

    await expect(publish()).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    expect(await scene.services.log.size()).toBe(size);

    await free('documents');
    await expectPublished(draft, files);
  });

  it('are not published when the content store has room for some of them alone', async () => {
    const draft = await scene.draft();
    const files = smallFiles(400, { bytes: 40 * KIB });
    for (let at = 0; at < files.length; at += 200)
      expect((await scene.send(draft, files.slice(at, at + 200))).status).toBe(200);
    const size = await scene.services.log.size();
    // Of which the store keeps 8 MiB: one request of files fits, and not another.
    fill('files', { leaving: 22 * MIB });

    await expect(scene.publish(draft)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    expect(await scene.services.log.size()).toBe(size);

    await free('files');
    await expectPublished(draft, files);
  });

  it('are not made open when the staging disk has no room for them in clear, and stay as they are', async () => {
    const draft = await scene.draft();
    const files = smallFiles(20, { bytes: 100 * KIB });
    await scene.send(draft, files);
    fill('staging', { leaving: 64 * KIB });

    await expect(scene.changeAccess(draft, 'OPEN')).rejects.toMatchObject({ code: 'STORAGE_FULL' });

    await free('staging');
    await scene.changeAccess(draft, 'OPEN');
    await expectPublished(draft, files);
  });
});
