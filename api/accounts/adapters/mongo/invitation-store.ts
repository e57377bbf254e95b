import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Invitation } from '../../domain/invitation.ts';
import type { InvitationStore } from '../../ports/invitation-store.ts';
import { defineCollection, type Keyed } from '../../../platform/mongo/model.ts';

interface InvitationRecord extends Keyed<string>, Omit<Invitation, 'id'> {}

export class MongoInvitationStore implements InvitationStore {
  readonly #invitations: Model<InvitationRecord>;

  constructor(connection: Connection) {
    this.#invitations = defineCollection(connection, {
      name: 'invitations',
      fields: {
        _id: String,
        organizationId: String,
        role: String,
        label: String,
        secretHash: String,
        createdAt: Date,
        expiresAt: Date,
        acceptedBy: String,
        withdrawnAt: Date,
      },
      indexes: [[{ organizationId: 1, createdAt: 1, _id: 1 }]],
    });
  }

  async insert({ id, ...invitation }: Invitation): Promise<void> {
    await this.#invitations.insertMany([{ ...invitation, _id: id }]);
  }

  async find(id: string): Promise<Invitation | null> {
    const record = await this.#invitations.findById(id).lean<InvitationRecord>();
    return record === null ? null : toInvitation(record);
  }

  async listByOrganization(organizationId: OrganizationId, most: number): Promise<Invitation[]> {
    const records = await this.#invitations
      .find({ organizationId })
      .sort({ createdAt: -1, _id: -1 })
      .limit(most)
      .lean<InvitationRecord[]>();
    return records.map(toInvitation);
  }

  async countSince(organizationId: OrganizationId, since: Date): Promise<number> {
    return this.#invitations.countDocuments({ organizationId, createdAt: { $gte: since } });
  }

  async accept(id: string, address: Hex, now: Date): Promise<void> {
    await this.#invitations.updateOne(
      { _id: id, acceptedBy: null, withdrawnAt: null, expiresAt: { $gt: now } },
      { $set: { acceptedBy: address } },
    );
  }

  async withdraw(id: string, now: Date): Promise<void> {
    await this.#invitations.updateOne({ _id: id, withdrawnAt: null }, { $set: { withdrawnAt: now } });
  }
}

function toInvitation({ _id, ...invitation }: InvitationRecord): Invitation {
  return { ...invitation, id: _id };
}
