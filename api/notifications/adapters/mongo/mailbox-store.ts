import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { defineCollection, hexOf, type Keyed, updateOrInsert } from '../../../platform/mongo/model.ts';
import type { Mailbox } from '../../domain/mailbox.ts';
import type { MailboxChanges, MailboxStore } from '../../ports/mailbox-store.ts';

interface MailboxRecord extends Keyed<string>, Omit<Mailbox, 'address'> {}

export class MongoMailboxStore implements MailboxStore {
  readonly #mailboxes: Model<MailboxRecord>;

  constructor(connection: Connection) {
    this.#mailboxes = defineCollection(connection, {
      name: 'mailboxes',
      fields: {
        _id: String,
        language: String,
        kinds: [String],
        email: String,
        confirmedAt: Date,
        confirmation: Schema.Types.Mixed,
        stopped: Schema.Types.Mixed,
        unsubscribeKey: String,
      },
      indexes: [[{ 'confirmation.codeHash': 1 }], [{ unsubscribeKey: 1 }]],
    });
  }

  async find(address: Hex): Promise<Mailbox | null> {
    const [mailbox] = await this.findMany([address]);
    return mailbox ?? null;
  }

  async findMany(addresses: readonly Hex[]): Promise<Mailbox[]> {
    const records = await this.#mailboxes.find({ _id: { $in: [...addresses] } }).lean<MailboxRecord[]>();
    return records.map(toMailbox);
  }

  async change({ address, ...absent }: Mailbox, changes: MailboxChanges): Promise<void> {
    await updateOrInsert(
      () => this.#mailboxes.updateOne({ _id: address }, { $set: changes }),
      () => this.#mailboxes.insertMany([{ ...absent, ...changes, _id: address }]),
    );
  }

  async confirm(codeHash: Hex, now: Date): Promise<Mailbox | null> {
    const record = await this.#mailboxes
      .findOneAndUpdate(
        { 'confirmation.codeHash': codeHash, 'confirmation.until': { $gt: now } },
        { $set: { confirmedAt: now, confirmation: null, stopped: null } },
        { returnDocument: 'after' },
      )
      .lean<MailboxRecord>();
    return record === null ? null : toMailbox(record);
  }

  async findByUnsubscribeKey(unsubscribeKey: string): Promise<Mailbox | null> {
    const record = await this.#mailboxes.findOne({ unsubscribeKey }).lean<MailboxRecord>();
    return record === null ? null : toMailbox(record);
  }

  async stop(
    { address, email }: Parameters<MailboxStore['stop']>[0],
    stopped: Mailbox['stopped'],
  ): Promise<boolean> {
    const { matchedCount } = await this.#mailboxes.updateOne({ _id: address, email }, { $set: { stopped } });
    return matchedCount === 1;
  }
}

function toMailbox({ _id, ...mailbox }: MailboxRecord): Mailbox {
  return { ...mailbox, address: hexOf(_id) };
}
