import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { SafeSignature, SafeTransaction, SafeTransactionState } from '../../domain/safe.ts';
import type { SafeStore } from '../../ports/safe-store.ts';
import { defineCollection, hexOf, type Keyed, unlessDuplicate } from '../../../platform/mongo/model.ts';

interface TransactionRecord extends Keyed<string>, Omit<SafeTransaction, 'hash' | 'nonce'> {
  /** Decimal text. */
  readonly nonce: string;
}

/** Named by hash and signer. */
interface SignatureRecord extends Keyed<string>, SafeSignature {}

interface CreationRecord extends Keyed<string> {
  readonly createdBy: Hex;
  readonly createdAt: Date;
}

const WAITING: { readonly $in: SafeTransactionState[] } = { $in: ['OPEN', 'REFUSED'] };

export class MongoSafeStore implements SafeStore {
  readonly #transactions: Model<TransactionRecord>;
  readonly #signatures: Model<SignatureRecord>;
  readonly #creations: Model<CreationRecord>;

  constructor(connection: Connection) {
    this.#transactions = defineCollection(connection, {
      name: 'safe_transactions',
      fields: {
        _id: String,
        safe: String,
        to: String,
        data: String,
        nonce: String,
        contract: String,
        functionName: String,
        assetIds: [String],
        versions: Schema.Types.Mixed,
        proposedAt: Date,
        sinceBlock: Number,
        state: String,
        transaction: String,
      },
      indexes: [[{ safe: 1, proposedAt: -1, _id: -1 }], [{ proposedAt: 1 }]],
    });
    this.#signatures = defineCollection(connection, {
      name: 'safe_signatures',
      fields: { _id: String, hash: String, signer: String, signature: String, sentBy: String, sentAt: Date },
      indexes: [[{ hash: 1 }], [{ sentBy: 1, sentAt: 1 }]],
    });
    this.#creations = defineCollection(connection, {
      name: 'safe_creations',
      fields: { _id: String, createdBy: String, createdAt: Date },
      indexes: [[{ createdBy: 1, createdAt: 1 }]],
    });
  }

  async find(hash: Hex): Promise<SafeTransaction | null> {
    const record = await this.#transactions.findById(hash).lean<TransactionRecord>();
    return record === null ? null : toTransaction(record);
  }

  async propose({ hash, nonce, ...transaction }: SafeTransaction): Promise<void> {
    const record = { _id: hash, nonce: nonce.toString(), ...transaction };
    await unlessDuplicate(this.#transactions.insertMany([record]));
  }

  async list(safe: Address, first: number): Promise<SafeTransaction[]> {
    const records = await this.#transactions
      .find({ safe })
      .sort({ proposedAt: -1, _id: -1 })
      .limit(first)
      .lean<TransactionRecord[]>();
    return records.map(toTransaction);
  }

  async listProposed(since: Date, most: number): Promise<SafeTransaction[]> {
    const records = await this.#transactions
      .find({ proposedAt: { $gte: since } })
      .sort({ proposedAt: 1, _id: 1 })
      .limit(most)
      .lean<TransactionRecord[]>();
    return records.map(toTransaction);
  }

  async listWaiting(safe: Address): Promise<SafeTransaction[]> {
    const records = await this.#transactions
      .find({ safe, state: WAITING })
      .sort({ proposedAt: 1, _id: 1 })
      .lean<TransactionRecord[]>();
    return records.map(toTransaction);
  }

  async markSent(hash: Hex, transaction: Hex): Promise<void> {
    await this.#transactions.updateOne({ _id: hash, state: WAITING }, { $set: { transaction } });
  }

  async markRefused(hash: Hex): Promise<void> {
    await this.#transactions.updateOne({ _id: hash, state: WAITING }, { $set: { state: 'REFUSED' } });
  }

  async settle(
    hash: Hex,
    outcome: { readonly state: 'EXECUTED' | 'OVERTAKEN'; readonly transaction: Hex | null },
  ): Promise<void> {
    const { state, transaction } = outcome;
    await this.#transactions.updateOne({ _id: hash, state: WAITING }, { $set: { state, transaction } });
  }

  async addSignature(signature: SafeSignature): Promise<void> {
    const record = { _id: `${signature.hash}:${signature.signer}`, ...signature };
    await unlessDuplicate(this.#signatures.insertMany([record]));
  }

  async listSignatures(hashes: readonly Hex[]): Promise<SafeSignature[]> {
    const records = await this.#signatures
      .find({ hash: { $in: [...hashes] } })
      .sort({ _id: 1 })
      .lean<SignatureRecord[]>();
    return records.map(({ hash, signer, signature, sentBy, sentAt }) => ({
      hash,
      signer,
      signature,
      sentBy,
      sentAt,
    }));
  }

  async countSignaturesSince(sentBy: Hex, since: Date): Promise<number> {
    return this.#signatures.countDocuments({ sentBy, sentAt: { $gte: since } });
  }

  async recordCreation({
    safe,
    createdBy,
    createdAt,
  }: {
    readonly safe: Address;
    readonly createdBy: Hex;
    readonly createdAt: Date;
  }): Promise<void> {
    await unlessDuplicate(this.#creations.insertMany([{ _id: safe, createdBy, createdAt }]));
  }

  async countCreationsSince(createdBy: Hex | null, since: Date): Promise<number> {
    return this.#creations.countDocuments({
      ...(createdBy !== null && { createdBy }),
      createdAt: { $gte: since },
    });
  }
}

function toTransaction({ _id, nonce, ...record }: TransactionRecord): SafeTransaction {
  return { ...record, hash: hexOf(_id), nonce: BigInt(nonce) };
}
