import { type Connection, type Model, mongo, Schema } from 'mongoose';
import { eraseFields } from '@lanran/protocol/log/body';
import type { AssetId, StatementHash } from '@lanran/protocol/kernel/ids';
import { parseStatement, type StatementKind } from '@lanran/protocol/log/statement';
import type { LoggedStatement } from '../../domain/logged-statement.ts';
import type { Page, PageRequest, TimeOrder } from '../../../platform/kernel/page.ts';
import type { AppendConflict, AppendedLeaves, LeafStore } from '../../ports/leaf-store.ts';
import { bytesOf, defineCollection, type Keyed, readRaw } from '../../../platform/mongo/model.ts';
import { readPage } from '../../../platform/mongo/page.ts';

const MAX_LISTED = 1_000;
const DUPLICATE_KEY = 11_000;

interface LeafRecord extends Keyed<number> {
  readonly statement: LoggedStatement['statement'];
  readonly statementHash: string;
  readonly slot: string;
  readonly assetId: string;
  readonly evidence: Uint8Array;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly body: LoggedStatement['body'];
  readonly openings: LoggedStatement['openings'];
  readonly appendedAt: Date;
}

/** Leaves by index. Three plain unique keys make an append atomic and gap-free (docs/formats.md, “Statement”). */
export class MongoLeafStore implements LeafStore {
  readonly #leaves: Model<LeafRecord>;

  constructor(connection: Connection) {
    this.#leaves = defineCollection(connection, {
      name: 'leaves',
      fields: {
        _id: Number,
        statement: Schema.Types.Mixed,
        statementHash: String,
        slot: String,
        assetId: String,
        evidence: Buffer,
        leaf: Buffer,
        leafHash: Buffer,
        body: Schema.Types.Mixed,
        openings: Schema.Types.Mixed,
        appendedAt: Date,
      },
      indexes: [
        [{ statementHash: 1 }, { unique: true }],
        [{ slot: 1 }, { unique: true }],
        [{ assetId: 1, _id: 1 }],
        [{ assetId: 1, 'statement.kind': 1, _id: 1 }],
        [{ 'statement.kind': 1, _id: 1 }],
      ],
    });
  }

  async append(leaf: LoggedStatement): Promise<AppendConflict | null> {
    return (await this.appendAll([leaf])).conflict;
  }

  async appendAll(leaves: readonly LoggedStatement[]): Promise<AppendedLeaves> {
    try {
      // Without mongoose's documents: they cost as much as the write. It also takes the driver's keys for ObjectIds.
      await this.#leaves.collection.insertMany(leaves.map(toRecord) as never, {
        ordered: true,
        ignoreUndefined: true,
      });
      return { count: leaves.length, conflict: null };
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const [failure] = [error.writeErrors].flat();
      const refused = leaves[failure?.index ?? leaves.length];
      if (failure === undefined || refused === undefined || failure.code !== DUPLICATE_KEY) throw error;
      return { count: failure.index, conflict: await this.#conflictWith(refused) };
    }
  }

  /** Of several keys that refuse, a server names any; FerretDB names none. A repeat of a statement is a repeat first of all. */
  async #conflictWith({ statementHash, slot }: LoggedStatement): Promise<AppendConflict> {
    if ((await this.#leaves.exists({ statementHash })) !== null) return 'STATEMENT_TAKEN';
    return (await this.#leaves.exists({ slot })) === null ? 'INDEX_TAKEN' : 'SLOT_TAKEN';
  }

  async size(): Promise<number> {
    const last = await this.#leaves.findOne().sort({ _id: -1 }).select({ _id: 1 }).lean();
    return last === null ? 0 : last._id + 1;
  }

  async find(index: number): Promise<LoggedStatement | null> {
    const record = await this.#leaves.findById(index).lean<LeafRecord>();
    return record === null ? null : toLogged(record);
  }

  async findByStatementHash(hash: StatementHash): Promise<LoggedStatement | null> {
    const record = await this.#leaves.findOne({ statementHash: hash }).lean<LeafRecord>();
    return record === null ? null : toLogged(record);
  }

  async listLogged(hashes: readonly StatementHash[]): Promise<ReadonlySet<StatementHash>> {
    const found = await readRaw(
      this.#leaves,
      { statementHash: { $in: [...hashes] } },
      { fields: ['statementHash'] },
    );
    // As written by `append`.
    return new Set(found.map(({ statementHash }) => statementHash as StatementHash));
  }

  async list(from: number, to: number): Promise<LoggedStatement[]> {
    const range = { _id: { $gte: from, $lt: to } };
    return (await readRaw(this.#leaves, range, { sort: { _id: 1 }, limit: MAX_LISTED })).map(toLogged);
  }

  async leafHashes(from: number, to: number): Promise<Uint8Array[]> {
    const query = this.#leaves.find({ _id: { $gte: from, $lt: to } });
    const records = await query.sort({ _id: 1 }).select({ leafHash: 1 }).lean<LeafRecord[]>();
    return records.map(({ leafHash }) => bytesOf(leafHash));
  }

  async listOfKinds(kinds: readonly StatementKind[]): Promise<LoggedStatement[]> {
    const query = this.#leaves.find({ 'statement.kind': { $in: [...kinds] } });
    const records = await query.sort({ _id: 1 }).lean<LeafRecord[]>();
    return records.map(toLogged);
  }

  async listByAsset(assetId: AssetId): Promise<LoggedStatement[]> {
    const records = await this.#leaves.find({ assetId }).sort({ _id: 1 }).lean<LeafRecord[]>();
    return records.map(toLogged);
  }

  async listStated(assetIds: readonly AssetId[]): Promise<ReadonlySet<AssetId>> {
    const found = await readRaw(this.#leaves, { assetId: { $in: [...assetIds] } }, { fields: ['assetId'] });
    // As written by `append`.
    return new Set(found.map(({ assetId }) => assetId as AssetId));
  }

  async listByKinds(assetId: AssetId, kinds: readonly StatementKind[]): Promise<LoggedStatement[]> {
    const query = this.#leaves.find({ assetId, 'statement.kind': { $in: [...kinds] } });
    return (await query.sort({ _id: 1 }).lean<LeafRecord[]>()).map(toLogged);
  }

  async eraseFields(index: number, names: readonly string[]): Promise<void> {
    const record = await this.#leaves.findById(index).select({ body: 1 }).lean<LeafRecord>();
    if (record === null) return;
    const { fields } = eraseFields({ fields: record.body }, names);
    await this.#leaves.updateOne({ _id: index }, { $set: { body: fields } });
  }

  async pageByAsset(assetId: AssetId, page: PageRequest, order: TimeOrder): Promise<Page<LoggedStatement>> {
    const byIndex = { fields: ['_id'], direction: order === 'OLDEST_FIRST' ? (1 as const) : (-1 as const) };
    return readPage(this.#leaves, { filter: { assetId }, order: byIndex, page }, toLogged);
  }
}

function toRecord({ index, evidence, leaf, leafHash, ...rest }: LoggedStatement): LeafRecord {
  return {
    ...rest,
    _id: index,
    assetId: rest.statement.assetId,
    evidence: Buffer.from(evidence),
    leaf: Buffer.from(leaf),
    leafHash: Buffer.from(leafHash),
  };
}

function toLogged(record: LeafRecord): LoggedStatement {
  return {
    index: record._id,
    statement: parseStatement(record.statement, `leaf ${record._id}`),
    // As written by `append`.
    statementHash: record.statementHash as StatementHash,
    slot: record.slot,
    evidence: bytesOf(record.evidence),
    leaf: bytesOf(record.leaf),
    leafHash: bytesOf(record.leafHash),
    body: record.body,
    openings: record.openings,
    appendedAt: record.appendedAt,
  };
}
