import type { RawDatabase } from '@lanran/api/compose-stores';
import { compareCollection, type Difference } from './compare-collection.ts';

/** Of who moves, on the side that is being filled. */
export const MARKER_COLLECTION = 'lanran_move';
/** Where two sides are told apart (`requireApart`). */
export const MARK_COLLECTION = 'lanran_mark';
/** And what is of the processes that run. */
const NOT_MOVED = [MARKER_COLLECTION, MARK_COLLECTION, 'processes', 'locks', 'limits'];
const BATCH_DOCUMENTS = 500;
const BATCH_BYTES = 4 * 2 ** 20;

export interface DocumentsPass {
  readonly source: RawDatabase;
  readonly target: RawDatabase;
  /** Told of each that was compared; stops the pass when it throws. */
  readonly onDocument: (bytes: number) => void;
  /** Told of each collection that was not alike on both sides. */
  readonly onChanged?: (collection: string) => void;
}

/**
 * Makes the target's documents like the source's, whatever was copied before: a pass that was cut off is begun again and
 * writes what it lacks. @returns how many it wrote or removed
 */
export async function passDocuments(pass: DocumentsPass): Promise<number> {
  const { source, target } = pass;
  const [wanted, found] = await Promise.all([movedCollections(source), movedCollections(target)]);
  for (const name of wanted) if (!found.includes(name)) await target.create(name);
  let changes = 0;
  for (const name of new Set([...wanted, ...found])) {
    const ofCollection = await passCollection(name, pass);
    if (ofCollection > 0) pass.onChanged?.(name);
    changes += ofCollection;
  }
  for (const name of found) if (!wanted.includes(name)) await target.drop(name);
  return changes;
}

export interface IndexesPass extends Pick<DocumentsPass, 'source' | 'target'> {
  readonly signal: AbortSignal;
}

/**
 * Makes the indexes that the target lacks: left to its first start, they would keep everybody waiting. A unique one is left out while
 * the copy has both a document and what took its place since. Throws at once when it is stopped.
 */
export async function makeIndexes({ source, target, signal }: IndexesPass): Promise<void> {
  const there = await movedCollections(target);
  for (const name of await movedCollections(source)) {
    signal.throwIfAborted();
    if (!there.includes(name)) continue;
    const [wanted, found] = await Promise.all([source.indexes(name), target.indexes(name)]);
    const missing = wanted.filter((index) => !found.some((other) => other.name === index.name));
    // A server may build an index for minutes, and goes on with it when nobody waits.
    if (missing.length > 0) await unlessStopped(target.makeIndexes(name, missing), signal);
  }
}

async function unlessStopped(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { signal: settled.signal });
  });
  await Promise.race([work, stopped]).finally(() => settled.abort());
}

async function passCollection(name: string, { source, target, onDocument }: DocumentsPass): Promise<number> {
  let batch = new Batch();
  let changes = 0;
  // What had their place may be removed further on.
  const refused: Uint8Array[] = [];
  for await (const some of compareCollection(source.documents(name), target.documents(name)))
    for (const { kind, bytes } of some) {
      onDocument(bytes.length);
      if (kind === 'same') continue;
      batch.add({ kind, bytes });
      changes += 1;
      if (!batch.isFull) continue;
      refused.push(...(await target.write(name, batch)));
      batch = new Batch();
    }
  refused.push(...(await target.write(name, batch)));
  // The next pass brings what is refused again: the document that has its key was removed from the source meanwhile.
  if (refused.length > 0) await target.write(name, { added: refused, changed: [], removed: [] });
  return changes;
}

/** The first of these collections that is not alike on both sides, or null; nothing is written. */
export async function findDifference(
  { source, target, onDocument }: DocumentsPass,
  collections: Iterable<string>,
): Promise<string | null> {
  for (const name of collections)
    for await (const some of compareCollection(source.documents(name), target.documents(name)))
      for (const { kind, bytes } of some) {
        onDocument(bytes.length);
        if (kind !== 'same') return name;
      }
  return null;
}

export async function movedCollections(database: RawDatabase): Promise<string[]> {
  return (await database.collections()).filter((name) => !NOT_MOVED.includes(name));
}

class Batch {
  readonly added: Buffer[] = [];
  readonly changed: Buffer[] = [];
  readonly removed: Buffer[] = [];
  #bytes = 0;

  add({ kind, bytes }: Difference): void {
    this[kind].push(bytes);
    this.#bytes += bytes.length;
  }

  get isFull(): boolean {
    const count = this.added.length + this.changed.length + this.removed.length;
    return count >= BATCH_DOCUMENTS || this.#bytes >= BATCH_BYTES;
  }
}
