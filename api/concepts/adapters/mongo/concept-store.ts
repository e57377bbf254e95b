import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Page } from '../../../platform/kernel/page.ts';
import {
  defineCollection,
  duplicateKeyOf,
  type Keyed,
  unlessDuplicate,
} from '../../../platform/mongo/model.ts';
import { type PageOrder, readPage } from '../../../platform/mongo/page.ts';
import type { Concept } from '../../domain/concept.ts';
import type { ConceptDecision, ConceptProposal, ProposalState } from '../../domain/concept-proposal.ts';
import type { ConceptChange } from '../../domain/concepts.ts';
import type { ConceptStore, DecisionOutcome, ProposalAudience } from '../../ports/concept-store.ts';

interface ConceptChangeRecord extends Keyed<string> {
  /** Unique: the version of an accepted change, else the id, because not every server has partial indexes. */
  readonly slot: string;
  readonly version: number | null;
  readonly concepts: readonly Concept[];
  readonly state: ProposalState | 'SHIPPED';
  readonly organizationId: string | null;
  readonly proposedBy: string | null;
  readonly proposedAt: Date;
  readonly message: string | null;
  readonly baseVersion: number;
  readonly communities: readonly string[];
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

const NEWEST_FIRST: PageOrder = { fields: ['proposedAt', '_id'], direction: -1 };
const PROPOSED = { organizationId: { $ne: null } };

export class MongoConceptStore implements ConceptStore {
  readonly #changes: Model<ConceptChangeRecord>;

  constructor(connection: Connection) {
    this.#changes = defineCollection(connection, {
      name: 'conceptChanges',
      fields: {
        _id: String,
        slot: String,
        version: Number,
        concepts: Schema.Types.Mixed,
        state: String,
        organizationId: String,
        proposedBy: String,
        proposedAt: Date,
        message: String,
        baseVersion: Number,
        communities: [String],
        decidedBy: String,
        decidedAt: Date,
        reason: String,
      },
      indexes: [
        [{ slot: 1 }, { unique: true }],
        [{ version: 1 }],
        [{ state: 1, proposedAt: -1, _id: -1 }],
        [{ organizationId: 1, state: 1 }],
      ],
    });
  }

  async listChanges(after: number, most: number): Promise<ConceptChange[]> {
    const records = await this.#changes
      .find({ version: { $gt: after } })
      .sort({ version: 1 })
      .limit(most)
      .lean<ConceptChangeRecord[]>();
    return records.map(({ version, concepts }) => ({ version: version ?? 0, concepts }));
  }

  async ship({ version, concepts }: ConceptChange, at: Date): Promise<boolean> {
    const record: ConceptChangeRecord = {
      _id: `shipped-${version}`,
      slot: slotOf(version),
      version,
      concepts,
      state: 'SHIPPED',
      ...{ organizationId: null, proposedBy: null, proposedAt: at, message: null },
      ...{ baseVersion: version - 1, communities: [] },
      ...{ decidedBy: null, decidedAt: at, reason: null },
    };
    return unlessDuplicate(this.#changes.insertMany([record]));
  }

  async insert({ id, decision, ...proposal }: ConceptProposal): Promise<boolean> {
    const { version = null } = decision ?? {};
    const record: ConceptChangeRecord = {
      ...proposal,
      _id: id,
      slot: version === null ? id : slotOf(version),
      version,
      decidedBy: decision?.decidedBy ?? null,
      decidedAt: decision?.decidedAt ?? null,
      reason: decision?.reason ?? null,
    };
    return unlessDuplicate(this.#changes.insertMany([record]));
  }

  async find(id: string): Promise<ConceptProposal | null> {
    const record = await this.#changes.findOne({ _id: id, ...PROPOSED }).lean<ConceptChangeRecord>();
    return record === null ? null : toProposal(record);
  }

  async list({ state, audience, page }: Parameters<ConceptStore['list']>[0]): Promise<Page<ConceptProposal>> {
    const filter = { $and: [state === null ? PROPOSED : { ...PROPOSED, state }, seenBy(audience)] };
    return readPage(this.#changes, { filter, order: NEWEST_FIRST, page }, toProposal);
  }

  async countOpen(organizationId: OrganizationId): Promise<number> {
    return this.#changes.countDocuments({ organizationId, state: 'OPEN' });
  }

  async decide(
    id: string,
    state: Exclude<ProposalState, 'OPEN'>,
    { version, ...decision }: ConceptDecision,
  ): Promise<DecisionOutcome> {
    const accepted = version === null ? {} : { version, slot: slotOf(version) };
    try {
      const { matchedCount } = await this.#changes.updateOne(
        { _id: id, state: 'OPEN' },
        { $set: { state, ...decision, ...accepted } },
      );
      return matchedCount === 0 ? 'NOT_OPEN' : 'DONE';
    } catch (error) {
      if (duplicateKeyOf(error) === null) throw error;
      return 'VERSION_TAKEN';
    }
  }
}

function slotOf(version: number): string {
  return `version-${version}`;
}

function seenBy({ seesAll, organizationIds }: ProposalAudience): object {
  if (seesAll) return {};
  const theirs = { $in: [...organizationIds] };
  return { $or: [{ organizationId: theirs }, { communities: theirs }] };
}

function toProposal(record: ConceptChangeRecord): ConceptProposal {
  const { _id: id, state, decidedBy, decidedAt, reason, version } = record;
  if (state === 'SHIPPED') throw new TypeError(`The change ${id} is no proposal.`);
  return {
    id,
    // Written from parsed ids and addresses.
    organizationId: record.organizationId as OrganizationId,
    proposedBy: record.proposedBy as Hex,
    communities: record.communities as readonly OrganizationId[],
    proposedAt: record.proposedAt,
    message: record.message,
    concepts: record.concepts,
    baseVersion: record.baseVersion,
    state,
    decision: decidedAt === null ? null : { decidedBy: decidedBy as Hex, decidedAt, reason, version },
  };
}
