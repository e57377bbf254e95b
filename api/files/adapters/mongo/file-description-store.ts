import { type Connection, type Model, Schema } from 'mongoose';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { FileDescription } from '../../domain/picture.ts';
import type { FileDescriptionStore } from '../../ports/file-description-store.ts';
import { KeptReads } from '../../../platform/mongo/kept-reads.ts';
import {
  defineCollection,
  hexOf,
  keepRecords,
  type Keyed,
  readByKeys,
  updateOrInsert,
} from '../../../platform/mongo/model.ts';
import { withPresentCode } from './former-codes.ts';

interface DescriptionRecord
  extends
    Keyed<string>,
    Omit<FileDescription, 'sha256' | 'refusal' | 'version'>,
    Partial<Pick<FileDescription, 'refusal' | 'version'>> {}

interface CoverRecord extends Keyed<string> {
  readonly index: number;
  /** Covers of older installations have none. */
  readonly changedAt?: number;
}

/** Keyed by content and by manifest root, which never change: what is kept twice is the same. */
export class MongoFileDescriptionStore implements FileDescriptionStore {
  readonly #descriptions: Model<DescriptionRecord>;
  readonly #covers: Model<CoverRecord>;
  readonly #shown = new KeptReads<FileDescription>();
  readonly #shownCovers = new KeptReads<number>();

  constructor(connection: Connection) {
    this.#descriptions = defineCollection(connection, {
      name: 'fileDescriptions',
      fields: {
        _id: String,
        mediaType: String,
        picture: Schema.Types.Mixed,
        refusal: Schema.Types.Mixed,
        version: Number,
      },
    });
    this.#covers = defineCollection(connection, {
      name: 'covers',
      fields: { _id: String, index: Number, changedAt: Number },
      indexes: [[{ changedAt: 1 }]],
    });
  }

  async findMany(sha256s: readonly string[]): Promise<FileDescription[]> {
    const records = await readByKeys(this.#descriptions, [...new Set(sha256s)]);
    // Descriptions of older installations have neither refusal nor version.
    return records.map(({ _id, mediaType, picture, refusal, version }) => ({
      sha256: _id,
      mediaType,
      picture,
      refusal: refusal == null ? null : withPresentCode(refusal, 'problem'),
      version: version ?? 1,
    }));
  }

  async findShown(sha256s: readonly string[]): Promise<FileDescription[]> {
    const shown = await this.#shown.read(sha256s, async (missing) => {
      const found = await this.findMany(missing);
      return new Map(found.map((description) => [description.sha256, description]));
    });
    return [...shown.values()];
  }

  async keep(descriptions: readonly FileDescription[]): Promise<void> {
    const records = descriptions.map(({ sha256, ...state }) => ({ ...state, _id: sha256 }));
    await this.#shown.writing(
      records.map(({ _id }) => _id),
      () => keepRecords(this.#descriptions, records),
    );
  }

  async remove(sha256: string): Promise<void> {
    await this.#shown.writing([sha256], () => this.#descriptions.deleteOne({ _id: sha256 }));
  }

  async removeCover(manifestRoot: Hex, index: number): Promise<void> {
    await this.#shownCovers.writing([manifestRoot], () =>
      this.#covers.deleteOne({ _id: manifestRoot, index }),
    );
  }

  async findCovers(manifestRoots: readonly Hex[]): Promise<ReadonlyMap<Hex, number>> {
    const records = await readByKeys(this.#covers, manifestRoots);
    return new Map(records.map(({ _id, index }) => [hexOf(_id), index]));
  }

  async findShownCovers(manifestRoots: readonly Hex[]): Promise<ReadonlyMap<Hex, number>> {
    const shown = await this.#shownCovers.read(manifestRoots, (missing) =>
      this.findCovers(missing as readonly Hex[]),
    );
    return shown as ReadonlyMap<string, number> as ReadonlyMap<Hex, number>;
  }

  async listCovers(...[{ after, upTo }, most]: Parameters<FileDescriptionStore['listCovers']>) {
    const records = await this.#covers
      .find({ changedAt: { $gt: after, $lte: upTo } })
      .sort({ changedAt: 1 })
      .limit(most)
      .lean<CoverRecord[]>();
    return records.map(({ _id, changedAt = 0 }) => ({ root: hexOf(_id), changedAt }));
  }

  async offerCover(manifestRoot: Hex, index: number): Promise<void> {
    const cover = { index, changedAt: Date.now() };
    await this.#shownCovers.writing([manifestRoot], () =>
      updateOrInsert(
        () => this.#covers.updateOne({ _id: manifestRoot, index: { $gt: index } }, { $set: cover }),
        () => this.#covers.insertMany([{ ...cover, _id: manifestRoot }]),
      ),
    );
  }
}
