import { ClientError } from '../command-error.ts';
import type { TimeSlice } from '../time-slice.ts';
import type { Catalog, CollectionDefinition, IndexDefinition } from './catalog.ts';
import type { CollectionWriter, StoredDocument } from './collection.ts';
import type { Engine } from './engine.ts';
import { ownerRange, recordOf } from './keys.ts';

interface Parts {
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly writer: CollectionWriter;
}

/**
 * Fills an index that the catalog already has as not ready: from its start on every write maintains it, so only the
 * documents before have to be added. Others have their turns. Throws DuplicateKeyError, among others, with the index removed.
 */
export async function buildIndex(
  { engine, catalog, writer }: Parts,
  { namespace, indexId, turns }: { namespace: string; indexId: number; turns: TimeSlice },
): Promise<void> {
  try {
    let last: Buffer | null = null;
    for (let isDone = false; !isDone;) {
      isDone = await engine.write(() => {
        const { collection, index } = indexUnderBuild(catalog, namespace, indexId);
        for (const stored of storedAfter(engine, collection.id, last)) {
          last = stored.key;
          writer.addToIndex(collection, index, stored);
          if (turns.isOver()) return false;
        }
        catalog.markReady(collection, indexId);
        return true;
      });
      await turns.next();
    }
  } catch (error) {
    await engine.write(() => {
      const collection = catalog.find(namespace);
      if (collection?.indexes.some(({ id }) => id === indexId) === true)
        catalog.removeIndexes(collection, new Set([indexId]));
    });
    throw error;
  }
}

function indexUnderBuild(
  catalog: Catalog,
  namespace: string,
  indexId: number,
): { collection: CollectionDefinition; index: IndexDefinition } {
  const collection = catalog.find(namespace);
  const index = collection?.indexes.find(({ id }) => id === indexId);
  if (collection === null || index === undefined) {
    throw new ClientError('NamespaceNotFound', `The index of ${namespace} was dropped while it was built.`);
  }
  return { collection, index };
}

function* storedAfter(
  engine: Engine,
  owner: number,
  last: Buffer | null,
): Generator<StoredDocument & { key: Buffer }> {
  const { start, end } = ownerRange(owner);
  for (const { key, value } of engine.records.getRange({
    start: last ?? start,
    end,
    exclusiveStart: last !== null,
  })) {
    yield { key, record: recordOf(key), bytes: value };
  }
}
