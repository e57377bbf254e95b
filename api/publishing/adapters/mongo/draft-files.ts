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

/** Where a file is, or is to be. */
export interface FilePlace {
  readonly draftId: string;
  readonly path: string;
}

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
  async insertMany<Place extends FilePlace>(
    files: readonly { readonly place: Place; readonly organizationId: string; readonly file: DraftFile }[],
  ): Promise<ReadonlySet<Place>> {
    const places = new Map(
      files.map(({ place, organizationId, file }) => [
        toRecord({ id: place.draftId, organizationId }, file),
        place,
      ]),
    );
    const twice = await insertNew(this.#files, [...places.keys()]);
    return new Set(twice.flatMap((record) => places.get(record) ?? []));
  }

  async removeMany(places: readonly FilePlace[]): Promise<void> {
    await this.#files.deleteMany({ _id: { $in: places.map(keyAt) } });
  }

  /** What a disk that ignores case has at each of the places. */
  async findManyAt<Place extends FilePlace>(places: readonly Place[]): Promise<Map<Place, DraftFile>> {
    const ids = places.map(keyAt);
    const found = new Map((await readByKeys(this.#files, ids)).map((record) => [record._id, toFile(record)]));
    return new Map(
      places.flatMap((place, at): [Place, DraftFile][] => {
        const there = found.get(ids[at] ?? '');
        return there === undefined ? [] : [[place, there]];
      }),
    );
  }

  /** For each of these files that is a folder of another file of its draft, or has one for a folder: that other file's path. */
  async findClashes<Place extends FilePlace>(places: readonly Place[]): Promise<Map<Place, string>> {
    const clashes = new Map<Place, string>();
    const above = new Map<string, Place>();
    for (const place of places)
      for (const folder of foldersOf(place.path)) above.set(keyOf(place.draftId, folder), place);
    for (const { path, _id } of await readByKeys(this.#files, [...above.keys()])) {
      const place = above.get(_id);
      if (place !== undefined) clashes.set(place, path);
    }
    const byKey = new Map(places.map((place) => [keyAt(place), place]));
    const below = await readRaw(this.#files, {
      draftId: { $in: [...new Set(places.map(({ draftId }) => draftId))] },
      folders: { $in: places.map(({ path }) => placeKey(path)) },
    });
    for (const { draftId, path, folders } of below)
      for (const folder of folders) {
        const place = byKey.get(`${draftId}.${folder}`);
        if (place !== undefined) clashes.set(place, path);
      }
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
    for (const record of await readRaw(this.#files, { draftId: { $in: [...draftIds] } }))
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

function keyAt({ draftId, path }: FilePlace): string {
  return keyOf(draftId, path);
}

function keyOf(draftId: string, path: string): string {
  return `${draftId}.${placeKey(path)}`;
}

function placeKey(path: string): string {
  return createHash('sha256').update(foldPath(path)).digest('hex').slice(0, 32);
}
