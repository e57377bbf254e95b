import { createHash } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { FileDigest } from '@lanran/protocol/file-digest';
import type { AssetId, OrganizationId } from '@lanran/protocol/ids';
import { MAX_DRAFT_FILES } from '@lanran/protocol/manifest';
import { foldersOf, foldPath } from '@lanran/protocol/path';
import type { AccessLevel } from '../../domain/asset.ts';
import { type Draft, type DraftFile, uploadsOf } from '../../domain/draft.ts';
import {
  ConflictError,
  FileAsFolderError,
  LimitExceededError,
  NotFoundError,
  TwinPathError,
} from '../../domain/errors.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { AnnouncedFile, Completion, UnfinishedFile } from '../../ports/draft-files.ts';
import type { DraftStore } from '../../ports/draft-store.ts';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from './collection.ts';
import { type PageOrder, readPage } from './page.ts';

/** How many drafts are looked through for uploads under way. */
const DRAFTS_LOOKED_AT = 500;
const NEWEST_FIRST: PageOrder = { fields: ['createdAt', '_id'], direction: -1 };
/** Others may announce or withdraw the same path between our look and our write. */
const MAX_ATTEMPTS = 20;

interface DraftRecord extends Keyed<string>, Omit<Draft, 'id' | 'files' | 'organizationId' | 'assetId'> {
  readonly organizationId: string;
  readonly assetId: string;
  /** By `fileKey(path)`: one atomic update changes one file and the revision. */
  readonly files: Readonly<Record<string, DraftFile>>;
  /** Paths by what a disk that ignores case takes for one (`placeKey(path)`). */
  readonly places: Readonly<Record<string, string>>;
  /** How many files lie below a folder, by `placeKey(folder)`. Drafts of older installations have none, and perhaps no places. */
  readonly folders?: Readonly<Record<string, number>>;
  readonly fileCount: number;
}

/** Each change of a file raises the revision and drops what was prepared for signing. */
const CHANGED = { $set: { publication: null }, $inc: { revision: 1 } };

export class MongoDraftStore implements DraftStore {
  readonly #drafts: Model<DraftRecord>;

  constructor(connection: Connection) {
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
        files: Schema.Types.Mixed,
        places: Schema.Types.Mixed,
        folders: Schema.Types.Mixed,
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
      ],
    });
  }

  async insert({ id, files, ...draft }: Draft): Promise<void> {
    const byKey = Object.fromEntries(files.map((file) => [fileKey(file.path), file]));
    const places = placesOf(files);
    await this.#drafts.insertMany([{ ...draft, _id: id, files: byKey, ...places, fileCount: files.length }]);
  }

  async insertMissing(drafts: readonly Draft[]): Promise<void> {
    const records = drafts.map(({ id, ...draft }) => ({
      ...draft,
      _id: id,
      files: {},
      ...placesOf([]),
      fileCount: 0,
    }));
    if (records.length > 0) await unlessDuplicate(this.#drafts.insertMany(records, { ordered: false }));
  }

  async findMany(ids: readonly string[]): Promise<Draft[]> {
    const records = await this.#drafts.find({ _id: { $in: [...ids] } }).lean<DraftRecord[]>();
    return records.map(toDraft);
  }

  async find(id: string): Promise<Draft | null> {
    const record = await this.#drafts.findById(id).lean<DraftRecord>();
    return record === null ? null : toDraft(record);
  }

  async list(organizationId: OrganizationId, page: PageRequest): Promise<Page<Draft>> {
    const filter = { organizationId, publishedIndex: null };
    return readPage(this.#drafts, { filter, order: NEWEST_FIRST, page }, toDraft);
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

  async markPublished(id: string, leafIndex: number): Promise<void> {
    await this.#drafts.updateOne({ _id: id }, { $set: { publishedIndex: leafIndex }, $inc: { revision: 1 } });
  }

  async removeFile(id: string, path: string): Promise<DraftFile | null> {
    const key = fileKey(path);
    await this.#notePlaces(id);
    const before = await this.#drafts
      .findOneAndUpdate(
        { _id: id, publishedIndex: null, [`files.${key}`]: { $exists: true } },
        removalOf(path),
        { returnDocument: 'before' },
      )
      .lean<DraftRecord>();
    return before?.files[key] ?? null;
  }

  async delete(id: string): Promise<void> {
    await this.#drafts.deleteOne({ _id: id, publishedIndex: null });
  }

  async findAccess(draftId: string): Promise<AccessLevel | null> {
    const record = await this.#drafts
      .findOne({ _id: draftId, publishedIndex: null })
      .select({ 'content.metadata.access': 1 })
      .lean<DraftRecord>();
    return record?.content.metadata.access ?? null;
  }

  async findOwner(draftId: string): Promise<OrganizationId | null> {
    const record = await this.#drafts
      .findOne({ _id: draftId, publishedIndex: null })
      .select({ organizationId: 1 })
      .lean<DraftRecord>();
    // Written from a parsed id.
    return record === null ? null : (record.organizationId as OrganizationId);
  }

  async announce(draftId: string, { path, uploadId, bytes }: AnnouncedFile): Promise<string | null> {
    const file = { path, uploadId, bytes, digest: null };
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (await this.#addFile(draftId, file)) return null;
      const unfinished = await this.#replaceUnfinished(draftId, file);
      if (unfinished !== null) return unfinished;
      if (await this.#standBeforeWhole(draftId, file)) return null;
      await this.#requirePlace(draftId, path);
      await this.#notePlaces(draftId);
    }
    throw new ConflictError(`${path} is being uploaded by several clients at once. Let one of them finish.`);
  }

  /** The upload that was on its way to the path; null when none was. What that one was to replace, the new one is to. */
  async #replaceUnfinished(
    draftId: string,
    { path, uploadId, bytes }: AnnouncedFile,
  ): Promise<string | null> {
    const key = fileKey(path);
    const place = `files.${key}`;
    const replaced = await this.#drafts
      .findOneAndUpdate(
        { _id: draftId, publishedIndex: null, [place]: { $exists: true }, [`${place}.digest`]: null },
        {
          $set: { ...CHANGED.$set, [`${place}.uploadId`]: uploadId, [`${place}.bytes`]: bytes },
          $inc: CHANGED.$inc,
        },
        { returnDocument: 'before' },
      )
      .lean<DraftRecord>();
    return replaced?.files[key]?.uploadId ?? null;
  }

  /** False when no whole file is at the path. */
  async #standBeforeWhole(draftId: string, file: DraftFile): Promise<boolean> {
    const key = fileKey(file.path);
    const place = `files.${key}`;
    const draft = await this.#drafts
      .findOne({ _id: draftId, publishedIndex: null })
      .select({ [place]: 1 })
      .lean<DraftRecord>();
    const { uploadId = null, bytes = 0, digest = null } = draft?.files[key] ?? {};
    if (digest === null) return false;
    const { matchedCount } = await this.#drafts.updateOne(
      {
        _id: draftId,
        publishedIndex: null,
        [`${place}.uploadId`]: uploadId,
        [`${place}.digest`]: { $ne: null },
      },
      {
        $set: { ...CHANGED.$set, [place]: { ...file, earlier: { uploadId, bytes, digest } } },
        $inc: CHANGED.$inc,
      },
    );
    return matchedCount === 1;
  }

  async #addFile(draftId: string, file: DraftFile): Promise<boolean> {
    const place = `files.${fileKey(file.path)}`;
    const folded = placeKey(file.path);
    const otherFiles = [folded, ...foldersOf(file.path).map(placeKey)].map((key) => `places.${key}`);
    const { matchedCount } = await this.#drafts.updateOne(
      {
        _id: draftId,
        publishedIndex: null,
        folders: { $exists: true },
        [place]: { $exists: false },
        ...Object.fromEntries(otherFiles.map((key) => [key, { $exists: false }])),
        [`folders.${folded}`]: { $in: [null, 0] },
        fileCount: { $lt: MAX_DRAFT_FILES },
      },
      {
        $set: { ...CHANGED.$set, [place]: file, [`places.${folded}`]: file.path },
        $inc: { ...CHANGED.$inc, fileCount: 1, ...folderCounts(file.path, 1) },
      },
    );
    return matchedCount === 1;
  }

  /** For drafts of older installations, before a file joins or leaves. Each change of files raises the revision. */
  async #notePlaces(draftId: string): Promise<void> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const isOld = { _id: draftId, publishedIndex: null, folders: { $exists: false } };
      const draft = await this.#drafts.findOne(isOld).select({ files: 1, revision: 1 }).lean<DraftRecord>();
      if (draft === null) return;
      const { revision, files } = draft;
      const noted = await this.#drafts.updateOne(
        { ...isOld, revision },
        { $set: placesOf(Object.values(files)) },
      );
      if (noted.matchedCount === 1) return;
    }
    throw new ConflictError(`The files of draft ${draftId} keep changing. Try again.`);
  }

  async #requirePlace(draftId: string, path: string): Promise<void> {
    const draft = await this.#drafts
      .findOne({ _id: draftId, publishedIndex: null })
      .select({ fileCount: 1, files: 1 })
      .lean<DraftRecord>();
    if (draft === null) throw new NotFoundError(`Draft ${draftId}`);
    const folded = foldPath(path);
    const others = Object.values(draft.files).map((file) => file.path);
    const twin = others.find((other) => other !== path && foldPath(other) === folded);
    if (twin !== undefined) throw new TwinPathError(path, twin);
    const clash = others.find(
      (other) => isFolderOf(folded, foldPath(other)) || isFolderOf(foldPath(other), folded),
    );
    if (clash !== undefined) throw new FileAsFolderError(path, clash);
    if (draft.fileCount < MAX_DRAFT_FILES) return;
    throw new LimitExceededError(
      `A draft takes at most ${MAX_DRAFT_FILES} files. Publish these, then begin another asset.`,
    );
  }

  async complete(draftId: string, uploadId: string, digest: FileDigest): Promise<Completion | null> {
    const file = await this.#fileOf(draftId, uploadId);
    if (file === null) return null;
    const key = fileKey(file.path);
    const place = `files.${key}`;
    const before = await this.#drafts
      .findOneAndUpdate(
        {
          _id: draftId,
          publishedIndex: null,
          [`${place}.uploadId`]: uploadId,
          [`${place}.digest`]: null,
        },
        {
          $set: { ...CHANGED.$set, [`${place}.digest`]: digest },
          $unset: { [`${place}.earlier`]: 1 },
          $inc: CHANGED.$inc,
        },
        { returnDocument: 'before' },
      )
      .lean<DraftRecord>();
    if (before !== null) return { replaced: before.files[key]?.earlier?.uploadId ?? null };
    return (await this.holdsUpload(draftId, uploadId)) ? { replaced: null } : null;
  }

  async withdraw(draftId: string, uploadId: string): Promise<void> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const file = await this.#fileOf(draftId, uploadId);
      if (file === null || (await this.#withdrawFrom(draftId, file, uploadId))) return;
    }
    throw new ConflictError(`The files of draft ${draftId} keep changing. Try again.`);
  }

  /** Leaves the place to the other of the two, if there are two. False when the place has changed since it was read. */
  async #withdrawFrom(
    draftId: string,
    { path, earlier, ...file }: DraftFile,
    uploadId: string,
  ): Promise<boolean> {
    const place = `files.${fileKey(path)}`;
    const remaining = file.uploadId === uploadId ? earlier : file;
    if (remaining === undefined) await this.#notePlaces(draftId);
    const { matchedCount } = await this.#drafts.updateOne(
      {
        _id: draftId,
        publishedIndex: null,
        [`${place}.uploadId`]: file.uploadId,
        [`${place}.digest`]: file.digest === null ? null : { $ne: null },
        [`${place}.earlier`]: { $exists: earlier !== undefined },
      },
      remaining === undefined
        ? removalOf(path)
        : { $set: { ...CHANGED.$set, [place]: { path, ...remaining } }, $inc: CHANGED.$inc },
    );
    return matchedCount === 1;
  }

  async usedBytes(
    organizationId: OrganizationId,
    replaced: { draftId: string; path: string },
  ): Promise<number> {
    let bytes = 0;
    const drafts = this.#drafts.find({ organizationId }).select({ files: 1 }).lean<DraftRecord[]>().cursor();
    for await (const { _id, files } of drafts as AsyncIterable<DraftRecord>) {
      for (const file of Object.values(files)) {
        const isReplaced = _id === replaced.draftId && file.path === replaced.path;
        if (!isReplaced) bytes += uploadedBytes(file) + (file.earlier ? uploadedBytes(file.earlier) : 0);
      }
    }
    return bytes;
  }

  async listUnfinished(organizationId: OrganizationId, most: number): Promise<UnfinishedFile[]> {
    const found: UnfinishedFile[] = [];
    const drafts = this.#drafts
      .find({ organizationId, publishedIndex: null })
      .sort({ createdAt: -1, _id: -1 })
      .limit(DRAFTS_LOOKED_AT)
      .select({ files: 1 })
      .lean<DraftRecord[]>()
      .cursor();
    for await (const { _id, files } of drafts as AsyncIterable<DraftRecord>) {
      for (const { path, uploadId, bytes, digest } of Object.values(files)) {
        if (uploadId !== null && digest === null) found.push({ draftId: _id, path, uploadId, bytes });
        if (found.length === most) return found;
      }
    }
    return found;
  }

  async listReplacements(): Promise<UnfinishedFile[]> {
    const found: UnfinishedFile[] = [];
    const drafts = this.#drafts
      .find({ publishedIndex: null })
      .select({ files: 1 })
      .lean<DraftRecord[]>()
      .cursor();
    for await (const { _id, files } of drafts as AsyncIterable<DraftRecord>) {
      for (const { path, uploadId, bytes, earlier } of Object.values(files)) {
        if (uploadId !== null && earlier !== undefined) found.push({ draftId: _id, path, uploadId, bytes });
      }
    }
    return found;
  }

  async holdsUpload(draftId: string, uploadId: string): Promise<boolean> {
    return (await this.#fileOf(draftId, uploadId)) !== null;
  }

  /** The file that is this upload, or is to replace it. */
  async #fileOf(draftId: string, uploadId: string): Promise<DraftFile | null> {
    const record = await this.#drafts.findOne({ _id: draftId, publishedIndex: null }).lean<DraftRecord>();
    return Object.values(record?.files ?? {}).find((file) => uploadsOf(file).includes(uploadId)) ?? null;
  }
}

function uploadedBytes({ uploadId, bytes }: Pick<DraftFile, 'uploadId' | 'bytes'>): number {
  return uploadId === null ? 0 : bytes;
}

/** A path as a field name: paths hold dots and dollars, which field names may not. */
function fileKey(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 32);
}

function placeKey(path: string): string {
  return fileKey(foldPath(path));
}

/** What says where files stand, beside the files themselves. */
function placesOf(files: readonly DraftFile[]): Required<Pick<DraftRecord, 'places' | 'folders'>> {
  const places = files.map(({ path }) => [placeKey(path), path] as const);
  const folders = new Map<string, number>();
  for (const key of files.flatMap(({ path }) => foldersOf(path).map(placeKey)))
    folders.set(key, (folders.get(key) ?? 0) + 1);
  return { places: Object.fromEntries(places), folders: Object.fromEntries(folders) };
}

/** What one file more, or less, changes in the folders that it lies in. */
function folderCounts(path: string, change: 1 | -1): Record<string, number> {
  return Object.fromEntries(foldersOf(path).map((folder) => [`folders.${placeKey(folder)}`, change]));
}

function isFolderOf(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/`);
}

/** Takes a file out of its draft. */
function removalOf(path: string) {
  return {
    $unset: { [`files.${fileKey(path)}`]: 1, [`places.${placeKey(path)}`]: 1 } as const,
    $set: CHANGED.$set,
    $inc: { revision: 1, fileCount: -1, ...folderCounts(path, -1) },
  };
}

function toDraft(record: DraftRecord): Draft {
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
    files: Object.values(record.files).sort((left, right) => (left.path < right.path ? -1 : 1)),
  };
}
