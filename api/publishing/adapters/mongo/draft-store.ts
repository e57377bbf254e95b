/* Over 300 lines: every method is one atomic change of the same document, whose shape and conditions they share. */

import { type Connection, type Model, Schema } from 'mongoose';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { MAX_DRAFT_FILES } from '@lanran/protocol/files/manifest';
import type { AccessLevel } from '../../../assets/domain/asset.ts';
import { type Draft, type DraftFile, uploadsOf } from '../../domain/draft.ts';
import { KeyedMutex } from '../../../platform/concurrency/keyed-mutex.ts';
import {
  ConflictError,
  DomainError,
  FileAsFolderError,
  LimitExceededError,
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
import {
  changeRecords,
  defineCollection,
  hexOf,
  insertNew,
  type Keyed,
  readByKeys,
  type RecordChange,
} from '../../../platform/mongo/model.ts';
import { type DraftFileRecord, type FilesOwner, MongoDraftFiles } from './draft-files.ts';
import { type PageOrder, readPage } from '../../../platform/mongo/page.ts';

const NEWEST_FIRST: PageOrder = { fields: ['createdAt', '_id'], direction: -1 };
/** Others may announce or withdraw the same path between our look and our write. */
const MAX_ATTEMPTS = 20;
/** Instead of the leaf it was published at: a draft whose files are still being written, or removed. */
const IN_PIECES = -1;
const IN_ONE = { publishedIndex: { $ne: IN_PIECES } };

interface DraftRecord extends Keyed<string>, Omit<Draft, 'id' | 'files' | 'organizationId' | 'assetId'> {
  readonly organizationId: string;
  readonly assetId: string;
  /** At least as many as it has. */
  readonly fileCount: number;
}

const UNPUBLISHED = { publishedIndex: null };

/** What each change of a file does to its draft: what was prepared for signing is dropped. */
function changed(fileCount = 0) {
  return { $set: { publication: null }, $inc: { revision: 1, fileCount } };
}

/** What a draft has for a file that comes whole. */
interface FoundAtPlace {
  readonly isOpen: boolean;
  readonly before: DraftFile | undefined;
  /** Why the draft takes no more files. */
  readonly full: Error | undefined;
  /** A file that is a folder of this one, or the other way round. */
  readonly clash: string | undefined;
}

export class MongoDraftStore implements DraftStore {
  readonly #drafts: Model<DraftRecord>;
  readonly #files: MongoDraftFiles;
  /** Files joining a draft, so that none takes the place that another needs as a folder, and the draft's end. */
  readonly #turns = new KeyedMutex<string>();

  constructor(connection: Connection) {
    this.#files = new MongoDraftFiles(connection);
    this.#drafts = defineCollection(connection, {
      name: 'drafts',
      fields: {
        _id: String,
        organizationId: String,
        assetId: String,
        assetSalt: String,
        communitySalt: String,
        content: Schema.Types.Mixed,
        externalId: String,
        revises: Schema.Types.Mixed,
        fileCount: Number,
        publication: Schema.Types.Mixed,
        publishedIndex: Number,
        revision: Number,
        createdAt: Date,
        updatedAt: Date,
      },
      indexes: [
        [{ organizationId: 1, publishedIndex: 1, createdAt: -1, _id: -1 }],
        [{ publishedIndex: 1, _id: 1 }],
        [{ assetId: 1 }],
      ],
    });
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
    const record = await this.#findRaw(draftId, 'content.metadata.access');
    return record?.content.metadata.access ?? null;
  }

  async findOpen(draftIds: readonly string[]): Promise<ReadonlyMap<string, OpenDraft>> {
    const fields = ['organizationId', 'content.metadata.access'] as const;
    const records = await readByKeys(this.#drafts, draftIds, UNPUBLISHED, fields);
    return new Map(
      records.map(({ _id, organizationId, content }) => [
        _id,
        // Written from a parsed id.
        { organizationId: organizationId as OrganizationId, access: content.metadata.access },
      ]),
    );
  }

  async findOwner(draftId: string): Promise<OrganizationId | null> {
    const record = await this.#findRaw(draftId, 'organizationId');
    // Written from a parsed id.
    return record === null ? null : (record.organizationId as OrganizationId);
  }

  /** One field of an unpublished draft. */
  async #findRaw(draftId: string, field: string): Promise<DraftRecord | null> {
    const found = await this.#drafts.collection.findOne({ _id: draftId, ...UNPUBLISHED } as object, {
      projection: { [field]: 1 },
    });
    return found as unknown as DraftRecord | null;
  }

  async announce(draftId: string, { path, uploadId, bytes }: AnnouncedFile): Promise<string | null> {
    const file = { path, uploadId, bytes, digest: null };
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const there = await this.#files.findAt(draftId, path);
      if (there === null) {
        if (await this.#turns.take(draftId, () => this.#add(draftId, file))) return null;
        continue;
      }
      if ((await this.#findOpen(draftId)) === null) throw new NotFoundError(`Draft ${draftId}`);
      if (there.path !== path) throw new TwinPathError(path, there.path);
      if (await this.#files.replace(draftId, there, { ...file, ...standingBefore(there) })) {
        await this.#note(draftId);
        return there.digest === null ? there.uploadId : null;
      }
    }
    throw busyPath(path);
  }

  async addWhole(files: readonly WholeFile[]): Promise<Addition[]> {
    const outcomes = new Map<WholeFile, Addition>();
    let busy = files;
    for (let attempt = 0; attempt < MAX_ATTEMPTS && busy.length > 0; attempt++) {
      for (const [file, addition] of await this.#tryWhole(busy)) outcomes.set(file, addition);
      busy = busy.filter((file) => !outcomes.has(file));
    }
    return files.map((file) => outcomes.get(file) ?? refuse(file, busyPath(file.path)));
  }

  /** Nothing of those whose places others changed meanwhile. */
  async #tryWhole(files: readonly WholeFile[]): Promise<Map<WholeFile, Addition>> {
    const ids = new Set(files.map(({ draftId }) => draftId));
    return this.#turns.takeAll(ids, async () => {
      const open = await this.findOpen([...ids]);
      const there = await this.#files.findManyAt(files);
      const fresh = files.filter((file) => open.has(file.draftId) && !there.has(file));
      const refused = await this.#takeRoomOfAll(fresh);
      const added = fresh.filter(({ draftId }) => !refused.has(draftId));
      const twice = await this.#files.insertMany(
        added.map((file) => ({
          place: file,
          organizationId: open.get(file.draftId)?.organizationId ?? '',
          file: toWhole(file),
        })),
      );
      const standing = added.filter((file) => !twice.has(file));
      const clashes =
        standing.length === 0 ? new Map<WholeFile, string>() : await this.#files.findClashes(standing);
      if (clashes.size > 0) await this.#files.removeMany([...clashes.keys()]);
      for (const [draftId, count] of countByDraft([...clashes.keys(), ...twice]))
        await this.#drafts.updateOne({ _id: draftId, ...UNPUBLISHED }, changed(-count));
      const additions = new Map<WholeFile, Addition>();
      await Promise.all(
        files.map(async (file) => {
          if (twice.has(file)) return;
          const addition = await this.#additionOf(file, {
            isOpen: open.has(file.draftId),
            before: there.get(file),
            full: refused.get(file.draftId),
            clash: clashes.get(file),
          });
          if (addition !== null) additions.set(file, addition);
        }),
      );
      return additions;
    });
  }

  /** Null when another came to its place meanwhile. */
  async #additionOf(
    file: WholeFile,
    { isOpen, before, full, clash }: FoundAtPlace,
  ): Promise<Addition | null> {
    if (!isOpen) return refuse(file, new NotFoundError(`Draft ${file.draftId}`));
    if (before !== undefined) return this.#putInPlaceOf(before, file);
    if (full !== undefined) return refuse(file, full);
    if (clash !== undefined) return refuse(file, new FileAsFolderError(file.path, clash));
    return { refusal: null, leftovers: [] };
  }

  /** Null when it changed meanwhile. */
  async #putInPlaceOf(before: DraftFile, file: WholeFile): Promise<Addition | null> {
    const { draftId, path, uploadId, digest } = file;
    if (before.path !== path) return refuse(file, new TwinPathError(path, before.path));
    if (before.digest?.sha256 === digest.sha256) return { refusal: null, leftovers: [uploadId] };
    if (!(await this.#files.replace(draftId, before, toWhole(file)))) return null;
    await this.#note(draftId);
    return { refusal: null, leftovers: uploadsOf(before) };
  }

  /** By one command, unless one of the drafts is full. @returns what refused drafts, by their ids */
  async #takeRoomOfAll(files: readonly WholeFile[]): Promise<ReadonlyMap<string, Error>> {
    const counts = countByDraft(files);
    const matched = await changeRecords(
      this.#drafts,
      [...counts].map(([id, count]) => roomTaken(id, count)),
    );
    const refused = new Map<string, Error>();
    if (matched === counts.size) return refused;
    // Which of them has room is not said.
    for (const [id, count] of counts) {
      try {
        await this.#recount(id);
        if ((await changeRecords(this.#drafts, [roomTaken(id, count)])) === 0) throw tooManyFiles();
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused.set(id, error);
      }
    }
    return refused;
  }

  /** False when another file has come to its place. @throws NotFoundError, LimitExceededError, FileAsFolderError */
  async #add(draftId: string, file: DraftFile): Promise<boolean> {
    // Whole: FerretDB 1.24 changes no document of which it is to give some fields.
    const taken = (await this.#drafts.collection.findOneAndUpdate(
      { _id: draftId, ...UNPUBLISHED, fileCount: { $lt: MAX_DRAFT_FILES } } as object,
      changed(1),
    )) as unknown as DraftRecord | null;
    if (taken === null) return this.#recount(draftId);
    const draft = { id: draftId, organizationId: taken.organizationId };
    const isIn = await this.#files.insert(draft, file);
    // After the insert: of two that other processes bring at once neither stays, rather than both.
    const clash = isIn ? await this.#files.findClash(draft.id, file.path) : null;
    if (clash !== null) await this.#files.remove(draft, file.path);
    if (clash !== null || !isIn) await this.#note(draft.id, -1);
    if (clash !== null) throw new FileAsFolderError(file.path, clash.path);
    return isIn;
  }

  /** A kill between the count and the file leaves one too many. False when there is room after all. */
  async #recount(draftId: string): Promise<false> {
    if ((await this.#findOpen(draftId)) === null) throw new NotFoundError(`Draft ${draftId}`);
    const fileCount = await this.#files.count(draftId);
    if (fileCount >= MAX_DRAFT_FILES) throw tooManyFiles();
    await this.#drafts.updateOne({ _id: draftId, ...UNPUBLISHED }, { $set: { fileCount } });
    return false;
  }

  async complete(draftId: string, uploadId: string, digest: FileDigest): Promise<Completion | null> {
    const before = await this.#files.complete(draftId, uploadId, digest);
    // No draft that is published has a file that was not whole.
    if (before !== null)
      return (await this.#note(draftId)) ? { replaced: before.earlier?.uploadId ?? null } : null;
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
      if ((await this.#findOpen(draftId)) === null) return null;
      const before = await read();
      if (before === null) return null;
      const after = next(before);
      if (!(await this.#files.replace(draftId, before, after))) continue;
      await this.#note(draftId, after === null ? -1 : 0);
      return before;
    }
    throw new ConflictError(`The files of draft ${draftId} keep changing. Try again.`);
  }

  /** False for a draft that is gone or published. */
  async #note(draftId: string, fileCount: -1 | 0 = 0): Promise<boolean> {
    const open = { _id: draftId, ...UNPUBLISHED } as object;
    return (await this.#drafts.collection.updateOne(open, changed(fileCount))).matchedCount === 1;
  }

  async #findOpen(draftId: string): Promise<FilesOwner | null> {
    const organizationId = await this.findOwner(draftId);
    return organizationId === null ? null : { id: draftId, organizationId };
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
      (await this.#findOpen(draftId)) !== null && (await this.#files.findByUpload(draftId, uploadId)) !== null
    );
  }
}

/** Met while the draft is open and takes so many more files. */
function roomTaken(_id: string, count: number): RecordChange {
  const filter = { _id, ...UNPUBLISHED, fileCount: { $lte: MAX_DRAFT_FILES - count } };
  return { filter, update: changed(count) };
}

function countByDraft(files: readonly WholeFile[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { draftId } of files) counts.set(draftId, (counts.get(draftId) ?? 0) + 1);
  return counts;
}

function toWhole({ path, uploadId, digest }: WholeFile): DraftFile {
  return { path, uploadId, bytes: digest.bytes, digest };
}

function refuse({ uploadId }: WholeFile, refusal: Error): Addition {
  return { refusal, leftovers: [uploadId] };
}

function busyPath(path: string): ConflictError {
  return new ConflictError(`${path} is being uploaded by several clients at once. Let one of them finish.`);
}

function tooManyFiles(): LimitExceededError {
  return new LimitExceededError(
    `A draft takes at most ${MAX_DRAFT_FILES} files. Publish these, then begin another asset.`,
  );
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
