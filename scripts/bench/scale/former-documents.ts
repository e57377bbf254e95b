import { MongoClient } from 'mongodb';

const BATCH = 1_000;

interface Asset {
  readonly _id: string;
  readonly metadata: {
    readonly title: Readonly<Record<string, string>>;
    readonly description: Readonly<Record<string, string>>;
    readonly terms: readonly Readonly<Record<string, string>>[];
    readonly identifier: string;
  };
}

/** Makes the documents what a platform of data format 1 wrote: each asset with the words and pairs that were searched then. */
export async function makeFormer(uri: string): Promise<number> {
  const client = await new MongoClient(uri).connect();
  try {
    const db = client.db('lanran');
    const assets = db.collection<Asset>('assets');
    await assets.createIndex({ grams: 1 });
    let count = 0;
    for (let after = ''; ;) {
      const batch = await assets.find({ _id: { $gt: after } }, { sort: { _id: 1 }, limit: BATCH }).toArray();
      const last = batch.at(-1);
      if (last === undefined) break;
      const updates = batch.map(({ _id, metadata }) => ({
        updateOne: { filter: { _id }, update: { $set: searchableOf(metadata) } },
      }));
      await assets.bulkWrite(updates, { ordered: false });
      after = last._id;
      count += batch.length;
    }
    const cursors = db.collection<{ _id: string }>('cursors');
    const cursor = await cursors.findOne({ _id: 'read-models' });
    await cursors.replaceOne(
      { _id: 'log-projection.4' },
      { ...cursor, _id: 'log-projection.4' },
      { upsert: true },
    );
    await cursors.deleteOne({ _id: 'read-models' });
    return count;
  } finally {
    await client.close();
  }
}

function searchableOf({ title, description, terms, identifier }: Asset['metadata']) {
  const texts = [title, description, ...terms].flatMap(({ en, zh }) => [en ?? '', zh ?? '']);
  const folded = [...texts, identifier].join(' ').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  const pairs = words.flatMap((word) => {
    const characters = Array.from(word);
    return characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`);
  });
  return { searchText: words.join(' '), grams: [...new Set(pairs)] };
}
