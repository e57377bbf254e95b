import type { Connection, Model } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Earning } from '../../domain/earning.ts';
import type { Page, PageRequest } from '../../../platform/kernel/page.ts';
import type { EarningStore } from '../../ports/earning-store.ts';
import { defineCollection, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';
import { readPage } from '../../../platform/mongo/page.ts';

interface EarningRecord extends Keyed<string>, Omit<Earning, 'amount'> {
  readonly amount: string;
}

export class MongoEarningStore implements EarningStore {
  readonly #earnings: Model<EarningRecord>;

  constructor(connection: Connection) {
    this.#earnings = defineCollection(connection, {
      name: 'earnings',
      fields: {
        _id: String,
        organizationId: String,
        kind: String,
        licenseId: String,
        assetId: String,
        amount: String,
        token: String,
        at: Date,
        transaction: String,
        leafIndex: Number,
      },
      indexes: [[{ organizationId: 1, leafIndex: -1, _id: -1 }]],
    });
  }

  async put(earnings: readonly Earning[]): Promise<void> {
    const records = earnings.map(({ amount, ...earning }): EarningRecord => {
      const _id = `${earning.leafIndex}/${earning.organizationId}`;
      return { ...earning, amount: amount.toString(), _id };
    });
    await unlessDuplicate(this.#earnings.insertMany(records, { ordered: false }));
  }

  async list(organizationId: OrganizationId, page: PageRequest): Promise<Page<Earning>> {
    const order = { fields: ['leafIndex', '_id'], direction: -1 as const };
    return readPage(this.#earnings, { filter: { organizationId }, order, page }, toEarning);
  }
}

function toEarning({ _id, amount, ...earning }: EarningRecord): Earning {
  return { ...earning, amount: BigInt(amount) };
}
