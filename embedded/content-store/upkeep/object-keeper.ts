import type { CID } from 'multiformats/cid';
import type { BlockIndex, NewObject } from '../blocks/block-index.ts';
import { keyOf, parseCid } from '../dag/cids.ts';
import type { FileBlobs } from '../files/file-blobs.ts';
import type { PlacedBlock } from '../blocks/places.ts';

/** A file that has come, whole. */
export interface ReceivedObject {
  cid: CID;
  bytes: number;
  blocks: Iterable<PlacedBlock>;
  /** Its path in `incoming/`, or null if the shelf is known to hold it. */
  incoming: string | null;
}

export interface KeptObjects {
  files: readonly ReceivedObject[];
  /** What the index alone holds. */
  trees: readonly NewObject[];
  pins: readonly Uint8Array[];
  isPublic: boolean;
}

/**
 * Puts files on the shelf and makes them, trees and pins known: all of it or, on an error, none. Must run in its turn.
 * @throws StorageFullError
 */
export async function keepObjects(
  index: BlockIndex,
  shelf: FileBlobs,
  { files, trees, pins, isPublic }: KeptObjects,
): Promise<void> {
  await shelf.ensureRoom();
  const objects: NewObject[] = [...trees];
  const moves = new Map<string, string>();
  // The same content sent several times is stored once.
  for (const [name, { cid, bytes, blocks, incoming }] of new Map(
    files.map((file) => [file.cid.toString(), file]),
  )) {
    const isKnown = index.findObject(keyOf(cid))?.kind === 'file';
    objects.push({
      key: keyOf(cid),
      record: { kind: 'file', bytes, isPublic },
      blocks: isKnown ? [] : blocks,
    });
    // What came was hashed just now, what lies on the shelf was not: a copy altered in place is healed by adding it again.
    if (incoming !== null) moves.set(name, incoming);
  }
  try {
    await shelf.sync([...moves.values()]);
    await shelf.shelve([...moves].map(([cid, incoming]) => ({ cid, incoming })));
    await index.add(objects, pins);
  } catch (error) {
    for (const cid of moves.keys()) {
      if (index.findObject(keyOf(parseCid(cid))) === null) await shelf.remove(cid);
    }
    throw error;
  }
}
