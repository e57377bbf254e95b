import type { Model } from 'mongoose';
import type { IdRange } from '../kernel/id-range.ts';
import { type Keyed, readRaw } from './model.ts';

/** The ids of documents within a range, in their order; the index of `_id` finds them. */
export async function listIdsOf<Record extends Keyed<string>>(
  model: Model<Record>,
  { first, last }: IdRange,
  most: number,
): Promise<Record['_id'][]> {
  const range = { _id: { $gte: first, $lte: last } };
  const records = await readRaw(model, range, { fields: ['_id'], sort: { _id: 1 }, limit: most });
  return records.map(({ _id }) => _id);
}
