import { type Connection, type Model, Schema } from 'mongoose';
import type { Poster, PosterPlace } from '../../domain/picture.ts';
import type { PosterStore } from '../../ports/poster-store.ts';
import { defineCollection, type Keyed, updateOrInsert } from '../../../platform/mongo/model.ts';

interface PosterRecord extends Keyed<string>, Poster {}

export class MongoPosterStore implements PosterStore {
  readonly #posters: Model<PosterRecord>;

  constructor(connection: Connection) {
    this.#posters = defineCollection(connection, {
      name: 'posters',
      fields: { _id: String, sha256: String, picture: Schema.Types.Mixed },
      indexes: [[{ sha256: 1 }]],
    });
  }

  async findMany(places: readonly PosterPlace[]): Promise<(Poster | null)[]> {
    const ids = places.map(idOf);
    const records = await this.#posters.find({ _id: { $in: [...new Set(ids)] } }).lean<PosterRecord[]>();
    const byId = new Map(records.map(({ _id, ...poster }) => [_id, poster]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  async countOf(posterSha256: string, most: number): Promise<number> {
    return this.#posters.countDocuments({ sha256: posterSha256 }, { limit: most });
  }

  async remove(place: PosterPlace): Promise<void> {
    await this.#posters.deleteOne({ _id: idOf(place) });
  }

  async keep(place: PosterPlace, { sha256, picture }: Poster): Promise<void> {
    const _id = idOf(place);
    await updateOrInsert(
      () => this.#posters.updateOne({ _id }, { $set: { sha256, picture } }),
      () => this.#posters.insertMany([{ _id, sha256, picture }]),
    );
  }
}

function idOf({ root, sha256 }: PosterPlace): string {
  return `${root}.${sha256}`;
}
