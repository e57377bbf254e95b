import { type Connection, type Model, Schema } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/ids';
import type { SealDemand, SealedFile, SealedFileStore, SealWork } from '../../ports/sealed-file-store.ts';
import { defineCollection, type Keyed, unlessDuplicate } from './collection.ts';

interface SealedFileRecord extends Keyed<string>, Omit<SealedFile, 'organizationId'> {
  readonly organizationId: string | null;
  /** Nothing is to be done for it. */
  readonly isSettled: boolean;
}

/** Keyed by content and organization, which never change; headers are no secret, keys are not in them. */
export class MongoSealedFileStore implements SealedFileStore {
  readonly #files: Model<SealedFileRecord>;

  constructor(connection: Connection) {
    this.#files = defineCollection(connection, {
      name: 'sealedFiles',
      fields: {
        _id: String,
        cid: String,
        organizationId: String,
        bytes: Number,
        current: Schema.Types.Mixed,
        next: Schema.Types.Mixed,
        retired: [String],
        work: String,
        movedSha256: String,
        isSettled: Boolean,
        revision: Number,
      },
      indexes: [[{ cid: 1 }], [{ isSettled: 1, _id: 1 }], [{ organizationId: 1, isSettled: 1 }]],
    });
  }

  async find(cid: string, organizationId: OrganizationId | null): Promise<SealedFile | null> {
    const record = await this.#files.findById(idOf(cid, organizationId)).lean<SealedFileRecord>();
    return record === null ? null : toFile(record);
  }

  async listByCid(cid: string): Promise<SealedFile[]> {
    return (await this.#files.find({ cid }).lean<SealedFileRecord[]>()).map(toFile);
  }

  async insert(file: SealedFile): Promise<boolean> {
    const { cid, organizationId } = file;
    const record = { ...file, isSettled: isSettled(file), _id: idOf(cid, organizationId) };
    return unlessDuplicate(this.#files.insertMany([record]));
  }

  async save({ cid, organizationId, revision, ...state }: SealedFile): Promise<boolean> {
    const { current, next, retired, work, movedSha256 } = state;
    const told = { current, next, retired, work, movedSha256 };
    const changed = { ...told, isSettled: isSettled(state), revision: revision + 1 };
    const known = { _id: idOf(cid, organizationId), revision };
    return (await this.#files.updateOne(known, { $set: changed })).matchedCount > 0;
  }

  async listUnsettled(after: SealedFile | null, limit: number): Promise<SealedFile[]> {
    const rest = after === null ? {} : { _id: { $gt: idOf(after.cid, after.organizationId) } };
    const query = this.#files
      .find({ isSettled: false, ...rest })
      .sort({ isSettled: 1, _id: 1 })
      .limit(limit);
    return (await query.lean<SealedFileRecord[]>()).map(toFile);
  }

  async countUnsettled(): Promise<number> {
    return this.#files.countDocuments({ isSettled: false });
  }

  async countUnsettledOf(organizationId: OrganizationId, most: number): Promise<number> {
    return this.#files.countDocuments({ isSettled: false, organizationId }, { limit: most });
  }

  async demand({ work, organizationId }: SealDemand): Promise<number> {
    const before: SealWork[] = work === 'REENCRYPT' ? ['NONE', 'ROTATE'] : ['NONE'];
    const marked = { $set: { work, isSettled: false }, $inc: { revision: 1 } };
    const all = this.#files.updateMany({ work: { $in: before } }, marked);
    return (await (organizationId === null ? all : all.where({ organizationId }))).matchedCount;
  }

  async markMoved(contents: Parameters<SealedFileStore['markMoved']>[0]): Promise<void> {
    if (contents.length === 0) return;
    const writes = contents.map(({ cid, sha256 }) => ({
      updateMany: {
        filter: { cid },
        update: { $set: { movedSha256: sha256, isSettled: false }, $inc: { revision: 1 } },
      },
    }));
    await this.#files.bulkWrite(writes, { ordered: false });
  }

  async remove({ cid, organizationId, revision }: SealedFile): Promise<boolean> {
    return (await this.#files.deleteOne({ _id: idOf(cid, organizationId), revision })).deletedCount > 0;
  }
}

function idOf(cid: string, organizationId: OrganizationId | null): string {
  return organizationId === null ? cid : `${cid} ${organizationId}`;
}

function isSettled({
  next,
  retired,
  work,
  movedSha256,
}: Pick<SealedFile, 'next' | 'retired' | 'work' | 'movedSha256'>): boolean {
  return next === null && retired.length === 0 && work === 'NONE' && movedSha256 === null;
}

function toFile(record: SealedFileRecord): SealedFile {
  const { cid, organizationId, bytes, current, next, retired, work, revision } = record;
  // Absent from records of before custody was followed.
  const movedSha256 = (record as Partial<SealedFileRecord>).movedSha256 ?? null;
  // Written from a parsed id.
  const owner = organizationId as OrganizationId | null;
  return { cid, organizationId: owner, bytes, current, next, retired, work, movedSha256, revision };
}
