import type { Connection, Model } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Session, SessionStore, UsedNonceStore } from '../../ports/session-store.ts';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface SessionRecord extends Keyed<string> {
  readonly address: string;
  readonly expiresAt: Date;
}

export class MongoSessionStore implements SessionStore {
  readonly #sessions: Model<SessionRecord>;

  constructor(connection: Connection) {
    this.#sessions = defineCollection(connection, {
      name: 'sessions',
      fields: { _id: String, address: String, expiresAt: Date },
      indexes: [[{ expiresAt: 1 }], [{ address: 1 }]],
    });
  }

  async insert({ tokenHash, address, expiresAt }: Session): Promise<void> {
    await this.#sessions.insertMany([{ _id: tokenHash, address, expiresAt }]);
  }

  async find(tokenHash: Hex): Promise<Session | null> {
    const record = await this.#sessions.findById(tokenHash).lean<SessionRecord>();
    return record === null
      ? null
      : { tokenHash, address: hexOf(record.address), expiresAt: record.expiresAt };
  }

  async delete(tokenHash: Hex): Promise<void> {
    await this.#sessions.deleteOne({ _id: tokenHash });
  }

  async deleteOf(address: Hex): Promise<void> {
    await this.#sessions.deleteMany({ address });
  }

  async sweep(now: Date): Promise<void> {
    await this.#sessions.deleteMany({ expiresAt: { $lte: now } });
  }
}

interface NonceRecord extends Keyed<string> {
  readonly expiresAt: Date;
}

export class MongoUsedNonceStore implements UsedNonceStore {
  readonly #nonces: Model<NonceRecord>;

  constructor(connection: Connection) {
    this.#nonces = defineCollection(connection, {
      name: 'nonces',
      fields: { _id: String, expiresAt: Date },
      indexes: [[{ expiresAt: 1 }]],
    });
  }

  async use(nonce: string, expiresAt: Date): Promise<boolean> {
    return unlessDuplicate(this.#nonces.insertMany([{ _id: nonce, expiresAt }]));
  }

  async sweep(now: Date): Promise<void> {
    await this.#nonces.deleteMany({ expiresAt: { $lte: now } });
  }
}
