import { createHash } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import { foldersOf, foldPath } from '@lanran/protocol/kernel/path';
import { type Draft, type DraftFile, uploadsOf } from '../../domain/draft.ts';
import {
  defineCollection,
  insertNew,
  type Keyed,
  readByKeys,
  readRaw,
  unlessDuplicate,
} from '../../../platform/mongo/model.ts';

/** Whose files they are. */
export type FilesOwner = Pick<Draft, 'id'> & { readonly organizationId: string };

export interface DraftFileRecord extends Keyed<string>, DraftFile {
  readonly draftId: string;
  readonly organizationId: string;
  /** The folders it lies in, by `placeKey`. */
  readonly folders: readonly string[];
  /** What is staged for it. */
  readonly uploads: readonly string[];
  readonly isWhole: boolean;
}

const WRITTEN_AT_ONCE = 1_000;

/**
 * The files of drafts, a record each: a draft of ten thousand frames is written ten thousand times while they arrive. The key is the
 * place in the draft, so that of paths which a disk that ignores case takes for one there is one (ADR 27).
 */
export class MongoDraftFiles {
  readonly #files: Model<DraftFileRecord>;

  constructor(connection: Connection) {
    this.#files = defineCollection(connection, {
      name: 'draftFiles',
      fields: {
        _id: String,
        draftId: String,
        organizationId: String,
        path: String,
        folders: [String],
        uploadId: String,
        uploads: [String],
        bytes: Number,
        digest: Schema.Types.Mixed,
        earlier: Schema.Types.Mixed,
        isWhole: Boolean,
      },
      indexes: [
        [{ draftId: 1, path: 1 }],
        [{ draftId: 1, folders: 1 }],
        [{ draftId: 1, uploads: 1 }],
        [{ isWhole: 1, organizationId: 1 }],
        [{ organizationId: 1 }],
      ],
    });
  }

  /** Those that are there already stay as they are. */
  async insertMissing(draft: FilesOwner, files: readonly DraftFile[]): Promise<void> {
    for (let at = 0; at < files.length; at += WRITTEN_AT_ONCE) {
      const records = files.slice(at, at + WRITTEN_AT_ONCE).map((file) => toRecord(draft, file));
      await unlessDuplicate(this.#files.insertMany(records, { ordered: false }));
    }
  }

  /** False when there is one at its place. */
  async insert(draft: FilesOwner, file: DraftFile): Promise<boolean> {
    return (await insertNew(this.#files, [toRecord(draft, file)])).length === 0;
  }

  /** @returns those at whose place one is already, which are not added */
  async insertMany(draft: FilesOwner, files: readonly DraftFile[]): Promise<ReadonlySet<DraftFile>> {
    const byId = new Map(files.map((file) => [keyOf(draft.id, file.path), file]));
    const twice = await insertNew(
      this.#files,
      files.map((file) => toRecord(draft, file)),
    );
    return new Set(twice.flatMap(({ _id }) => byId.get(_id) ?? []));
  }

  async removeMany(draftId: string, paths: readonly string[]): Promise<void> {
    await this.#files.deleteMany({ _id: { $in: paths.map((path) => keyOf(draftId, path)) } });
  }

  /** What a disk that ignores case has at each of the paths, by the path asked for. */
  async findManyAt(draftId: string, paths: readonly string[]): Promise<Map<string, DraftFile>> {
    const ids = paths.map((path) => keyOf(draftId, path));
    const found = new Map((await readByKeys(this.#files, ids)).map((record) => [record._id, toFile(record)]));
    return new Map(
      paths.flatMap((path, at): [string, DraftFile][] => {
        const there = found.get(ids[at] ?? '');
        return there === undefined ? [] : [[path, there]];
      }),
    );
  }

  /** For each of these files of the draft that is a folder of another file, or has one for a folder: that other file's path. */
  async findClashes(draftId: string, paths: readonly string[]): Promise<Map<string, string>> {
    const clashes = new Map<string, string>();
    const above = new Map<string, string>();
    for (const path of paths) for (const folder of foldersOf(path)) above.set(keyOf(draftId, folder), path);
    for (const { path, _id } of await readByKeys(this.#files, [...above.keys()]))
      clashes.set(above.get(_id) ?? '', path);
    const places = new Map(paths.map((path) => [placeKey(path), path]));
    const below = await this.#files.collection
      .find({ draftId, folders: { $in: [...places.keys()] } })
      .toArray();
    for (const { path, folders } of below as unknown as DraftFileRecord[])
      for (const folder of folders) if (places.has(folder)) clashes.set(places.get(folder) ?? '', path);
    return clashes;
  }

  async remove({ id }: Pick<Draft, 'id'>, path: string): Promise<void> {
    await this.#files.deleteOne({ _id: keyOf(id, path) });
  }

  async removeAll(draftId: string): Promise<void> {
    await this.#files.deleteMany({ draftId });
  }

  /** What a disk that ignores case has at the path. */
  async findAt(draftId: string, path: string): Promise<DraftFile | null> {
    const [record] = await readByKeys(this.#files, [keyOf(draftId, path)]);
    return record === undefined ? null : toFile(record);
  }

  /** The file that is this upload, or is to replace it. */
  async findByUpload(draftId: string, uploadId: string): Promise<DraftFile | null> {
    const [record] = await readRaw(this.#files, { draftId, uploads: uploadId });
    return record === undefined ? null : toFile(record);
  }

  /** A file that is a folder of this path, or that has this path for a folder. */
  async findClash(draftId: string, path: string): Promise<DraftFile | null> {
    const above = foldersOf(path).map((folder) => keyOf(draftId, folder));
    const [folder] = above.length === 0 ? [] : await readByKeys(this.#files, above);
    const record =
      folder ?? ((await this.#files.collection.findOne({ draftId, folders: placeKey(path) })) as unknown);
    return record === null ? null : toFile(record as DraftFileRecord);
  }

  /** Makes of an upload that is not whole the file of its path. @returns what was there; null when none is of that upload and not whole */
  async complete(draftId: string, uploadId: string, digest: FileDigest): Promise<DraftFile | null> {
    const before = (await this.#files.collection.findOneAndUpdate(
      { draftId, uploads: uploadId, uploadId, isWhole: false },
      { $set: { digest, uploads: [uploadId], isWhole: true }, $unset: { earlier: 1 } },
      { returnDocument: 'before' },
    )) as unknown as DraftFileRecord | null;
    return before === null ? null : toFile(before);
  }

  /** Puts another file at the path, or none, if what is there is `before` still. */
  async replace(draftId: string, before: DraftFile, after: DraftFile | null): Promise<boolean> {
    const { path, uploadId, digest, earlier } = before;
    const same = {
      _id: keyOf(draftId, path),
      path,
      uploadId,
      isWhole: digest !== null,
      earlier: { $exists: earlier !== undefined },
      ...(earlier !== undefined && { 'earlier.uploadId': earlier.uploadId }),
    };
    const { collection } = this.#files;
    if (after === null) return (await collection.deleteOne(same as object)).deletedCount === 1;
    const { earlier: next, ...fields } = stateOf(after);
    const { matchedCount } = await collection.updateOne(same as object, {
      $set: { ...fields, ...(next !== undefined && { earlier: next }) },
      ...(next === undefined && { $unset: { earlier: 1 } as const }),
    });
    return matchedCount === 1;
  }

  async count(draftId: string): Promise<number> {
    return this.#files.countDocuments({ draftId });
  }

  /** By draft, in the order of their paths. */
  async list(draftIds: readonly string[]): Promise<Map<string, DraftFile[]>> {
    const listed = new Map(draftIds.map((id): [string, DraftFile[]] => [id, []]));
    const found = await this.#files.collection.find({ draftId: { $in: [...draftIds] } }).toArray();
    for (const record of found as unknown as DraftFileRecord[])
      listed.get(record.draftId)?.push(toFile(record));
    for (const files of listed.values()) files.sort((left, right) => (left.path < right.path ? -1 : 1));
    return listed;
  }

  /** Of one organization, or of all. */
  async listUnfinished(organizationId?: string): Promise<DraftFileRecord[]> {
    const owned = organizationId === undefined ? {} : { organizationId };
    return this.#files.find({ isWhole: false, ...owned }).lean<DraftFileRecord[]>();
  }

  /** What is staged, or was, in all drafts of an organization. */
  async *ofOrganization(
    organizationId: string,
  ): AsyncGenerator<Pick<DraftFileRecord, 'draftId' | 'path' | 'uploadId' | 'bytes' | 'earlier'>> {
    const fields = { draftId: 1, path: 1, uploadId: 1, bytes: 1, earlier: 1 };
    yield* this.#files
      .find({ organizationId })
      .select(fields)
      .lean<DraftFileRecord[]>()
      .cursor() as AsyncIterable<DraftFileRecord>;
  }
}

function toRecord({ id, organizationId }: FilesOwner, file: DraftFile): DraftFileRecord {
  const { path } = file;
  const folders = foldersOf(path).map(placeKey);
  return { _id: keyOf(id, path), draftId: id, organizationId, path, folders, ...stateOf(file) };
}

type FileState = Pick<DraftFileRecord, 'uploadId' | 'bytes' | 'digest' | 'uploads' | 'isWhole' | 'earlier'>;

/** All of a record that changes. */
function stateOf(file: DraftFile): FileState {
  const { uploadId, bytes, digest, earlier } = file;
  const state = { uploadId, bytes, digest, uploads: uploadsOf(file), isWhole: digest !== null };
  return earlier === undefined ? state : { ...state, earlier };
}

function toFile({ path, uploadId, bytes, digest, earlier }: DraftFileRecord): DraftFile {
  const file = { path, uploadId, bytes, digest };
  return earlier === undefined ? file : { ...file, earlier };
}

function keyOf(draftId: string, path: string): string {
  return `${draftId}.${placeKey(path)}`;
}

function placeKey(path: string): string {
  return createHash('sha256').update(foldPath(path)).digest('hex').slice(0, 32);
}
