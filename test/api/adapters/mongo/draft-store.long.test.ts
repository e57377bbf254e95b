import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStores } from '@lanran/api/stores';
import type { Draft } from '@lanran/api/publishing/domain/draft';
import type { DraftStore } from '@lanran/api/publishing/ports/draft-store';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { MAX_DRAFT_FILES } from '@lanran/protocol/files/manifest';
import {
  assetIdOf,
  parseStatementHash,
  NO_COMMUNITY,
  organizationIdOf,
  randomBytes32,
} from '@lanran/protocol/kernel/ids';
import { readAll, startStores, type StoresUnderTest } from './stores-under-test.ts';

const MUSEUM = organizationIdOf('museum');
const DIGEST: FileDigest = {
  bytes: 3,
  sha256: '11'.repeat(32),
  cid: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku',
  xxh64: '22'.repeat(8),
};
const HOUR = 3_600_000;

let drafted = 0;
function buildDraft(overrides: Partial<Draft> = {}): Draft {
  const assetSalt = randomBytes32();
  drafted += 1;
  const createdAt = new Date(1_790_000_000_000 + drafted * HOUR);
  return {
    id: `draft-${drafted}`,
    organizationId: MUSEUM,
    assetId: assetIdOf(MUSEUM, assetSalt),
    assetSalt,
    communitySalt: randomBytes32(),
    content: {
      metadata: { kind: 'FILM', access: 'LICENSED', title: { zh: '苗绣' }, terms: [], synthetic: true },
      community: null,
    },
    externalId: null,
    revises: null,
    files: [],
    publication: null,
    publishedIndex: null,
    revision: 0,
    createdAt,
    updatedAt: createdAt,
    ...overrides,
  };
}

const PUBLICATION: Draft['publication'] = {
  statement: {
    kind: 'published',
    assetId: assetIdOf(MUSEUM, randomBytes32()),
    community: NO_COMMUNITY,
    previous: `0x${'00'.repeat(32)}`,
    bodyHash: `0x${'44'.repeat(32)}`,
    issuedAt: 4_294_967_296,
  },
  body: [
    { salt: randomBytes32(), name: 'terms', value: [{ code: '$where', list: [], none: null, map: {} }] },
  ],
  manifest: [{ ...DIGEST, path: 'a.b/$c', salt: randomBytes32() }],
};

describe('drafts in MongoDB', () => {
  let under: StoresUnderTest;
  let client: MongoClient;
  let drafts: DraftStore;

  beforeAll(async () => {
    under = await startStores();
    client = await new MongoClient(under.uri).connect();
    drafts = under.stores.drafts;
  });
  afterAll(async () => {
    await client.close();
    await under.stop();
  });

  async function restart(): Promise<void> {
    const again = await openStores({ uri: under.uri, answerWithinMs: 5_000 });
    await again.close();
  }

  async function insert(overrides: Partial<Draft> = {}): Promise<Draft> {
    const draft = buildDraft(overrides);
    await drafts.insert(draft);
    return draft;
  }

  async function insertWithFile(path = 'skirt.tiff'): Promise<Draft & { readonly uploadId: string }> {
    const draft = await insert();
    const uploadId = `upload-of-${draft.id}`;
    await drafts.announce(draft.id, { path, uploadId, bytes: 3 });
    return { ...draft, uploadId };
  }

  it('gives back what was written', async () => {
    const file = { path: 'a.b/$c.tiff', uploadId: 'u', bytes: 2 ** 41, digest: DIGEST };
    const draft = await insert({ files: [file], publication: PUBLICATION });
    expect(await drafts.find(draft.id)).toEqual(draft);
    expect(await drafts.find('another')).toBeNull();
  });

  it('inserts of many drafts those whose id is not there, and leaves the others as they are', async () => {
    const there = await insert({ revision: 7, externalId: 'cmoa:things/1' });
    const fresh = buildDraft({ externalId: 'cmoa:things/2' });
    expect(await drafts.insertMissing([{ ...there, revision: 0 }, fresh])).toEqual(new Set([there.id]));
    const found = await drafts.findMany([fresh.id, 'another', there.id]);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([there, fresh]));
    expect(await drafts.insertMissing([])).toEqual(new Set());
    expect(await drafts.findRevisions([fresh.id, 'another', there.id])).toEqual(
      new Map([
        [fresh.id, 0],
        [there.id, 7],
      ]),
    );
    await drafts.announce(fresh.id, { path: 'a', uploadId: 'u', bytes: 3 });
    expect((await drafts.findRevisions([fresh.id])).get(fresh.id)).toBeGreaterThan(0);
  });

  it('takes files that came whole, all at once, and refuses alone what has no place', async () => {
    const draft = await insert();
    await drafts.announce(draft.id, { path: 'a/file', uploadId: 'old', bytes: 3 });
    await drafts.complete(draft.id, 'old', DIGEST);
    const whole = (path: string, uploadId: string, digest = DIGEST) => {
      return { draftId: draft.id, path, uploadId, digest };
    };
    const other = { ...DIGEST, sha256: 'cd'.repeat(32) };
    const outcomes = await drafts.addWhole([
      whole('b', 'u0'),
      whole('a/FILE', 'u1'),
      whole('a', 'u2'),
      whole('a/file/below', 'u3'),
      whole('a/file', 'u4', other),
    ]);
    expect(outcomes.map(({ refusal }) => refusal?.name ?? null)).toEqual([
      null,
      'BadInputError',
      'BadInputError',
      'BadInputError',
      null,
    ]);
    expect(outcomes.map(({ leftovers }) => leftovers)).toEqual([[], ['u1'], ['u2'], ['u3'], ['old']]);
    const found = await drafts.find(draft.id);
    expect(found?.files).toMatchObject([
      { path: 'a/file', uploadId: 'u4', digest: other },
      { path: 'b', uploadId: 'u0', digest: DIGEST },
    ]);
    expect(await drafts.addWhole([whole('b', 'u5')])).toEqual([{ refusal: null, leftovers: ['u5'] }]);
  });

  it('takes whole files of many drafts at once, and refuses alone those of a draft that is not there', async () => {
    const owned = await Promise.all(Array.from({ length: 20 }, () => insert()));
    const ids = [...owned.map(({ id }) => id), 'another'];
    const files = ids.flatMap((draftId) =>
      ['a', 'a/below', 'b'].map((path) => ({
        draftId,
        path,
        uploadId: `${draftId}.${path}`,
        digest: DIGEST,
      })),
    );
    const outcomes = await drafts.addWhole(files);
    const refused = files.filter((_, at) => outcomes[at]?.refusal !== null);
    expect(refused.map(({ draftId }) => draftId).filter((id) => id !== 'another')).toEqual(
      owned.flatMap(({ id }) => [id, id]),
    );
    for (const [at, { uploadId }] of files.entries())
      expect(outcomes[at]?.leftovers).toEqual(outcomes[at]?.refusal === null ? [] : [uploadId]);
    for (const { id } of owned)
      expect((await drafts.find(id))?.files).toMatchObject([{ path: 'b', uploadId: `${id}.b` }]);
  });

  it('takes no more whole files than fit into a draft, and none of those that would not', async () => {
    const draft = await insert({
      files: Array.from({ length: MAX_DRAFT_FILES - 2 }, (_, at) => ({
        path: `${at}`,
        uploadId: `u${at}`,
        bytes: 3,
        digest: DIGEST,
      })),
    });
    const { id: another } = await insert();
    const four = ['x', 'y', 'z', 'other'].map((path) => ({
      draftId: path === 'other' ? another : draft.id,
      path,
      uploadId: path,
      digest: DIGEST,
    }));
    const codes = (await drafts.addWhole(four)).map(({ refusal }) => refusal?.name ?? null);
    expect(codes).toEqual(['LimitExceededError', 'LimitExceededError', 'LimitExceededError', null]);
    expect((await drafts.find(draft.id))?.files).toHaveLength(MAX_DRAFT_FILES - 2);
    expect((await drafts.find(another))?.files).toHaveLength(1);
    await drafts.addWhole(four.slice(0, 2));
    expect((await drafts.find(draft.id))?.files).toHaveLength(MAX_DRAFT_FILES);
  });

  it('lists unpublished drafts of one organization, newest first, without gap or repeat', async () => {
    const organizationId = organizationIdOf('lister');
    const createdAt = new Date(1_800_000_000_000);
    for (let count = 0; count < 5; count++) await insert({ organizationId, createdAt });
    const newest = await insert({ organizationId, createdAt: new Date(1_800_000_000_001) });
    const oldest = await insert({ organizationId, createdAt: new Date(1_700_000_000_000) });
    await insert({ organizationId, publishedIndex: 4 });
    const whole = await readAll((page) => drafts.list(organizationId, page), 100);
    expect(whole.map(({ id }) => id)).toHaveLength(7);
    expect(whole[0]?.id).toBe(newest.id);
    expect(whole[6]?.id).toBe(oldest.id);
    for (const first of [1, 2, 3]) {
      expect(await readAll((page) => drafts.list(organizationId, page), first)).toEqual(whole);
    }
  });

  it('refuses a cursor of another list', async () => {
    const after = Buffer.from(JSON.stringify(['x', 'y'])).toString('base64url');
    await expect(drafts.list(MUSEUM, { first: 2, after })).rejects.toMatchObject({ field: 'after' });
  });

  it('takes a change of the revision it was made from, and no other', async () => {
    const draft = await insert();
    const content = { ...draft.content, community: organizationIdOf('xijiang') };
    expect(await drafts.update({ ...draft, content, publication: PUBLICATION })).toBe(true);
    expect(await drafts.update({ ...draft, publication: null })).toBe(false);
    expect(await drafts.find(draft.id)).toMatchObject({ content, publication: PUBLICATION, revision: 1 });
  });

  it('takes changes of many, and names those that were changed meanwhile', async () => {
    const [first, second, third] = [await insert(), await insert(), await insert()];
    await drafts.update(second);
    const statement = { ...PUBLICATION.statement, bodyHash: randomBytes32() };
    const publication = { ...PUBLICATION, statement };
    const changed = [first, second, third].map((draft) => ({ ...draft, publication }));
    expect(await drafts.updateAll(changed)).toEqual(new Set([second.id]));
    expect(await drafts.find(first.id)).toEqual({ ...first, publication, revision: 1 });
    expect(await drafts.find(second.id)).toEqual({ ...second, revision: 1 });
    expect(await drafts.updateAll([])).toEqual(new Set());
  });

  it('lets one of several concurrent changes win', async () => {
    const draft = await insert();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => drafts.update(draft)));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('follows a file from its announcement to its digest, each change dropping what was prepared', async () => {
    const draft = await insert({ publication: PUBLICATION });
    expect(await drafts.announce(draft.id, { path: 'a', uploadId: 'u1', bytes: 3 })).toBeNull();
    expect(await drafts.find(draft.id)).toMatchObject({
      files: [{ path: 'a', uploadId: 'u1', bytes: 3, digest: null }],
      publication: null,
      revision: 1,
    });
    expect(await drafts.complete(draft.id, 'u1', DIGEST)).toEqual({ replaced: null });
    expect(await drafts.find(draft.id)).toMatchObject({ files: [{ digest: DIGEST }], revision: 2 });
    expect(await drafts.holdsUpload(draft.id, 'u1')).toBe(true);
  });

  it('is not changed by hearing again that a file is complete: what was prepared stays good', async () => {
    const { id, uploadId } = await insertWithFile();
    await drafts.complete(id, uploadId, DIGEST);
    const complete = await drafts.find(id);
    if (complete === null) throw new Error('The draft is gone.');
    await drafts.update({ ...complete, publication: PUBLICATION });
    const prepared = await drafts.find(id);
    expect(await drafts.complete(id, uploadId, DIGEST)).toEqual({ replaced: null });
    expect(await drafts.find(id)).toEqual(prepared);
    expect(prepared?.publication).toEqual(PUBLICATION);
  });

  it('keeps the newest upload of a path', async () => {
    const { id, uploadId } = await insertWithFile();
    expect(await drafts.announce(id, { path: 'skirt.tiff', uploadId: 'newer', bytes: 9 })).toBe(uploadId);
    expect(await drafts.complete(id, uploadId, DIGEST)).toBeNull();
    await drafts.withdraw(id, uploadId);
    expect(await drafts.holdsUpload(id, uploadId)).toBe(false);
    expect((await drafts.find(id))?.files).toMatchObject([{ uploadId: 'newer', bytes: 9, digest: null }]);
  });

  it('holds a whole file beside the newest upload of its path until that is whole, or given up', async () => {
    const { id, uploadId } = await insertWithFile();
    await drafts.complete(id, uploadId, DIGEST);
    const [whole] = (await drafts.find(id))?.files ?? [];
    const announce = (newer: string) =>
      drafts.announce(id, { path: 'skirt.tiff', uploadId: newer, bytes: 9 });
    expect(await announce('second')).toBeNull();
    expect(await announce('third')).toBe('second');
    const earlier = { uploadId, bytes: 3, digest: DIGEST };
    expect((await drafts.find(id))?.files).toEqual([
      { path: 'skirt.tiff', uploadId: 'third', bytes: 9, digest: null, earlier },
    ]);
    expect([await drafts.holdsUpload(id, uploadId), await drafts.holdsUpload(id, 'second')]).toEqual([
      true,
      false,
    ]);
    expect(await drafts.listReplacements()).toContainEqual({
      draftId: id,
      path: 'skirt.tiff',
      uploadId: 'third',
      bytes: 9,
    });

    expect(await drafts.complete(id, uploadId, DIGEST)).toEqual({ replaced: null });
    await drafts.withdraw(id, 'third');
    expect((await drafts.find(id))?.files).toEqual([whole]);

    await announce('fourth');
    expect(await drafts.complete(id, 'fourth', { ...DIGEST, bytes: 9 })).toEqual({ replaced: uploadId });
    expect(await drafts.complete(id, 'fourth', { ...DIGEST, bytes: 9 })).toEqual({ replaced: null });
    expect(await drafts.holdsUpload(id, uploadId)).toBe(false);
    expect((await drafts.listReplacements()).filter(({ draftId }) => draftId === id)).toEqual([]);
  });

  it('loses no whole file when its path is announced, completed and withdrawn many times at once', async () => {
    const { id, uploadId } = await insertWithFile();
    await drafts.complete(id, uploadId, DIGEST);
    const uploads = Array.from({ length: 6 }, (_, at) => `upload-${at}`);
    const replaced = await Promise.all(
      uploads.map(async (each) => {
        const unfinished = await drafts.announce(id, { path: 'skirt.tiff', uploadId: each, bytes: 1 });
        await drafts.withdraw(id, each);
        return unfinished;
      }),
    );
    expect(replaced).not.toContain(uploadId);
    expect(await drafts.find(id)).toMatchObject({ files: [{ uploadId, digest: DIGEST }] });
    const again = await Promise.all([
      drafts.announce(id, { path: 'skirt.tiff', uploadId: 'last', bytes: 1 }),
      drafts.withdraw(id, uploadId),
    ]);
    expect(again).toEqual([null, undefined]);
    expect((await drafts.find(id))?.files).toMatchObject([{ uploadId: 'last', digest: null }]);
  });

  it('holds one of the paths that a disk which ignores case takes for one, until it is taken out', async () => {
    const kept = { path: 'front/SKIRT.tiff', uploadId: null, bytes: 3, digest: DIGEST };
    const { id } = await insert({ files: [kept] });
    const announce = (path: string) => drafts.announce(id, { path, uploadId: path, bytes: 1 });
    await expect(announce('Front/skirt.tiff')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('"front/SKIRT.tiff"'),
    });
    expect((await drafts.find(id))?.files).toEqual([kept]);
    await drafts.removeFile(id, kept.path);
    expect(await announce('Front/skirt.tiff')).toBeNull();
    await drafts.withdraw(id, 'Front/skirt.tiff');
    const outcomes = await Promise.allSettled(['a.tif', 'A.tif', 'a.TIF'].map(announce));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('holds no file where another needs a folder, until that is taken out, whichever came first', async () => {
    const kept = { path: 'Front/detail/a.tif', uploadId: null, bytes: 3, digest: DIGEST };
    const { id } = await insert({ files: [kept] });
    const announce = (path: string) => drafts.announce(id, { path, uploadId: path, bytes: 1 });
    for (const path of ['front', 'Front/Detail', 'front/detail/A.TIF/b.tif']) {
      await expect(announce(path)).rejects.toMatchObject({
        code: 'BAD_INPUT',
        field: 'path',
        message: expect.stringMatching(`"${path}".*"Front/detail/a.tif".*Rename one`),
      });
    }
    await announce('front/b.tif');
    await drafts.removeFile(id, kept.path);
    await expect(announce('front')).rejects.toMatchObject({
      message: expect.stringContaining('front/b.tif'),
    });
    expect(await announce('Front/detail')).toBeNull();
    for (const path of ['front/b.tif', 'Front/detail']) await drafts.withdraw(id, path);
    const outcomes = await Promise.allSettled(['front', 'front/c.tif', 'front/c.tif/d'].map(announce));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('that a kill left without all of its files, or with some of them, is not there after the next start', async () => {
    const draft = await insert({ files: [{ path: 'a.tif', uploadId: 'u', bytes: 3, digest: DIGEST }] });
    await client
      .db()
      .collection<{ _id: string }>('drafts')
      .updateOne({ _id: draft.id }, { $set: { publishedIndex: -1 } });
    expect(await drafts.find(draft.id)).toBeNull();
    await restart();
    expect(await drafts.find(draft.id)).toBeNull();
    expect(await client.db().collection('draftFiles').countDocuments({ draftId: draft.id })).toBe(0);
  });

  it('leaves one file, and names every other upload as replaced, when a path is announced many times at once', async () => {
    const draft = await insert();
    const uploads = Array.from({ length: 12 }, (_, at) => `upload-${at}`);
    const replaced = await Promise.all(
      uploads.map((uploadId) => drafts.announce(draft.id, { path: 'same', uploadId, bytes: 1 })),
    );
    const [file, ...others] = (await drafts.find(draft.id))?.files ?? [];
    expect(others).toEqual([]);
    expect(replaced.filter((uploadId) => uploadId === null)).toHaveLength(1);
    expect([...replaced.filter((uploadId) => uploadId !== null), file?.uploadId].sort()).toEqual(
      uploads.sort(),
    );
  });

  it('counts files, so that concurrent announcements never exceed the limit', async () => {
    const kept = Array.from({ length: 9_998 }, (_, at) => ({ path: `kept-${at}`, uploadId: null }));
    const draft = await insert({ files: kept.map((file) => ({ ...file, bytes: 3, digest: DIGEST })) });
    const announcing = Array.from({ length: 6 }, (_, at) =>
      drafts.announce(draft.id, { path: `file-${at}`, uploadId: `u${at}`, bytes: 1 }),
    );
    const outcomes = await Promise.allSettled(announcing);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'LIMIT_EXCEEDED' });
    }
    expect((await drafts.find(draft.id))?.files).toHaveLength(10_000);
    await drafts.removeFile(draft.id, 'kept-0');
    expect(await drafts.announce(draft.id, { path: 'again', uploadId: 'u', bytes: 1 })).toBeNull();
  });

  it('adds up what an organization uploaded, for published drafts too, without what is kept or replaced', async () => {
    const organizationId = organizationIdOf('archive');
    const file = (path: string, bytes: number) => ({ path, uploadId: path, bytes, digest: null });
    const draft = await insert({ organizationId, files: [file('a', 2 ** 41), file('b', 20)] });
    const kept = { path: 'c', uploadId: null, bytes: 300, digest: DIGEST };
    await insert({ organizationId, files: [file('a', 4_000), kept], publishedIndex: 7 });
    await insert({ files: [file('of another', 50_000)] });

    const replaced = { draftId: draft.id, path: 'b' };
    expect(await drafts.usedBytes(organizationId, replaced)).toBe(2 ** 41 + 4_000);
    expect(await drafts.usedBytes(organizationId, { ...replaced, path: 'new' })).toBe(2 ** 41 + 4_020);
    // Both are on the disk, and one will be.
    await drafts.complete(draft.id, 'b', DIGEST);
    await drafts.announce(draft.id, { path: 'b', uploadId: 'newer', bytes: 600 });
    expect(await drafts.usedBytes(organizationId, { ...replaced, path: 'new' })).toBe(2 ** 41 + 4_620);
    expect(await drafts.usedBytes(organizationId, replaced)).toBe(2 ** 41 + 4_000);
  });

  it('takes a file out by its path or its upload', async () => {
    const { id, uploadId } = await insertWithFile('film/reel 1.mov');
    expect(await drafts.removeFile(id, 'no such')).toBeNull();
    expect(await drafts.removeFile(id, 'film/reel 1.mov')).toMatchObject({ uploadId });

    expect(await drafts.removeFile(id, 'film/reel 1.mov')).toBeNull();
    await drafts.announce(id, { path: 'x', uploadId: 'again', bytes: 1 });
    await drafts.withdraw(id, 'again');
    expect((await drafts.find(id))?.files).toEqual([]);
  });

  it('changes no published draft, and no draft that is gone', async () => {
    const { id, uploadId } = await insertWithFile();
    await drafts.complete(id, uploadId, DIGEST);
    await drafts.markPublished([{ id, leafIndex: 17 }]);
    const published = await drafts.find(id);
    expect(published).toMatchObject({ publishedIndex: 17 });
    expect(await drafts.findOwner(id)).toBeNull();
    expect(await drafts.holdsUpload(id, uploadId)).toBe(false);
    const announcement = { path: 'late', uploadId: 'late', bytes: 1 };
    await expect(drafts.announce(id, announcement)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(drafts.announce('gone', announcement)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await drafts.complete(id, uploadId, { ...DIGEST, bytes: 4 })).toBeNull();
    expect(await drafts.removeFile(id, 'skirt.tiff')).toBeNull();
    await drafts.withdraw(id, uploadId);
    await drafts.delete(id);
    expect(await drafts.find(id)).toEqual(published);
  });

  it('deletes a draft', async () => {
    const { id } = await insertWithFile();
    expect(await drafts.findOwner(id)).toBe(MUSEUM);
    await drafts.delete(id);
    expect(await drafts.find(id)).toBeNull();
    expect(await drafts.findOwner(id)).toBeNull();
  });

  it('takes the place of a file that was kept from the version before, which has no upload', async () => {
    const digest = { bytes: 3, sha256: 'aa', cid: 'bafy', xxh64: 'bb' };
    const kept = { path: 'skirt.tiff', uploadId: null, bytes: 3, digest };
    const revises = { head: parseStatementHash(randomBytes32()), version: 2, publisher: MUSEUM };
    const draft = buildDraft({ files: [kept], revises });
    await drafts.insert(draft);
    expect(await drafts.find(draft.id)).toEqual(draft);
    expect(await drafts.announce(draft.id, { path: 'skirt.tiff', uploadId: 'new', bytes: 1 })).toBeNull();
    expect((await drafts.find(draft.id))?.files).toMatchObject([{ uploadId: 'new', digest: null }]);
    await drafts.withdraw(draft.id, 'new');
    expect((await drafts.find(draft.id))?.files).toEqual([kept]);
    await drafts.announce(draft.id, { path: 'skirt.tiff', uploadId: 'newer', bytes: 1 });
    expect(await drafts.complete(draft.id, 'newer', DIGEST)).toEqual({ replaced: null });
    expect((await drafts.find(draft.id))?.files).toMatchObject([{ uploadId: 'newer', digest: DIGEST }]);
  });
});
