import { type Connection, type Model, Schema } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { SealDemand, SealedFile, SealedFileStore, SealWork } from '../../ports/sealed-file-store.ts';
import {
  defineCollection,
  insertNew,
  type Keyed,
  readByKeys,
  unlessDuplicate,
} from '../../../platform/mongo/model.ts';

interface SealedFileRecord extends Keyed<string>, Omit<SealedFile, 'organizationId'> {
  readonly organizationId: string | null;
  /** Nothing is to be done for it. */
  readonly isSettled: boolean;
  /** Of the vault's key that it is encrypted to; empty while it is not. */
  readonly vaultRecipient: string;
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
        vaultRecipient: String,
        revision: Number,
      },
      indexes: [
        [{ cid: 1 }],
        [{ isSettled: 1, _id: 1 }],
        [{ organizationId: 1, isSettled: 1 }],
        [{ vaultRecipient: 1, isSettled: 1 }],
      ],
    });
  }

  async find(cid: string, organizationId: OrganizationId | null): Promise<SealedFile | null> {
    const record = await this.#files.findById(idOf(cid, organizationId)).lean<SealedFileRecord>();
    return record === null ? null : toFile(record);
  }

  async listByCid(cid: string): Promise<SealedFile[]> {
    return (await this.#files.find({ cid }).lean<SealedFileRecord[]>()).map(toFile);
  }

  async listByCids(cids: readonly string[]): Promise<SealedFile[]> {
    const records = await this.#files.collection.find({ cid: { $in: [...cids] } }).toArray();
    return (records as unknown as SealedFileRecord[]).map(toFile);
  }

  async findMany(cids: readonly string[], organizationId: OrganizationId | null): Promise<SealedFile[]> {
    const ids = cids.map((cid) => idOf(cid, organizationId));
    return (await readByKeys(this.#files, ids)).map(toFile);
  }

  async insertMany(files: readonly SealedFile[]): Promise<boolean> {
    const records = files.map(toRecord);
    const there = await insertNew(this.#files, records);
    if (there.length === 0) return true;
    const others = new Set(there.map(({ _id }) => _id));
    const ids = records.flatMap(({ _id }) => (others.has(_id) ? [] : [_id]));
    await this.#files.deleteMany({ _id: { $in: ids }, revision: 0, current: null });
    return false;
  }

  async saveMany(files: readonly SealedFile[]): Promise<number> {
    const updates = files.map((file) => {
      const { filter, update } = updateOf(file);
      return { updateOne: { filter, update } };
    });
    const { matchedCount } = await this.#files.collection.bulkWrite(updates as never, { ordered: false });
    return matchedCount;
  }

  async insert(file: SealedFile): Promise<boolean> {
    return unlessDuplicate(this.#files.insertMany([toRecord(file)]));
  }

  async save(file: SealedFile): Promise<boolean> {
    const { filter, update } = updateOf(file);
    return (await this.#files.updateOne(filter, update)).matchedCount > 0;
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

  /** From one key to the next in the index: there are few, of many files. */
  async listVaultRecipients(): Promise<string[]> {
    const found: string[] = [];
    for (;;) {
      const query = this.#files
        .find({ vaultRecipient: { $gt: found.at(-1) ?? '' } }, { vaultRecipient: 1 })
        .sort({ vaultRecipient: 1 })
        .limit(1);
      const [next] = await query.lean<SealedFileRecord[]>();
      if (next === undefined) return found;
      found.push(next.vaultRecipient);
    }
  }

  async countSettledUnderOthers(vaultRecipient: string): Promise<number> {
    const [before, after] = await Promise.all(
      [{ $gt: '', $lt: vaultRecipient }, { $gt: vaultRecipient }].map((others) =>
        this.#files.countDocuments({ isSettled: true, vaultRecipient: others }),
      ),
    );
    return (before ?? 0) + (after ?? 0);
  }

  async demand({ work, organizationId }: SealDemand): Promise<number> {
    const before: SealWork[] = work === 'REENCRYPT' ? ['NONE', 'ROTATE'] : ['NONE'];
    const marked = { $set: { work, isSettled: false }, $inc: { revision: 1 } };
    const all = this.#files.updateMany({ work: { $in: before } }, marked);
    return (await (organizationId === null ? all : all.where({ organizationId }))).matchedCount;
  }

  /** Of files that are stored within others: the CIDs of their age files by the CID of that other one. */
  async listWithin(): Promise<ReadonlyMap<string, readonly string[]>> {
    const filter = { 'current.within': { $exists: true } };
    const fields = { _id: 0, 'current.root': 1, 'current.within': 1 };
    const found = new Map<string, string[]>();
    for await (const { current } of this.#files.find(filter, fields).lean<SealedFileRecord[]>().cursor()) {
      if (current?.within === undefined) continue;
      const roots = found.get(current.within) ?? [];
      if (roots.length === 0) found.set(current.within, roots);
      roots.push(current.root);
    }
    return found;
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

function toRecord(file: SealedFile): SealedFileRecord {
  const derived = { isSettled: isSettled(file), vaultRecipient: vaultRecipientOf(file) };
  return { ...file, ...derived, _id: idOf(file.cid, file.organizationId) };
}

/** Of what changes, if nobody changed it meanwhile. */
function updateOf({ cid, organizationId, revision, ...state }: SealedFile) {
  const { current, next, retired, work, movedSha256 } = state;
  const told = { current, next, retired, work, movedSha256 };
  const derived = { isSettled: isSettled(state), vaultRecipient: vaultRecipientOf(state) };
  return {
    filter: { _id: idOf(cid, organizationId), revision },
    update: { $set: { ...told, ...derived, revision: revision + 1 } },
  };
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

/** What is prepared counts once it is stored; until then the work is not done. */
function vaultRecipientOf({ current, next }: Pick<SealedFile, 'current' | 'next'>): string {
  return (current ?? next)?.recipients[0] ?? '';
}

function toFile(record: SealedFileRecord): SealedFile {
  const { cid, organizationId, bytes, current, next, retired, work, revision } = record;
  // Absent from records of before custody was followed.
  const movedSha256 = (record as Partial<SealedFileRecord>).movedSha256 ?? null;
  // Written from a parsed id.
  const owner = organizationId as OrganizationId | null;
  return { cid, organizationId: owner, bytes, current, next, retired, work, movedSha256, revision };
}
