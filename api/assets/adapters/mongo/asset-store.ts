import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId, StatementHash } from '@lanran/protocol/kernel/ids';
import { peoplesNamedIn } from '@lanran/protocol/assets/peoples';
import type { Availability, Days } from '../../domain/availability.ts';
import type { Asset, Term } from '../../domain/asset.ts';
import type { ConceptReader } from '../../../concepts/ports/concept-reader.ts';
import type { AssetSort, Counted, LeafRange } from '../../domain/asset-query.ts';
import { type CatalogTerm, catalogTermsOf, type TermMeanings } from '../../domain/catalog-term.ts';
import type { Page } from '../../../platform/kernel/page.ts';
import type {
  AssetStore,
  Audience,
  AvailableAsset,
  PublicationTime,
  PublishedAsset,
  ReducedAsset,
} from '../../ports/asset-store.ts';
import { audienceFilter, selectionFilter, storedTerm } from './asset-conditions.ts';
import { countTerms } from './term-counts.ts';
import type { IdRange } from '../../../platform/kernel/id-range.ts';
import { listIdsOf } from '../../../platform/mongo/id-range.ts';
import {
  defineCollection,
  insertNew,
  type Keyed,
  projectOnto,
  readByKeys,
} from '../../../platform/mongo/model.ts';
import { KeptReads } from '../../../platform/mongo/kept-reads.ts';
import { type PageOrder, readPage } from '../../../platform/mongo/page.ts';

interface AssetRecord
  extends Keyed<string>, Omit<Asset, 'id' | 'holder' | 'custodyOffer' | 'community' | 'head'> {
  readonly holder: string;
  readonly custodyOffer: string | null;
  readonly community: string | null;
  readonly head: string;
  /** Copies of metadata that filters and orders need as fields of their own. */
  readonly kind: string;
  readonly access: string;
  readonly termKeys: readonly string[];
  readonly peoples: readonly string[];
  readonly titleKey: string;
  /** Has it days of sale, whenever? */
  readonly onOffer?: boolean;
  readonly saleDays?: readonly Days[];
  readonly sales?: Availability['sales'];
  readonly taken?: Availability['taken'];
  readonly saleUntil?: Day | null;
  readonly offeredUntil?: Day | null;
  readonly consentUntil?: Day | null;
  /** The last leaf that changed anything here. */
  readonly changedLeaf?: number;
}

const ORDERS: Readonly<Record<AssetSort, PageOrder>> = {
  NEWEST: { fields: ['publishedIndex'], direction: -1 },
  OLDEST: { fields: ['publishedIndex'], direction: 1 },
  TITLE: { fields: ['titleKey', '_id'], direction: 1 },
};

export class MongoAssetStore implements AssetStore {
  readonly #assets: Model<AssetRecord>;
  readonly #concepts: ConceptReader;
  readonly #shown = new KeptReads<AvailableAsset>();
  #shownLeaves = 0;

  constructor(connection: Connection, concepts: ConceptReader) {
    this.#concepts = concepts;
    this.#assets = defineCollection(connection, {
      name: 'assets',
      fields: {
        _id: String,
        holder: String,
        formerHolders: Schema.Types.Mixed,
        custodyOffer: String,
        community: String,
        version: Number,
        metadata: Schema.Types.Mixed,
        filesField: Schema.Types.Mixed,
        head: String,
        publishedIndex: Number,
        publishedAt: Date,
        isWithdrawn: Boolean,
        isTakenDown: Boolean,
        projectedIndex: Number,
        kind: String,
        access: String,
        termKeys: [String],
        peoples: [String],
        titleKey: String,
        onOffer: Boolean,
        saleDays: Schema.Types.Mixed,
        sales: Schema.Types.Mixed,
        taken: Schema.Types.Mixed,
        saleUntil: Number,
        offeredUntil: Number,
        consentUntil: Number,
        changedLeaf: Number,
      },
      indexes: [
        [{ publishedIndex: -1 }],
        [{ titleKey: 1, _id: 1 }],
        [{ kind: 1, publishedIndex: -1 }],
        [{ community: 1, publishedIndex: -1 }],
        [{ holder: 1, publishedIndex: -1 }],
        [{ holder: 1, publishedAt: -1, publishedIndex: -1 }],
        [{ publishedAt: -1, publishedIndex: -1 }],
        [{ termKeys: 1, publishedIndex: -1 }],
        [{ peoples: 1, publishedIndex: -1 }],
        [{ onOffer: 1, publishedIndex: -1 }],
        [{ changedLeaf: 1 }],
        [{ 'filesField.root': 1 }],
      ],
    });
  }

  async find(id: AssetId): Promise<Asset | null> {
    const record = await this.#assets.findById(id).lean<AssetRecord>();
    return record === null ? null : toAsset(record);
  }

  async listIds(range: IdRange, most: number): Promise<AssetId[]> {
    // Written as assets have them.
    return (await listIdsOf(this.#assets, range, most)) as AssetId[];
  }

  async findMany(ids: readonly AssetId[]): Promise<Asset[]> {
    const records = await readByKeys(this.#assets, ids);
    return records.map(toAsset);
  }

  async findByManifests(roots: readonly Hex[]): Promise<Asset[]> {
    const records = await this.#assets.find({ 'filesField.root': { $in: [...roots] } }).lean<AssetRecord[]>();
    return records.map(toAsset);
  }

  async list({ sort, page, ...selection }: Parameters<AssetStore['list']>[0]): Promise<Page<Asset>> {
    return readPage(this.#assets, { filter: selectionFilter(selection), order: ORDERS[sort], page }, toAsset);
  }

  async findNewest({
    first,
    publishedBefore,
    ...selection
  }: Parameters<AssetStore['findNewest']>[0]): Promise<Asset[]> {
    const filter = selectionFilter(selection);
    const isBefore = publishedBefore !== undefined;
    if (publishedBefore !== undefined) filter.$and.push({ publishedAt: { $lt: publishedBefore } });
    const records = await this.#assets
      .find(filter)
      // Each order has its index.
      .sort(isBefore ? { publishedAt: -1, publishedIndex: -1 } : { publishedIndex: -1 })
      .limit(first)
      .lean<AssetRecord[]>();
    return records.map(toAsset);
  }

  async countPublished({
    from,
    before,
    ...selection
  }: Parameters<AssetStore['countPublished']>[0]): Promise<number> {
    const { $and } = selectionFilter(selection);
    return this.#assets.countDocuments({ $and: [...$and, { publishedAt: { $gte: from, $lt: before } }] });
  }

  async findLeaves({ from, before }: PublicationTime): Promise<LeafRange | null> {
    const published = { publishedAt: { $gte: from, $lt: before } };
    const at = async (order: 1 | -1) =>
      this.#assets
        .findOne(published)
        .sort({ publishedAt: order, publishedIndex: order })
        .select({ publishedIndex: 1 })
        .lean<Pick<AssetRecord, 'publishedIndex'>>();
    const [first, last] = await Promise.all([at(1), at(-1)]);
    if (first === null || last === null) return null;
    return { from: first.publishedIndex, before: last.publishedIndex + 1 };
  }

  async listPublished({
    audience,
    from,
    before,
  }: Parameters<AssetStore['listPublished']>[0]): Promise<PublishedAsset[]> {
    const records = await this.#assets
      .find({ $and: [audienceFilter(audience), { publishedIndex: { $gte: from, $lt: before } }] })
      .select({ version: 1, publishedAt: 1 })
      .sort({ publishedIndex: 1 })
      .lean<Pick<AssetRecord, '_id' | 'version' | 'publishedAt'>[]>();
    return records.map(({ _id, version, publishedAt }) => ({
      // Written by `project`, from an asset's own id.
      id: _id as AssetId,
      version,
      publishedAt,
    }));
  }

  async termsInUse(vocabulary: Term['vocabulary'], audience: Audience): Promise<Counted<CatalogTerm>[]> {
    const concepts = await this.#concepts.current();
    const terms = await countTerms(this.#assets, { filter: audienceFilter(audience), concepts });
    return terms.filter(({ value }) => value.vocabulary === vocabulary);
  }

  async project({ id, ...state }: Asset): Promise<void> {
    const fields = listedFieldsOf(state, await this.#concepts.current());
    const changedLeaf = state.projectedIndex;
    await this.#shown.writing([id], () =>
      projectOnto(this.#assets, id, { state: { ...state, ...fields, changedLeaf } }),
    );
  }

  async projectAll(assets: readonly Asset[]): Promise<void> {
    if (assets.length === 0) return;
    const concepts = await this.#concepts.current();
    const records = assets.map(({ id, ...state }): AssetRecord => ({
      ...state,
      ...listedFieldsOf(state, concepts),
      changedLeaf: state.projectedIndex,
      _id: id,
    }));
    const ids = assets.map(({ id }) => id);
    await this.#shown.writing(ids, async () => {
      for (const { _id, ...state } of await insertNew(this.#assets, records))
        await projectOnto(this.#assets, _id, { state });
    });
  }

  async replaceMetadata({ id, head, metadata, holder, isTakenDown }: ReducedAsset): Promise<void> {
    const fields = listedFieldsOf({ metadata, holder, isTakenDown }, await this.#concepts.current());
    await this.#shown.writing([id], () =>
      this.#assets.updateOne({ _id: id, head }, { $set: { metadata, ...fields } }),
    );
  }

  async setAvailability(
    ids: readonly AssetId[],
    { consentUntil, offeredUntil, saleDays, sales, taken }: Availability,
    leaf: number,
  ): Promise<void> {
    const onOffer = saleDays.length > 0;
    const saleUntil = saleDays.at(-1)?.lastDay ?? null;
    await this.#shown.writing(ids, () =>
      this.#assets.updateMany(
        { _id: { $in: [...ids] } },
        {
          $set: { consentUntil, offeredUntil, onOffer, saleDays, saleUntil, sales, taken },
          $max: { changedLeaf: leaf },
        },
      ),
    );
  }

  async listChanged(
    ...[{ from, to }, after, most]: Parameters<AssetStore['listChanged']>
  ): Promise<AvailableAsset[]> {
    const changed = from === 0 ? {} : { changedLeaf: { $gte: from, $lt: to } };
    const records = await this.#assets
      .find({ ...changed, ...(after !== null && { _id: { $gt: after } }) })
      .sort({ _id: 1 })
      .limit(most)
      .lean<AssetRecord[]>();
    return records.map(toAvailable);
  }

  async findAvailable(ids: readonly AssetId[]): Promise<AvailableAsset[]> {
    const records = await readByKeys(this.#assets, ids);
    return records.map(toAvailable);
  }

  async findShown(ids: readonly AssetId[], leaves: number): Promise<AvailableAsset[]> {
    if (leaves > this.#shownLeaves) this.#shown.forgetAll();
    this.#shownLeaves = Math.max(leaves, this.#shownLeaves);
    const shown = await this.#shown.read(ids, async (missing) => {
      const records = await readByKeys(this.#assets, missing);
      return new Map(records.map((record) => [record._id, toAvailable(record)]));
    });
    return [...shown.values()];
  }

  async count(): Promise<number> {
    return this.#assets.countDocuments({});
  }
}

type ListedAsset = Pick<Asset, 'metadata' | 'holder' | 'isTakenDown'>;

function listedFieldsOf({ metadata, holder, isTakenDown }: ListedAsset, concepts: TermMeanings) {
  const { title } = metadata;
  const terms = catalogTermsOf(metadata.terms, { holder, concepts });
  return {
    kind: metadata.kind,
    // Lists have it for its people alone, who answer for it; whoever has its address reads what was taken down.
    access: isTakenDown ? 'RESTRICTED' : metadata.access,
    termKeys: terms.map(storedTerm),
    peoples: peoplesNamedIn(metadata),
    titleKey: (title.en ?? title.zh ?? '').toLowerCase().slice(0, 100),
  };
}

function toAvailable(record: AssetRecord): AvailableAsset {
  const { consentUntil = null, offeredUntil = null, saleDays = [], sales = [], taken = [] } = record;
  return { asset: toAsset(record), availability: { consentUntil, offeredUntil, saleDays, sales, taken } };
}

function toAsset(record: AssetRecord): Asset {
  return {
    // Written from parsed ids.
    id: record._id as AssetId,
    holder: record.holder as OrganizationId,
    formerHolders: record.formerHolders,
    custodyOffer: record.custodyOffer as OrganizationId | null,
    community: record.community as OrganizationId | null,
    version: record.version,
    metadata: record.metadata,
    filesField: record.filesField,
    head: record.head as StatementHash,
    publishedIndex: record.publishedIndex,
    publishedAt: record.publishedAt,
    isWithdrawn: record.isWithdrawn,
    // Absent from records of before anything was taken down.
    isTakenDown: (record as Partial<AssetRecord>).isTakenDown ?? false,
    projectedIndex: record.projectedIndex,
  };
}
