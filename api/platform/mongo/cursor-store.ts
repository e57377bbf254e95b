import type { Connection, Model } from 'mongoose';
import type { CursorStore } from '../jobs/cursor-store.ts';
import { defineCollection, type Keyed, readByKeys, updateOrInsert } from './model.ts';

interface CursorRecord extends Keyed<string> {
  readonly position: number;
}

export class MongoCursorStore implements CursorStore {
  readonly #cursors: Model<CursorRecord>;

  constructor(connection: Connection) {
    this.#cursors = defineCollection(connection, {
      name: 'cursors',
      fields: { _id: String, position: Number },
    });
  }

  async read(follower: string): Promise<number> {
    const [record] = await readByKeys(this.#cursors, [follower]);
    return record?.position ?? 0;
  }

  async advance(follower: string, position: number): Promise<void> {
    const behind = { _id: follower, position: { $lt: position } };
    await updateOrInsert(
      () => this.#cursors.updateOne(behind, { $set: { position } }),
      () => this.#cursors.insertMany([{ _id: follower, position }]),
    );
  }
}
