import { type Connection, type Model, type QueryFilter, Schema } from 'mongoose';
import type { Day } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Wish } from '@lanran/protocol/licensing/window';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';
import type { Call, CallChange, CallQuery, CallState } from '../../domain/call.ts';
import type { CallStore } from '../../ports/call-store.ts';

/** Integers above 2^53 are decimal text in the database. */
type WishRecord = Omit<Wish, 'territories'> & { readonly territories: string };

interface CallRecord extends Keyed<string>, Omit<Call, 'id' | 'openedBy' | 'welcome' | 'changes'> {
  readonly openedBy: string;
  readonly welcome: WishRecord | null;
  readonly changes: readonly (Omit<CallChange, 'account'> & { readonly account: string })[];
}

export class MongoCallStore implements CallStore {
  readonly #calls: Model<CallRecord>;

  constructor(connection: Connection) {
    this.#calls = defineCollection(connection, {
      name: 'calls',
      fields: {
        _id: String,
        organization: String,
        title: Schema.Types.Mixed,
        purpose: Schema.Types.Mixed,
        criteria: Schema.Types.Mixed,
        assetIds: [String],
        welcome: Schema.Types.Mixed,
        closingDay: Number,
        openedBy: String,
        openedAt: Date,
        closedAt: Date,
        withdrawnAt: Date,
        withdrawnReason: Schema.Types.Mixed,
        changes: [Schema.Types.Mixed],
        revision: Number,
      },
      indexes: [
        [{ openedAt: -1, _id: -1 }],
        [{ organization: 1, openedAt: -1, _id: -1 }],
        [{ assetIds: 1, openedAt: -1, _id: -1 }],
        [{ closingDay: 1 }],
      ],
    });
  }

  async find(id: string): Promise<Call | null> {
    const record = await this.#calls.findById(id).lean<CallRecord>();
    return record === null ? null : toCall(record);
  }

  async list(
    { state, organization, asset }: CallQuery,
    { today, most }: { readonly today: Day; readonly most: number },
  ): Promise<Call[]> {
    const records = await this.#calls
      .find({
        ...(organization !== undefined && { organization }),
        ...(asset !== undefined && { assetIds: asset }),
        ...(state !== undefined && inState(state, today)),
      })
      .sort({ openedAt: -1, _id: -1 })
      .limit(most)
      .lean<CallRecord[]>();
    return records.map(toCall);
  }

  async countOpen(organization: OrganizationId, today: Day): Promise<number> {
    return this.#calls.countDocuments({ organization, ...inState('OPEN', today) });
  }

  async insert(call: Call): Promise<boolean> {
    return unlessDuplicate(this.#calls.insertMany([{ ...fieldsOf(call), _id: call.id }]));
  }

  async replace(call: Call, revision: number): Promise<boolean> {
    const { matchedCount } = await this.#calls.updateOne(
      { _id: call.id, revision },
      { $set: fieldsOf(call) },
    );
    return matchedCount > 0;
  }
}

/** As `callStateOn` has it. */
function inState(state: CallState, today: Day): QueryFilter<CallRecord> {
  switch (state) {
    case 'OPEN':
      return { withdrawnAt: null, closedAt: null, closingDay: { $gte: today } };
    case 'CLOSED':
      return { withdrawnAt: null, $or: [{ closedAt: { $ne: null } }, { closingDay: { $lt: today } }] };
    case 'WITHDRAWN':
      return { withdrawnAt: { $ne: null } };
  }
}

function fieldsOf({ id: _, assetIds, welcome, changes, ...call }: Call): Omit<CallRecord, '_id'> {
  return {
    ...call,
    assetIds: [...assetIds],
    changes: [...changes],
    welcome: welcome === null ? null : { ...welcome, territories: welcome.territories.toString() },
  };
}

function toCall({ _id, openedBy, welcome, changes, ...call }: CallRecord): Call {
  return {
    ...call,
    id: _id,
    openedBy: hexOf(openedBy),
    changes: changes.map((change) => ({ ...change, account: hexOf(change.account) })),
    welcome: welcome === null ? null : { ...welcome, territories: BigInt(welcome.territories) },
  };
}
