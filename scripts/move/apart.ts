import { randomBytes } from 'node:crypto';
import { MARK_COLLECTION, MARKER_COLLECTION } from './documents.ts';
import { MoveRefusedError } from './errors.ts';
import { pinsOf } from './files/copy-files.ts';
import type { Movable } from './move-file.ts';
import type { Side } from './sides.ts';

type Stores = Pick<Side, 'documents' | 'files'>;

/**
 * One server may have two addresses. Puts a random mark on a side that holds what the installation brought there, and looks for it on
 * the other; then takes it away. A side that holds nothing of it can't be where the platform has its stores.
 * @throws MoveRefusedError where the mark shows on the other side too
 */
export async function requireApart(
  { documents, files }: Stores,
  other: Stores,
  filesMarker: string,
): Promise<void> {
  if (documents !== null && other.documents !== null && (await isMarked(documents))) {
    const mark = randomBytes(16).toString('hex');
    await documents.put(MARK_COLLECTION, { _id: mark });
    try {
      if ((await other.documents.find(MARK_COLLECTION, mark)) !== null) throw refusal('documents');
    } finally {
      await documents.drop(MARK_COLLECTION);
    }
  }
  if (files !== null && other.files !== null && (await pinsOf(files)).has(filesMarker)) {
    const mark = await files.add(randomBytes(32));
    try {
      if ((await pinsOf(other.files)).has(mark)) throw refusal('files');
    } finally {
      await files.unpin(mark);
    }
  }
}

async function isMarked(documents: NonNullable<Stores['documents']>): Promise<boolean> {
  const names = await documents.collections();
  return names.includes(MARKER_COLLECTION) || names.includes('installation');
}

function refusal(store: Movable): MoveRefusedError {
  return new MoveRefusedError(
    `The ${store} of both places are the same: two addresses lead to one server. Nothing was copied or removed. Keep the setting that the platform has, and name another server. If a move to this one is recorded, delete the folder move of the data directory: it only records the move.`,
  );
}
