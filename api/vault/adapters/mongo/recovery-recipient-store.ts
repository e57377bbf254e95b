import type { Connection, Model } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { RecoveryRecipient, RecoveryRecipientStore } from '../../ports/recovery-recipient-store.ts';
import { defineCollection, type Keyed, updateOrInsert } from '../../../platform/mongo/model.ts';

interface RecipientRecord extends Keyed<string>, Omit<RecoveryRecipient, 'organizationId'> {}

export class MongoRecoveryRecipientStore implements RecoveryRecipientStore {
  readonly #recipients: Model<RecipientRecord>;

  constructor(connection: Connection) {
    this.#recipients = defineCollection(connection, {
      name: 'recoveryRecipients',
      fields: { _id: String, recipient: String, setAt: Date, setBy: String },
    });
  }

  async find(organizationId: OrganizationId): Promise<RecoveryRecipient | null> {
    const record = await this.#recipients.findById(organizationId).lean<RecipientRecord>();
    if (record === null) return null;
    const { recipient, setAt, setBy } = record;
    return { organizationId, recipient, setAt, setBy };
  }

  async set({ organizationId, ...state }: RecoveryRecipient): Promise<void> {
    await updateOrInsert(
      () => this.#recipients.updateOne({ _id: organizationId }, { $set: state }),
      () => this.#recipients.insertMany([{ ...state, _id: organizationId }]),
    );
  }

  async remove(organizationId: OrganizationId): Promise<void> {
    await this.#recipients.deleteOne({ _id: organizationId });
  }
}
