import { type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { rootAt } from '@lanran/protocol/log/merkle';
import { MongoManifestStore } from './assets/adapters/mongo/manifest-store.ts';
import { listOpenContents } from './assets/services/open-contents.ts';
import { MongoLeafStore } from './log/adapters/mongo/leaf-store.ts';
import { LogTree } from './log/services/log-tree.ts';
import { findUnproven } from './log/services/sampled-proofs.ts';
import { parseSearchUrl } from './platform/config/search-url.ts';
import { openConnection } from './platform/mongo/connection.ts';
import { MongoProcessRegistry } from './platform/mongo/process-registry.ts';
import type { ProcessRecord, ProcessRegistry } from './platform/peers/process-registry.ts';
import { MongoSealedFileStore } from './vault/adapters/mongo/sealed-file-store.ts';
import { OpenSearchClient } from './search/adapters/opensearch/opensearch-client.ts';

export type { ProcessRecord, ProcessRegistry };

type Connection = ReturnType<typeof openConnection>;

/** What a move asks of the documents of one side. Nothing is written. */
export class MovedDocuments {
  readonly #connection: Connection;
  readonly #leaves: MongoLeafStore;
  readonly #manifests: MongoManifestStore;
  readonly #sealedFiles: MongoSealedFileStore;
  /** From the leaves alone: a tile that was copied proves nothing about them. */
  readonly #tree: LogTree;

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.#leaves = new MongoLeafStore(connection);
    this.#manifests = new MongoManifestStore(connection);
    this.#sealedFiles = new MongoSealedFileStore(connection);
    this.#tree = new LogTree(this.#leaves, { find: async () => null, put: async () => undefined });
  }

  /** @throws the driver's error when the server does not answer in time */
  static async open(uri: string, answerWithinMs: number): Promise<MovedDocuments> {
    const connection = openConnection({ uri, answerWithinMs });
    try {
      await connection.asPromise();
      return new MovedDocuments(connection);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** CIDs that anybody may read. */
  async openContents(): Promise<ReadonlySet<string>> {
    return listOpenContents({ leaves: this.#leaves, manifests: this.#manifests });
  }

  /** CIDs of files that hold others, each with the CIDs of those: a part needs no copy of its own. */
  async filesWithin(): Promise<ReadonlyMap<string, readonly string[]>> {
    return this.#sealedFiles.listWithin();
  }

  async leafCount(): Promise<number> {
    return this.#leaves.size();
  }

  /** Of a log that has at least so many leaves. */
  async rootAt(size: number): Promise<Hex> {
    return toHex(await rootAt(size, this.#tree));
  }

  /** The first leaf of the sample that is not proven under the root, or null. */
  async findUnproven(claim: { size: number; root: Hex; sample: Iterable<number> }): Promise<number | null> {
    return findUnproven({ ...claim, leaves: this.#leaves, tree: this.#tree.readerForMany() });
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }
}

/** The processes that serve a platform from these documents. @throws the driver's error when the server does not answer in time */
export async function withProcesses<T>(
  { uri, answerWithinMs }: { readonly uri: string; readonly answerWithinMs: number },
  work: (registry: ProcessRegistry) => Promise<T>,
): Promise<T> {
  const connection = openConnection({ uri, answerWithinMs });
  try {
    await connection.asPromise();
    return await work(new MongoProcessRegistry(connection));
  } finally {
    await connection.close();
  }
}

/** @throws IndexUnavailableError unless an OpenSearch answers there that can take the index */
export async function requireSearchServer(searchUrl: string): Promise<void> {
  const server = parseSearchUrl(searchUrl);
  if (server === null) throw new Error('The address of a search server has to be checked before.');
  const logger = { info: () => undefined, warn: () => undefined };
  await new OpenSearchClient({ ...server, logger }).call({ path: '/' });
}
