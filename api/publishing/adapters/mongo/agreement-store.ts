import { type Connection, type Model, Schema } from 'mongoose';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import {
  bytesOf,
  defineCollection,
  type Keyed,
  unlessDuplicate,
  updateOrInsert,
} from '../../../platform/mongo/model.ts';
import type {
  AgreementText,
  ListedAgreement,
  OrganizationAgreements,
} from '../../domain/organization-agreement.ts';
import type { AgreementStore } from '../../ports/agreement-store.ts';

interface TextRecord extends Keyed<string>, Omit<AgreementText, 'sha256'> {
  /** A statement names it, or is to. */
  readonly isKeptForGood: boolean;
}

interface ListRecord extends Keyed<OrganizationId> {
  readonly agreements: readonly ListedAgreement[];
  /** Of those, to be found by. */
  readonly sha256s: readonly string[];
  readonly preselected: string | null;
}

/** Texts have at most 1 MiB: each is one document. */
export class MongoAgreementStore implements AgreementStore {
  readonly #texts: Model<TextRecord>;
  readonly #lists: Model<ListRecord>;

  constructor(connection: Connection) {
    this.#texts = defineCollection(connection, {
      name: 'agreementtexts',
      fields: {
        _id: String,
        bytes: Number,
        mediaType: String,
        organizationId: String,
        content: Buffer,
        addedAt: Date,
        isKeptForGood: Boolean,
      },
      indexes: [[{ organizationId: 1 }]],
    });
    this.#lists = defineCollection(connection, {
      name: 'agreementlists',
      fields: { _id: String, agreements: Schema.Types.Mixed, sha256s: [String], preselected: String },
      indexes: [[{ sha256s: 1 }]],
    });
  }

  async findText(sha256: string): Promise<AgreementText | null> {
    const record = await this.#texts.findOne({ _id: sha256 }).lean<TextRecord>();
    return record === null ? null : { ...toKind(record), content: bytesOf(record.content) };
  }

  async findTextKind(sha256: string): Promise<Omit<AgreementText, 'content'> | null> {
    const record = await this.#texts.findOne({ _id: sha256 }).select({ content: 0 }).lean<TextRecord>();
    return record === null ? null : toKind(record);
  }

  async insertText({ sha256, ...text }: AgreementText): Promise<void> {
    const content = Buffer.from(text.content);
    await unlessDuplicate(this.#texts.insertMany([{ ...text, _id: sha256, content, isKeptForGood: false }]));
  }

  async keepForGood(sha256: string): Promise<boolean> {
    const { matchedCount } = await this.#texts.updateOne({ _id: sha256 }, { $set: { isKeptForGood: true } });
    return matchedCount > 0;
  }

  async removeText(sha256: string): Promise<void> {
    await this.#texts.deleteOne({ _id: sha256, isKeptForGood: false });
  }

  async countTextsOf(organizationId: OrganizationId): Promise<number> {
    return this.#texts.countDocuments({ organizationId });
  }

  async findList(organizationId: OrganizationId): Promise<OrganizationAgreements | null> {
    const record = await this.#lists.findOne({ _id: organizationId }).lean<ListRecord>();
    if (record === null) return null;
    const { agreements, preselected } = record;
    return { organizationId, agreements, preselected };
  }

  async isListed(sha256: string): Promise<boolean> {
    return (await this.#lists.exists({ sha256s: sha256 })) !== null;
  }

  async putList({ organizationId, agreements, preselected }: OrganizationAgreements): Promise<void> {
    const state = { agreements, sha256s: agreements.map(({ sha256 }) => sha256), preselected };
    await updateOrInsert(
      () => this.#lists.updateOne({ _id: organizationId }, { $set: state }),
      () => this.#lists.insertMany([{ ...state, _id: organizationId }]),
    );
  }
}

function toKind({ _id, bytes, mediaType, organizationId, addedAt }: Omit<TextRecord, 'content'>) {
  return { sha256: _id, bytes, mediaType, organizationId, addedAt };
}
