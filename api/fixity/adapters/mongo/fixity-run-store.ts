import { type Connection, type Model, Schema } from 'mongoose';
import { type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { encodeFixityEntry } from '@lanran/protocol/files/fixity';
import { leafHash } from '@lanran/protocol/log/merkle';
import {
  type Content,
  contentKey,
  entrySalt,
  type FixityRun,
  type FixityScope,
} from '../../domain/fixity.ts';
import type { ErasedOutcome, FixityRunStore, IndexedEntry, RunSubject } from '../../ports/fixity-store.ts';
import type { TileStore } from '../../../log/ports/tile-store.ts';
import {
  bytesOf,
  defineCollection,
  hexOf,
  type Keyed,
  updateOrInsert,
  unlessDuplicate,
} from '../../../platform/mongo/model.ts';

interface RunRecord extends Keyed<string>, Omit<FixityRun, 'id'> {
  /** Always present and unique: the subject while the run goes on, then the run itself, so that one goes on at a time. */
  readonly slot: string;
  readonly isCurrent: boolean;
}

interface TileRecord extends Keyed<string> {
  readonly hashes: Uint8Array;
}

interface EntryRecord extends Keyed<string>, IndexedEntry {
  readonly runId: string;
  readonly key: string;
  /** Of an erased entry, which has nothing else. */
  readonly leafHash?: string;
}

const VALUES = { key: 1, sha256: 1, cid: 1, bytes: 1, outcome: 1 } as const;

export class MongoFixityRunStore implements FixityRunStore {
  readonly #runs: Model<RunRecord>;
  readonly #entries: Model<EntryRecord>;
  readonly #tiles: Model<TileRecord>;

  constructor(connection: Connection) {
    this.#runs = defineCollection(connection, {
      name: 'fixityRuns',
      fields: {
        _id: String,
        slot: String,
        isCurrent: Boolean,
        scope: String,
        assetId: String,
        state: String,
        logSize: Number,
        startedAt: Date,
        endedAt: Date,
        secret: String,
        lastKey: String,
        results: Schema.Types.Mixed,
        restrictedResults: Schema.Types.Mixed,
        body: Schema.Types.Mixed,
        statementHash: String,
        leafIndex: Number,
      },
      indexes: [
        [{ slot: 1 }, { unique: true }],
        [{ isCurrent: 1, scope: 1, startedAt: 1 }],
        [{ scope: 1, assetId: 1, startedAt: 1 }],
      ],
    });
    this.#entries = defineCollection(connection, {
      name: 'fixityEntries',
      fields: {
        _id: String,
        runId: String,
        index: Number,
        key: String,
        sha256: String,
        cid: String,
        bytes: Number,
        outcome: String,
        leafHash: String,
      },
      indexes: [[{ runId: 1, index: 1 }], [{ runId: 1, key: 1 }]],
    });
    this.#tiles = defineCollection(connection, {
      name: 'fixityTiles',
      fields: { _id: String, hashes: Buffer },
    });
  }

  async begin(run: FixityRun): Promise<FixityRun> {
    const { id, ...rest } = run;
    const slot = slotOf(run);
    await unlessDuplicate(this.#runs.insertMany([{ ...rest, _id: id, slot, isCurrent: true }]));
    return (await this.findCurrent(run)) ?? run;
  }

  async find(id: Hex): Promise<FixityRun | null> {
    return toRun(await this.#runs.findById(id).lean<RunRecord>());
  }

  async findCurrent(subject: RunSubject): Promise<FixityRun | null> {
    return toRun(await this.#runs.findOne({ slot: slotOf(subject) }).lean<RunRecord>());
  }

  async findFirstCurrent(scope: FixityScope): Promise<FixityRun | null> {
    const query = this.#runs.findOne({ isCurrent: true, scope });
    return toRun(await query.sort({ isCurrent: 1, scope: 1, startedAt: 1 }).lean<RunRecord>());
  }

  async findLast({ scope, assetId }: RunSubject): Promise<FixityRun | null> {
    const query = this.#runs.findOne({ scope, assetId, isCurrent: false });
    return toRun(await query.sort({ scope: -1, assetId: -1, startedAt: -1 }).lean<RunRecord>());
  }

  async update(
    id: Hex,
    state: FixityRun['state'],
    { id: _, ...changes }: Partial<FixityRun>,
  ): Promise<boolean> {
    const ended = changes.state === 'LOGGED' ? { slot: id, isCurrent: false } : {};
    const { matchedCount } = await this.#runs.updateOne(
      { _id: id, state },
      { $set: { ...changes, ...ended } },
    );
    return matchedCount > 0;
  }

  async putEntries(runId: Hex, entries: readonly IndexedEntry[]): Promise<void> {
    const records = entries.map((entry) => ({
      ...entry,
      _id: `${runId}:${entry.index}`,
      runId,
      key: contentKey(entry),
    }));
    if (records.length === 0) return;
    if (await unlessDuplicate(this.#entries.insertMany(records, { ordered: false }))) return;
    // A slice that was read again after a kill: what was found now counts.
    for (const { _id, ...record } of records) {
      await updateOrInsert(
        () => this.#entries.updateOne({ _id }, { $set: record }),
        () => this.#entries.insertMany([{ _id, ...record }]),
      );
    }
  }

  async listEntries(runId: Hex, from: number, to: number): Promise<(IndexedEntry | ErasedOutcome)[]> {
    const query = this.#entries.find({ runId, index: { $gte: from, $lt: to } });
    const records = await query.sort({ runId: 1, index: 1 }).lean<EntryRecord[]>();
    return records.map((record) =>
      record.leafHash === undefined
        ? toEntry(record)
        : { index: record.index, leafHash: hexOf(record.leafHash) },
    );
  }

  async eraseEntries(content: Pick<Content, 'sha256' | 'cid'>): Promise<void> {
    const key = contentKey(content);
    for (const { _id, secret } of await this.#runs.find().select({ secret: 1 }).lean<RunRecord[]>()) {
      const records = await this.#entries.find({ runId: _id, key }).lean<EntryRecord[]>();
      for (const record of records) {
        const leaf = encodeFixityEntry({ ...toEntry(record), salt: entrySalt(secret, record) });
        const erased = { $set: { leafHash: toHex(leafHash(leaf)) }, $unset: VALUES };
        await this.#entries.updateOne({ _id: record._id }, erased);
      }
      await this.#runs.updateOne({ _id, lastKey: key, isCurrent: false }, { $set: { lastKey: null } });
    }
  }

  async findEntries(
    runId: Hex,
    contents: readonly Pick<Content, 'sha256' | 'cid'>[],
  ): Promise<IndexedEntry[]> {
    const query = this.#entries.find({ runId, key: { $in: contents.map(contentKey) } });
    const entries = (await query.lean<EntryRecord[]>()).map(toEntry);
    return entries.sort((left, right) => left.index - right.index);
  }

  tilesOf(runId: Hex): TileStore {
    return {
      find: async (level, index) => {
        const record = await this.#tiles.findById(`${runId}:${level}/${index}`).lean<TileRecord>();
        return record === null ? null : { level, index, hashes: bytesOf(record.hashes) };
      },
      put: async ({ level, index, hashes }) => {
        const record = { _id: `${runId}:${level}/${index}`, hashes: Buffer.from(hashes) };
        await unlessDuplicate(this.#tiles.insertMany([record]));
      },
    };
  }
}

function slotOf({ scope, assetId }: RunSubject): string {
  return assetId === null ? scope : `${scope}:${assetId}`;
}

function toRun(record: RunRecord | null): FixityRun | null {
  if (record === null) return null;
  const { _id, slot, isCurrent, ...run } = record;
  return { ...run, id: hexOf(_id) };
}

function toEntry({ index, sha256, cid, bytes, outcome }: EntryRecord): IndexedEntry {
  return { index, sha256, cid, bytes, outcome };
}
