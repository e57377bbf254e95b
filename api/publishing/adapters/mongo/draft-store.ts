import type { Connection, Model } from 'mongoose';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { MAX_DRAFT_FILES } from '@lanran/protocol/files/manifest';
import type { AccessLevel } from '../../../assets/domain/asset.ts';
import type { Draft, DraftFile } from '../../domain/draft.ts';
import type { Mutex } from '../../../platform/concurrency/mutex.ts';
import {
  ConflictError,
  FileAsFolderError,
  NotFoundError,
  TwinPathError,
} from '../../../platform/kernel/errors.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import type {
  Addition,
  AnnouncedFile,
  Completion,
  OpenDraft,
  UnfinishedFile,
  WholeFile,
} from '../../../ingest/ports/draft-files.ts';
import type { DraftStore } from '../../ports/draft-store.ts';
import { changeRecords, hexOf, insertNew, readByKeys } from '../../../platform/mongo/model.ts';
import { type DraftFileRecord, MongoDraftFiles } from './draft-files.ts';
import { changed, defineDrafts, type DraftRecord, OpenDrafts, UNPUBLISHED } from './open-drafts.ts';
import { busyPath, MAX_ATTEMPTS, WholeFiles } from './whole-files.ts';
import { type PageOrder, readPage } from '../../../platform/mongo/page.ts';

const NEWEST_FIRST: PageOrder = { fields: ['createdAt', '_id'], direction: -1 };
/** Instead of the leaf it was published at: a draft whose files are still being written, or removed. */
const IN_PIECES = -1;
const IN_ONE = { publishedIndex: { $ne: IN_PIECES } };

export class MongoDraftStore implements DraftStore {
  readonly #drafts: Model<DraftRecord>;
  readonly #files: MongoDraftFiles;
  readonly #open: OpenDrafts;
  readonly #whole: WholeFiles;
  /** Files joining a draft, so that none takes the place that another needs as a folder, and the draft's end. */
  readonly #turns: Mutex<string>;

  constructor(connection: Connection, { turns }: { readonly turns: Mutex<string> }) {
    this.#turns = turns;
    this.#files = new MongoDraftFiles(connection);
    this.#drafts = defineDrafts(connection);
    this.#open = new OpenDrafts(this.#drafts, this.#files);
    this.#whole = new WholeFiles({ open: this.#open, files: this.#files, turns });
  }

  /** Removes what a kill left in pieces. Run it before drafts are served. */
  async removePieces(): Promise<void> {
    for (const { _id } of await this.#drafts
      .find({ publishedIndex: IN_PIECES })
      .select({ _id: 1 })
      .lean<DraftRecord[]>())
      await this.#removeWhole(_id);
  }

  async insert({ id, files, ...draft }: Draft): Promise<void> {
    const { publishedIndex } = draft;
    const record = { ...draft, _id: id, fileCount: files.length };
    if (files.length === 0) {
      await this.#drafts.insertMany([record]);
      return;
    }
    await this.#drafts.insertMany([{ ...record, publishedIndex: IN_PIECES }]);
    await this.#files.insertMissing({ id, organizationId: draft.organizationId }, files);
    await this.#drafts.updateOne({ _id: id }, { $set: { publishedIndex } });
  }

  async insertMissing(drafts: readonly Draft[]): Promise<ReadonlySet<string>> {
    const records = drafts.map(({ id, files: _none, ...draft }) => ({ ...draft, _id: id, fileCount: 0 }));
    const there = await insertNew(this.#drafts, records);
    return new Set(there.map(({ _id }) => _id));
  }

  async findMany(ids: readonly string[]): Promise<Draft[]> {
    return this.#withFiles(await readByKeys(this.#drafts, ids, IN_ONE));
  }

  async findRevisions(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const records = await readByKeys(this.#drafts, ids, IN_ONE, ['revision']);
    return new Map(records.map(({ _id, revision }) => [_id, revision]));
  }

  async find(id: string): Promise<Draft | null> {
    const [draft = null] = await this.findMany([id]);
    return draft;
  }

  /** The files are read after the drafts: what changes in between raises the revision. */
  async #withFiles(records: readonly DraftRecord[]): Promise<Draft[]> {
    const files = await this.#files.list(records.map(({ _id }) => _id));
    return records.map((record) => toDraft(record, files.get(record._id) ?? []));
  }

  async list(organizationId: OrganizationId, page: PageRequest): Promise<Page<Draft>> {
    const filter = { organizationId, ...UNPUBLISHED };
    const { items, ...rest } = await readPage(
      this.#drafts,
      { filter, order: NEWEST_FIRST, page },
      (record) => record,
    );
    const drafts = await this.#withFiles(items.map(({ item }) => item));
    const cursors = items.map(({ cursor }) => cursor);
    return { ...rest, items: drafts.map((item, at) => ({ item, cursor: cursors[at] ?? '' })) };
  }

  async update({
    id,
    content,
    revises,
    publication,
    publishedIndex,
    revision,
    updatedAt,
  }: Draft): Promise<boolean> {
    const { matchedCount } = await this.#drafts.updateOne(
      { _id: id, revision },
      { $set: { content, revises, publication, publishedIndex, updatedAt }, $inc: { revision: 1 } },
    );
    return matchedCount === 1;
  }

  async updateAll(drafts: readonly Draft[]): Promise<ReadonlySet<string>> {
    const matchedCount = await changeRecords(
      this.#drafts,
      drafts.map(({ id, content, revises, publication, publishedIndex, revision, updatedAt }) => ({
        filter: { _id: id, revision },
        update: { $set: { content, revises, publication, publishedIndex, updatedAt }, $inc: { revision: 1 } },
      })),
    );
    if (matchedCount === drafts.length) return new Set();
    const now = new Map((await this.findMany(drafts.map(({ id }) => id))).map((draft) => [draft.id, draft]));
    // The salts of a publication are its own: with them, what is there is ours.
    const bodyHashOf = (draft: Draft | undefined) => draft?.publication?.statement.bodyHash;
    const isOurs = (draft: Draft) =>
      now.get(draft.id)?.revision === draft.revision + 1 &&
      bodyHashOf(now.get(draft.id)) === bodyHashOf(draft);
    return new Set(drafts.filter((draft) => !isOurs(draft)).map(({ id }) => id));
  }

  async markPublished(published: Parameters<DraftStore['markPublished']>[0]): Promise<void> {
    const marks = published.map(({ id, leafIndex }) => ({
      filter: { _id: id },
      update: { $set: { publishedIndex: leafIndex }, $inc: { revision: 1 } },
    }));
    const ids = new Set(published.map(({ id }) => id));
    await this.#turns.takeAll(ids, () => changeRecords(this.#drafts, marks));
  }

  async removeFile(id: string, path: string): Promise<DraftFile | null> {
    const removed = await this.#change(id, {
      read: async () => {
        const there = await this.#files.findAt(id, path);
        return there?.path === path ? there : null;
      },
      next: () => null,
    });
    return removed;
  }

  async delete(id: string): Promise<void> {
    await this.#turns.take(id, async () => {
      const { matchedCount } = await this.#drafts.updateOne(
        { _id: id, ...UNPUBLISHED },
        { $set: { publishedIndex: IN_PIECES } },
      );
      if (matchedCount === 1) await this.#removeWhole(id);
    });
  }

  async listByAsset(assetId: AssetId): Promise<Draft[]> {
    const records = await this.#drafts
      .find({ assetId, publishedIndex: { $ne: IN_PIECES } })
      .lean<DraftRecord[]>();
    return this.#withFiles(records);
  }

  async reduce(
    id: string,
    { content, externalId, without }: Parameters<DraftStore['reduce']>[1],
  ): Promise<void> {
    await this.#turns.take(id, async () => {
      for (const path of without) await this.#files.remove({ id }, path);
      const changes = { $set: { content, externalId, publication: null }, $inc: { revision: 1 } };
      await this.#drafts.updateOne({ _id: id }, changes);
    });
  }

  async #removeWhole(id: string): Promise<void> {
    await this.#files.removeAll(id);
    await this.#drafts.deleteOne({ _id: id });
  }

  async findAccess(draftId: string): Promise<AccessLevel | null> {
    return this.#open.findAccess(draftId);
  }

  async findOpen(draftIds: readonly string[]): Promise<ReadonlyMap<string, OpenDraft>> {
    return this.#open.findMany(draftIds);
  }

  async findOwner(draftId: string): Promise<OrganizationId | null> {
    return this.#open.findOwner(draftId);
  }

  async addWhole(files: readonly WholeFile[]): Promise<Addition[]> {
    return this.#whole.add(files);
  }

  async announce(draftId: string, { path, uploadId, bytes }: AnnouncedFile): Promise<string | null> {
    const file = { path, uploadId, bytes, digest: null };
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const there = await this.#files.findAt(draftId, path);
      if (there === null) {
        if (await this.#turns.take(draftId, () => this.#add(draftId, file))) return null;
        continue;
      }
      if ((await this.#open.find(draftId)) === null) throw new NotFoundError(`Draft ${draftId}`);
      if (there.path !== path) throw new TwinPathError(path, there.path);
      if (await this.#files.replace(draftId, there, { ...file, ...standingBefore(there) })) {
        await this.#open.note(draftId);
        return there.digest === null ? there.uploadId : null;
      }
    }
    throw busyPath(path);
  }

  /** False when another file has come to its place. @throws NotFoundError, LimitExceededError, FileAsFolderError */
  async #add(draftId: string, file: DraftFile): Promise<boolean> {
    // Whole: FerretDB 1.24 changes no document of which it is to give some fields.
    const taken = (await this.#drafts.collection.findOneAndUpdate(
      { _id: draftId, ...UNPUBLISHED, fileCount: { $lt: MAX_DRAFT_FILES } } as object,
      changed(1),
    )) as unknown as DraftRecord | null;
    if (taken === null) return this.#open.recount(draftId);
    const draft = { id: draftId, organizationId: taken.organizationId };
    const isIn = await this.#files.insert(draft, file);
    // After the insert: of two that other processes bring at once neither stays, rather than both.
    const clash = isIn ? await this.#files.findClash(draft.id, file.path) : null;
    if (clash !== null) await this.#files.remove(draft, file.path);
    if (clash !== null || !isIn) await this.#open.note(draft.id, -1);
    if (clash !== null) throw new FileAsFolderError(file.path, clash.path);
    return isIn;
  }

  async complete(draftId: string, uploadId: string, digest: FileDigest): Promise<Completion | null> {
    const before = await this.#files.complete(draftId, uploadId, digest);
    // No draft that is published has a file that was not whole.
    if (before !== null)
      return (await this.#open.note(draftId)) ? { replaced: before.earlier?.uploadId ?? null } : null;
    return (await this.holdsUpload(draftId, uploadId)) ? { replaced: null } : null;
  }

  async withdraw(draftId: string, uploadId: string): Promise<void> {
    await this.#change(draftId, {
      read: () => this.#files.findByUpload(draftId, uploadId),
      // Leaves the place to the other of the two, if there are two.
      next: ({ path, earlier, ...file }) => {
        const remaining = file.uploadId === uploadId ? earlier : file;
        return remaining === undefined ? null : { path, ...remaining };
      },
    });
  }

  /**
   * Puts something else in the place of a file of an unpublished draft, or nothing, as `next` says of it; resolves to what was there,
   * null when nothing was.
   */
  async #change(
    draftId: string,
    {
      read,
      next,
    }: {
      readonly read: () => Promise<DraftFile | null>;
      readonly next: (file: DraftFile) => DraftFile | null;
    },
  ): Promise<DraftFile | null> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if ((await this.#open.find(draftId)) === null) return null;
      const before = await read();
      if (before === null) return null;
      const after = next(before);
      if (!(await this.#files.replace(draftId, before, after))) continue;
      await this.#open.note(draftId, after === null ? -1 : 0);
      return before;
    }
    throw new ConflictError(`The files of draft ${draftId} keep changing. Try again.`);
  }

  async usedBytes(
    organizationId: OrganizationId,
    replaced: { draftId: string; path: string },
  ): Promise<number> {
    let bytes = 0;
    for await (const { draftId, path, earlier, ...file } of this.#files.ofOrganization(organizationId)) {
      const isReplaced = draftId === replaced.draftId && path === replaced.path;
      if (!isReplaced) bytes += uploadedBytes(file) + (earlier ? uploadedBytes(earlier) : 0);
    }
    return bytes;
  }

  async listUnfinished(organizationId: OrganizationId, most: number): Promise<UnfinishedFile[]> {
    const unfinished = await this.#files.listUnfinished(organizationId);
    const ids = [...new Set(unfinished.map(({ draftId }) => draftId))];
    const drafts = await this.#drafts
      .find({ _id: { $in: ids }, ...UNPUBLISHED })
      .sort({ createdAt: -1, _id: -1 })
      .select({ _id: 1 })
      .lean<DraftRecord[]>();
    return drafts
      .flatMap(({ _id }) => unfinished.filter(({ draftId }) => draftId === _id).flatMap(toUnfinished))
      .slice(0, most);
  }

  async listReplacements(): Promise<UnfinishedFile[]> {
    const unfinished = await this.#files.listUnfinished();
    return unfinished.filter(({ earlier }) => earlier !== undefined).flatMap(toUnfinished);
  }

  async holdsUpload(draftId: string, uploadId: string): Promise<boolean> {
    return (
      (await this.#open.find(draftId)) !== null &&
      (await this.#files.findByUpload(draftId, uploadId)) !== null
    );
  }
}

/** What a file that is announced leaves beside itself of what is at its path. */
function standingBefore({ uploadId, bytes, digest, earlier }: DraftFile): Pick<DraftFile, 'earlier'> {
  if (digest !== null) return { earlier: { uploadId, bytes, digest } };
  return earlier === undefined ? {} : { earlier };
}

function toUnfinished({ draftId, path, uploadId, bytes }: DraftFileRecord): UnfinishedFile[] {
  return uploadId === null ? [] : [{ draftId, path, uploadId, bytes }];
}

function uploadedBytes({ uploadId, bytes }: Pick<DraftFile, 'uploadId' | 'bytes'>): number {
  return uploadId === null ? 0 : bytes;
}

function toDraft(record: DraftRecord, files: readonly DraftFile[]): Draft {
  const { content, publication, publishedIndex, revision, createdAt, updatedAt } = record;
  // Drafts of older installations have neither.
  const [revises, externalId] = [record.revises ?? null, record.externalId ?? null];
  return {
    id: record._id,
    content,
    externalId,
    revises,
    publication,
    publishedIndex,
    revision,
    createdAt,
    updatedAt,
    // Written from parsed ids.
    organizationId: record.organizationId as OrganizationId,
    assetId: record.assetId as AssetId,
    assetSalt: hexOf(record.assetSalt),
    communitySalt: hexOf(record.communitySalt),
    files,
  };
}
