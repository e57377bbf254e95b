import { type Connection, type Model, type QueryFilter, Schema } from 'mongoose';
import type { Day } from '@lanran/protocol/kernel/day';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { PriceRule } from '@lanran/protocol/licensing/pricing';
import { SUBLICENSABLE } from '@lanran/protocol/licensing/rights';
import { parseTerms, type TermsJson, termsToJson } from '@lanran/protocol/licensing/terms-json';
import type { License, LicenseFilter, Offer, SaleBeside, SoldLicense } from '../../domain/license.ts';
import type { IdRange } from '../../../platform/kernel/id-range.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import type { LicenseStore, OfferStore } from '../../ports/license-stores.ts';
import { listIdsOf } from '../../../platform/mongo/id-range.ts';
import { defineCollection, type Keyed, projectOnto, readRaw } from '../../../platform/mongo/model.ts';
import { readPage } from '../../../platform/mongo/page.ts';

interface OfferRecord extends Keyed<string>, Omit<Offer, 'id' | 'territories' | 'price' | 'rule'> {
  readonly territories: string;
  readonly price: string;
  readonly rule: RuleRecord;
}

interface RuleRecord extends Omit<PriceRule, 'minimum' | 'groups'> {
  readonly minimum: string;
  readonly groups: readonly { readonly territories: string; readonly factor: number }[];
}

export class MongoOfferStore implements OfferStore {
  readonly #offers: Model<OfferRecord>;

  constructor(connection: Connection) {
    this.#offers = defineCollection(connection, {
      name: 'offers',
      fields: {
        _id: String,
        assetId: String,
        holder: String,
        media: Number,
        territories: String,
        firstDay: Number,
        lastDay: Number,
        exclusive: Boolean,
        token: String,
        price: String,
        rule: Schema.Types.Mixed,
        licensee: String,
        communityShareBps: Number,
        rights: Number,
        isClosed: Boolean,
        projectedIndex: Number,
      },
      indexes: [[{ assetId: 1, isClosed: 1 }], [{ holder: 1, isClosed: 1, assetId: 1 }]],
    });
  }

  async find(id: string): Promise<Offer | null> {
    const record = await this.#offers.findById(id).lean<OfferRecord>();
    return record === null ? null : toOffer(record);
  }

  async listOpen(assetIds: readonly AssetId[]): Promise<Offer[]> {
    const records = await readRaw(this.#offers, { assetId: { $in: [...assetIds] }, isClosed: false });
    return records.map(toOffer).sort((left, right) => Number(BigInt(left.id) - BigInt(right.id)));
  }

  async listOpenOf(holder: OrganizationId, after: AssetId | null, most: number): Promise<Offer[]> {
    const records = await this.#offers
      .find({ holder, isClosed: false, ...(after !== null && { assetId: { $gt: after } }) })
      .sort({ holder: 1, isClosed: 1, assetId: 1 })
      .limit(most)
      .lean<OfferRecord[]>();
    return records.map(toOffer);
  }

  async project({ id, ...offer }: Offer): Promise<void> {
    await projectOnto(this.#offers, id, {
      state: {
        ...offer,
        territories: offer.territories.toString(),
        price: offer.price.toString(),
        rule: ruleRecordOf(offer.rule),
      },
    });
  }
}

function toOffer({ _id, ...record }: OfferRecord): Offer {
  return {
    ...record,
    id: _id,
    territories: BigInt(record.territories),
    price: BigInt(record.price),
    rule: toRule(record.rule),
  };
}

function ruleRecordOf({ minimum, groups, ...rule }: PriceRule): RuleRecord {
  return {
    ...rule,
    minimum: minimum.toString(),
    groups: groups.map(({ territories, factor }) => ({ territories: territories.toString(), factor })),
  };
}

function toRule({ minimum, groups, ...rule }: RuleRecord): PriceRule {
  return {
    ...rule,
    minimum: BigInt(minimum),
    groups: groups.map(({ territories, factor }) => ({ territories: BigInt(territories), factor })),
  };
}

interface LicenseRecord extends Keyed<LicenseId>, Omit<License, 'id' | 'terms'> {
  /** Of the terms, for the index. */
  readonly assetId: AssetId;
  readonly terms: TermsJson;
}

export class MongoLicenseStore implements LicenseStore {
  readonly #licenses: Model<LicenseRecord>;

  constructor(connection: Connection) {
    this.#licenses = defineCollection(connection, {
      name: 'licenses',
      fields: {
        _id: String,
        assetId: String,
        terms: Schema.Types.Mixed,
        takenVersions: Schema.Types.Mixed,
        holder: String,
        licensee: String,
        isRevoked: Boolean,
        revocation: Schema.Types.Mixed,
        transaction: String,
        soldAt: Date,
        soldIndex: Number,
        projectedIndex: Number,
      },
      indexes: [
        [{ licensee: 1, soldIndex: -1, _id: -1 }],
        [{ holder: 1, soldIndex: -1, _id: -1 }],
        [{ assetId: 1, soldIndex: -1, _id: -1 }],
        [{ 'terms.parent': 1, soldIndex: -1, _id: -1 }],
        [{ 'terms.licensee': 1, assetId: 1 }],
        [{ 'terms.lastDay': 1, _id: 1 }],
      ],
    });
  }

  async find(id: LicenseId): Promise<License | null> {
    const record = await this.#licenses.findById(id).lean<LicenseRecord>();
    return record === null ? null : toLicense(record);
  }

  async findMany(ids: readonly LicenseId[]): Promise<License[]> {
    const records = await this.#licenses.find({ _id: { $in: [...ids] } }).lean<LicenseRecord[]>();
    return records.map(toLicense);
  }

  async listIds(range: IdRange, most: number): Promise<LicenseId[]> {
    return listIdsOf(this.#licenses, range, most);
  }

  async list(filter: LicenseFilter, page: PageRequest): Promise<Page<License>> {
    const order = { fields: ['soldIndex', '_id'], direction: -1 as const };
    return readPage(this.#licenses, { filter: conditionsOf(filter), order, page }, toLicense);
  }

  async listEnding(lastDay: Day, after: LicenseId | null, most: number): Promise<License[]> {
    const records = await this.#licenses
      .find({ 'terms.lastDay': lastDay, isRevoked: false, ...(after !== null && { _id: { $gt: after } }) })
      .sort({ 'terms.lastDay': 1, _id: 1 })
      .limit(most)
      .lean<LicenseRecord[]>();
    return records.map(toLicense);
  }

  async listSublicensable(licensee: OrganizationId): Promise<LicenseId[]> {
    const records = await this.#licenses
      .find({ licensee }, { 'terms.rights': 1 })
      .lean<{ _id: LicenseId; terms: Pick<TermsJson, 'rights'> }[]>();
    return records.filter(({ terms }) => (terms.rights & SUBLICENSABLE) !== 0).map(({ _id }) => _id);
  }

  async listHeld(organizationIds: readonly OrganizationId[], assetId: AssetId): Promise<License[]> {
    const records = await this.#licenses
      .find({ assetId, licensee: { $in: [...organizationIds] } })
      .lean<LicenseRecord[]>();
    return records.map(toLicense);
  }

  async listSold(licensees: readonly OrganizationId[], assetIds: readonly AssetId[]): Promise<License[]> {
    const records = await this.#licenses
      .find({ assetId: { $in: [...assetIds] }, 'terms.licensee': { $in: [...licensees] } })
      .lean<LicenseRecord[]>();
    return records.map(toLicense);
  }

  async listExclusive(assetIds: readonly AssetId[]): Promise<License[]> {
    const records = await readRaw(this.#licenses, {
      assetId: { $in: [...assetIds] },
      isRevoked: false,
      'terms.exclusive': true,
    });
    return records.map(toLicense);
  }

  async listSoldTo(licensee: OrganizationId, assetIds: readonly AssetId[]): Promise<SoldLicense[]> {
    const sold = { 'terms.licensee': licensee, assetId: { $in: [...assetIds] } };
    const records = await readRaw(this.#licenses, sold, { fields: ['assetId'] });
    return records.map(({ _id, assetId }) => ({ id: _id, assetId }));
  }

  async listBeside(assetIds: readonly AssetId[]): Promise<SaleBeside[]> {
    const beside = { 'terms.exclusive': false, 'terms.origin': { $ne: 'SUBLICENSE' } } as const;
    const records = await this.#licenses
      .find({ assetId: { $in: [...assetIds] }, ...beside }, { terms: 1, soldAt: 1, soldIndex: 1 })
      .lean<Pick<LicenseRecord, 'terms' | 'soldAt' | 'soldIndex'>[]>();
    return records
      .sort((left, right) => left.soldIndex - right.soldIndex)
      .map(({ terms, soldAt }) => {
        const { assetId, offerId, wish } = parseTerms(terms);
        return { assetId, offerId, window: wish, soldAt };
      });
  }

  async project({ id, terms, ...license }: License): Promise<void> {
    const state = { ...license, assetId: terms.assetId, terms: termsToJson(terms) };
    await projectOnto(this.#licenses, id, { state });
  }
}

function conditionsOf({ grantedUnder, ...parties }: LicenseFilter): QueryFilter<LicenseRecord> {
  if (grantedUnder === undefined) return { ...parties };
  return { ...parties, 'terms.parent': { $in: [...grantedUnder] }, 'terms.origin': 'SUBLICENSE' };
}

function toLicense({ _id, assetId, terms, ...record }: LicenseRecord): License {
  return { ...record, id: _id, terms: parseTerms(terms) };
}
