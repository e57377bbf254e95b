import type { RawDatabase } from '@lanran/api/compose-stores';
import type { ContentServer } from './files/content-server.ts';
import { MARKER_COLLECTION } from './documents.ts';
import { MoveRefusedError } from './errors.ts';
import { pinsOf } from './files/copy-files.ts';
import type { Mover } from './look.ts';

/** Has a document that says whose documents they are. */
const INSTALLATION = { collection: 'installation', id: 'installation' };
const MARKER = { collection: MARKER_COLLECTION, id: 'move' };

/**
 * Removes all documents. What says that they are ours goes last: after an end in the middle, it is still known whose the others are.
 * @throws MoveRefusedError where they are another's
 */
export async function removeDocuments(documents: RawDatabase, { logId }: Mover): Promise<void> {
  const names = await documents.collections();
  if (names.length === 0) return;
  const marks = [INSTALLATION, MARKER].filter(({ collection }) => names.includes(collection));
  const owners = await Promise.all(marks.map(({ collection, id }) => documents.find(collection, id)));
  if (!owners.some((owner) => owner?.['logId'] === logId))
    throw new MoveRefusedError(
      `The database is not this installation's: it has ${names.slice(0, 3).join(', ')}, and nothing says that they are of log ${logId}. Nothing was removed.`,
    );
  const last = marks.map(({ collection }) => collection);
  for (const name of names.filter((each) => !last.includes(each))) await documents.drop(name);
  for (const name of last) await documents.drop(name);
}

/** Unpins everything, the marker last, and frees the disk. @throws MoveRefusedError where the pins are another's */
export async function removeFiles(files: ContentServer, { filesMarker }: Mover): Promise<void> {
  const pins = await pinsOf(files);
  if (pins.size > 0 && !pins.delete(filesMarker))
    throw new MoveRefusedError(
      `The node is not this installation's: it has ${pins.size} pin${pins.size === 1 ? '' : 's'}, and none is the marker of this installation. Nothing was removed.`,
    );
  for (const cid of pins) await files.unpin(cid);
  if ((await pinsOf(files)).has(filesMarker)) await files.unpin(filesMarker);
  await files.collectGarbage();
}
