import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { batchDigest, buildBatch } from '@lanran/protocol/log/batch';
import { signDigest } from '@lanran/protocol/kernel/signature';
import { actorOf } from '../../support/people.ts';
import { BatchScene, hashesOf, smallFiles } from './batch-scene.ts';

const ANSWER_WITHIN_MS = 1_000;
const HOUR_SECONDS = 3_600;

/** To the document store, by what is written. */
const insertInto = (collection: string) => (request: Buffer) =>
  request.includes('insert\0') && request.includes(`${collection}\0`);
/** To the content store. */
const importOfBlocks = (request: Buffer) => request.includes('/api/v0/dag/import');

describe('small files that come together while a store answers late', () => {
  let scene: BatchScene;

  beforeAll(async () => {
    scene = await BatchScene.open({ answerWithinMs: ANSWER_WITHIN_MS });
  });
  afterAll(() => scene.close());
  beforeEach(() => scene.services.clock.catchUp());

  it('are not acknowledged before the draft is known to have them, and kept when they are sent again', async () => {
    const draft = await scene.draft();
    const files = smallFiles(100);

    scene.documents.freezeAnswersFrom(insertInto('draftFiles'));
    const refused = await scene.send(draft, files);
    expect(scene.documents.hasFrozen).toBe(true);
    scene.documents.thaw();
    const again = await scene.send(draft, files);

    expect(refused).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(again).toEqual({ status: 200, code: null, files: files.map(() => null) });
    expect(await scene.held(draft)).toEqual(hashesOf(files));
    const published = await scene.publish(draft);
    expect(await scene.storedHashes(published)).toEqual(hashesOf(files));
    expect(await scene.staged()).toEqual([]);
  });

  it('leave the disk after an hour when the draft did not come to hold them', async () => {
    const draft = await scene.draft();
    const held = scene.services.failPoints.hold('batch-staged');
    const sending = scene.send(draft, smallFiles(10));
    await held.reached;
    scene.documents.freeze();
    held.goOn();
    expect(await sending).toMatchObject({ status: 503 });
    scene.documents.thaw();
    await expect.poll(() => scene.held(draft)).toEqual(new Map());

    expect(await scene.staged()).toHaveLength(1);
    await scene.services.uploads.expire();
    expect(await scene.staged()).toHaveLength(1);
    scene.services.clock.pass(2 * HOUR_SECONDS);
    await scene.services.uploads.expire();
    expect(await scene.staged()).toEqual([]);
  });

  it.each([
    ['the document store, with what is to be stored', 'documents', insertInto('sealedFiles')],
    ['the content store, with the files', 'files', importOfBlocks],
    ['the document store, with the statement', 'documents', insertInto('leaves')],
  ] as const)('are published once where %s is late', async (_, store, isMeant) => {
    const draft = await scene.draft();
    const files = smallFiles(100);
    await scene.send(draft, files);
    const size = await scene.services.log.size();

    scene[store].freezeAnswersFrom(isMeant);
    await expect(scene.publish(draft)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(scene[store].hasFrozen).toBe(true);
    scene[store].thaw();
    const published = await scene.publish(draft);

    expect(published.leafIndex).toBe(size);
    expect(await scene.services.log.size()).toBe(size + 1);
    expect(await scene.storedHashes(published)).toEqual(hashesOf(files));
    expect(await scene.staged()).toEqual([]);
  });

  it.each([
    ['the document store, with the manifests', 'documents', insertInto('manifest_entries')],
    ['the content store, with the files', 'files', importOfBlocks],
    ['the document store, with the statements', 'documents', insertInto('leaves')],
  ] as const)(
    'of many assets under one signature are published once where %s is late',
    async (_, store, isMeant) => {
      const { services, editor, stack } = scene;
      const actor = await actorOf(services, editor);
      const drafts = await Promise.all(Array.from({ length: 8 }, () => scene.draft()));
      for (const draft of drafts) await scene.send(draft, smallFiles(2));
      const prepared = await services.batches.prepare(actor, drafts);
      const statements = prepared.flatMap(({ prepared: each }) => each?.publication.statement ?? []);
      const signature = signDigest(batchDigest(buildBatch(statements), stack.logId), editor.privateKey);
      const size = await services.log.size();

      scene[store].freezeAnswersFrom(isMeant);
      await expect(services.batches.publish(actor, drafts, signature)).rejects.toMatchObject({
        code: 'UNAVAILABLE',
      });
      expect(scene[store].hasFrozen).toBe(true);
      scene[store].thaw();
      const published = await services.batches.publish(actor, drafts, signature);

      const leaves = published.map(({ leafIndex }) => leafIndex).sort((left, right) => left - right);
      expect(leaves).toEqual(drafts.map((__, at) => size + at));
      expect(await services.log.size()).toBe(size + drafts.length);
      expect(await scene.staged()).toEqual([]);
    },
  );
});
