import { type Connection, type Model, Schema } from 'mongoose';
import type { AnchorMark, AnchorStore } from '../../ports/anchor-store.ts';
import type { Anchor } from '../../../chain/ports/ledger.ts';
import type { Tile, TileStore } from '../../ports/tile-store.ts';
import { bytesOf, defineCollection, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface TileRecord extends Keyed<string> {
  readonly hashes: Uint8Array;
}

export class MongoTileStore implements TileStore {
  readonly #tiles: Model<TileRecord>;

  constructor(connection: Connection) {
    this.#tiles = defineCollection(connection, { name: 'tiles', fields: { _id: String, hashes: Buffer } });
  }

  async find(level: number, index: number): Promise<Tile | null> {
    const record = await this.#tiles.findById(`${level}/${index}`).lean<TileRecord>();
    return record === null ? null : { level, index, hashes: bytesOf(record.hashes) };
  }

  async put({ level, index, hashes }: Tile): Promise<void> {
    await unlessDuplicate(
      this.#tiles.insertMany([{ _id: `${level}/${index}`, hashes: Buffer.from(hashes) }]),
    );
  }
}

interface AnchorRecord extends Keyed<number> {
  readonly anchor: Omit<Anchor, 'chainId'> & { readonly chainId: string };
}

const MARK_FIELDS = {
  'anchor.size': 1,
  'anchor.blockNumber': 1,
  'anchor.transaction': 1,
  'anchor.blockTime': 1,
};

export class MongoAnchorStore implements AnchorStore {
  readonly #anchors: Model<AnchorRecord>;

  constructor(connection: Connection) {
    this.#anchors = defineCollection(connection, {
      name: 'anchors',
      fields: { _id: Number, anchor: Schema.Types.Mixed },
    });
  }

  async put(anchor: Anchor): Promise<void> {
    const record = { _id: anchor.size, anchor: { ...anchor, chainId: anchor.chainId.toString() } };
    await unlessDuplicate(this.#anchors.insertMany([record]));
  }

  async findLatest(): Promise<Anchor | null> {
    return toAnchor(await this.#anchors.findOne().sort({ _id: -1 }).lean<AnchorRecord>());
  }

  async findCovering(leafIndex: number): Promise<Anchor | null> {
    const query = this.#anchors.findOne({ _id: { $gt: leafIndex } });
    return toAnchor(await query.sort({ _id: 1 }).lean<AnchorRecord>());
  }

  /** Without the proofs, which are most of a record. */
  async listMarksAfter(leafIndex: number, limit: number): Promise<AnchorMark[]> {
    const records = await this.#anchors
      .find({ _id: { $gt: leafIndex } })
      .sort({ _id: 1 })
      .limit(limit)
      .select(MARK_FIELDS)
      .lean<{ readonly anchor: AnchorMark }[]>();
    return records.map(({ anchor }) => anchor);
  }
}

function toAnchor(record: AnchorRecord | null): Anchor | null {
  return record === null ? null : { ...record.anchor, chainId: BigInt(record.anchor.chainId) };
}
