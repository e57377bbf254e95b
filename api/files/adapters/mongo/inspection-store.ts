import { type Connection, type Model, Schema } from 'mongoose';
import type { LateDigests, TechnicalMetadata } from '../../domain/technical-metadata.ts';
import type { InspectionStore } from '../../ports/inspection-store.ts';
import { defineCollection, keepRecords, type Keyed } from '../../../platform/mongo/model.ts';
import { withPresentCode } from './former-codes.ts';

interface InspectionRecord extends Keyed<string>, Omit<TechnicalMetadata, 'sha256'> {}
interface DigestRecord extends Keyed<string>, Omit<LateDigests, 'sha256'> {}

/** Keyed by content, which never changes: what is kept twice is the same, or newer. */
export class MongoInspectionStore implements InspectionStore {
  readonly #inspections: Model<InspectionRecord>;
  readonly #digests: Model<DigestRecord>;

  constructor(connection: Connection) {
    this.#inspections = defineCollection(connection, {
      name: 'inspections',
      fields: {
        _id: String,
        version: Number,
        sections: Schema.Types.Mixed,
        notices: Schema.Types.Mixed,
        references: Schema.Types.Mixed,
      },
    });
    this.#digests = defineCollection(connection, {
      name: 'lateDigests',
      fields: { _id: String, md5: String, c4: String, perceptual: String },
    });
  }

  async findMany(sha256s: readonly string[]): Promise<TechnicalMetadata[]> {
    const records = await this.#inspections
      .find({ _id: { $in: [...new Set(sha256s)] } })
      .lean<InspectionRecord[]>();
    return records.map(({ _id, version, sections, notices, references }) => ({
      sha256: _id,
      version,
      sections,
      notices: notices.map((notice) => withPresentCode(notice, 'code')),
      // Stores give null for what was never kept.
      ...(references != null && { references }),
    }));
  }

  async keep(metadata: readonly TechnicalMetadata[]): Promise<void> {
    await keepRecords(
      this.#inspections,
      metadata.map(({ sha256, ...state }) => ({ ...state, _id: sha256 })),
    );
  }

  async remove(sha256: string): Promise<void> {
    await this.#inspections.deleteOne({ _id: sha256 });
    await this.#digests.deleteOne({ _id: sha256 });
  }

  async findDigests(sha256s: readonly string[]): Promise<LateDigests[]> {
    const records = await this.#digests.find({ _id: { $in: [...new Set(sha256s)] } }).lean<DigestRecord[]>();
    return records.map(({ _id, md5, c4, perceptual }) => ({ sha256: _id, md5, c4, perceptual }));
  }

  async keepDigests(digests: readonly LateDigests[]): Promise<void> {
    await keepRecords(
      this.#digests,
      digests.map(({ sha256, ...state }) => ({ ...state, _id: sha256 })),
    );
  }
}
