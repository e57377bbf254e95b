import { decode } from '../bson/decode.ts';
import { Catalog, type CollectionDefinition, type IndexDefinition } from './catalog.ts';
import { entriesIn } from './collection.ts';
import { Engine } from './engine.ts';
import { entryKey, ownerRange, recordOf } from './keys.ts';
import { lockDataDirectory } from '../../directory-lock.ts';

export interface IndexAudit {
  readonly documents: number;
  readonly entries: number;
  /** What is wrong, one sentence each; empty when every index holds exactly its documents. */
  readonly problems: readonly string[];
}

/**
 * Compares every index with the documents, both ways. The store over the directory has to be stopped.
 * Throws DataDirectoryInUseError while it runs.
 */
export async function auditIndexes(dataDir: string): Promise<IndexAudit> {
  const release = lockDataDirectory(dataDir);
  try {
    const engine = new Engine(dataDir);
    try {
      return audit(engine, new Catalog(engine));
    } finally {
      await engine.close();
    }
  } finally {
    release();
  }
}

function audit(engine: Engine, catalog: Catalog): IndexAudit {
  const problems: string[] = [];
  let documents = 0;
  let entries = 0;
  for (const namespace of catalog.namespaces()) {
    const collection = catalog.find(namespace);
    if (collection === null) continue;
    const expected = expectedEntries(engine, collection, problems);
    documents += expected.documents;
    for (const index of collection.indexes.filter(({ isReady }) => isReady)) {
      const found = countEntries(engine, index);
      entries += found;
      const wanted = expected.byIndex.get(index.id) ?? 0;
      if (found !== wanted)
        problems.push(`${namespace}, index ${index.name}: ${found} entries, and ${wanted} are due.`);
    }
  }
  return { documents, entries, problems };
}

interface Expected {
  readonly documents: number;
  readonly byIndex: ReadonlyMap<number, number>;
}

/** Counts the entries that are due, and reports those that are not there. */
function expectedEntries(engine: Engine, collection: CollectionDefinition, problems: string[]): Expected {
  const byIndex = new Map<number, number>();
  let documents = 0;
  for (const { key, value } of engine.records.getRange(ownerRange(collection.id))) {
    documents += 1;
    const record = recordOf(key);
    const document = decode(value);
    for (const index of collection.indexes) {
      for (const prefix of entriesIn(index, document)?.prefixes ?? []) {
        byIndex.set(index.id, (byIndex.get(index.id) ?? 0) + 1);
        if (index.isReady && !engine.entries.doesExist(entryKey(prefix, record))) {
          problems.push(`${collection.namespace}, index ${index.name}: document ${record} is missing.`);
        }
      }
    }
  }
  return { documents, byIndex };
}

/** With a count as expected and none missing, there is none too many. */
function countEntries(engine: Engine, index: IndexDefinition): number {
  return engine.entries.getKeysCount(ownerRange(index.id));
}
