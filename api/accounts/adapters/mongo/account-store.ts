import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Account } from '../../domain/account.ts';
import type { AccountStore } from '../../ports/account-store.ts';
import { defineCollection, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface AccountRecord extends Keyed<string>, Omit<Account, 'name'> {}

export class MongoAccountStore implements AccountStore {
  readonly #accounts: Model<AccountRecord>;

  constructor(connection: Connection) {
    this.#accounts = defineCollection(connection, {
      name: 'accounts',
      fields: {
        _id: String,
        displayName: String,
        address: String,
        keystore: String,
        retrievalHash: String,
        createdAt: Date,
      },
      indexes: [[{ address: 1 }, { unique: true }]],
    });
  }

  async isAny(): Promise<boolean> {
    return (await this.#accounts.findOne().select({ _id: 1 }).lean()) !== null;
  }

  async find(name: string): Promise<Account | null> {
    const record = await this.#accounts.findById(name).lean<AccountRecord>();
    return record === null ? null : toAccount(record);
  }

  async findByAddress(address: Hex): Promise<Account | null> {
    const [account] = await this.findManyByAddress([address]);
    return account ?? null;
  }

  async findManyByAddress(addresses: readonly Hex[]): Promise<Account[]> {
    const records = await this.#accounts
      .find({ address: { $in: [...addresses] as Account['address'][] } })
      .lean<AccountRecord[]>();
    return records.map(toAccount);
  }

  async insert({ name, ...account }: Account): Promise<boolean> {
    return unlessDuplicate(this.#accounts.insertMany([{ ...account, _id: name }]));
  }

  async update(address: Hex, changes: Parameters<AccountStore['update']>[1]): Promise<boolean> {
    const { matchedCount } = await this.#accounts.updateOne(
      { address: address as Account['address'] },
      { $set: changes },
    );
    return matchedCount === 1;
  }
}

function toAccount({ _id, ...account }: AccountRecord): Account {
  return { ...account, name: _id };
}
