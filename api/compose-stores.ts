import type { JsonRpcProvider } from 'ethers';
import { type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import { fieldValue } from '@lanran/protocol/log/body';
import { type LogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { rootAt } from '@lanran/protocol/log/merkle';
import { findContracts, type SoughtContracts } from './chain/adapters/find-contracts.ts';
import { RepeatingProvider } from './chain/adapters/repeating-provider.ts';
import { IpfsContentStore } from './storage/adapters/ipfs/ipfs-content-store.ts';
import { MongoAccountStore } from './accounts/adapters/mongo/account-store.ts';
import { MongoFixityStore } from './fixity/adapters/mongo/fixity-store.ts';
import { MongoInstallationRecord } from './platform/mongo/installation-record.ts';
import { MongoLeafStore } from './log/adapters/mongo/leaf-store.ts';
import { MongoAnchorStore, MongoTileStore } from './log/adapters/mongo/tile-and-anchor-stores.ts';
import { openConnection } from './platform/mongo/connection.ts';
import { RawDatabase } from './platform/mongo/raw-database.ts';
import { StoredDocuments } from './platform/mongo/stored-documents.ts';
import { MongoSealedFileStore } from './vault/adapters/mongo/sealed-file-store.ts';
import { SignedCheckpointDamagedError, SignedCheckpointFile } from './log/adapters/signed-checkpoint-file.ts';
import { UnavailableError } from './platform/kernel/errors.ts';
import { filesMarkerOf } from './storage/domain/files-marker.ts';
import type { LoggedStatement } from './log/domain/logged-statement.ts';
import type { SignedCheckpoint } from './log/domain/signed-checkpoint.ts';
import type { FoundChain, FoundDocuments, FoundFiles } from './chain/ports/found-stores.ts';
import { LogTree } from './log/services/log-tree.ts';

export { filesMarkerOf, RawDatabase, RepeatingProvider, SignedCheckpointDamagedError, StoredDocuments };
export type { FoundChain, FoundDocuments, FoundFiles, SignedCheckpoint };

/** A store does not answer, or not as one of its kind; nothing follows about what it holds. */
export class StoreOutOfReachError extends Error {
  override readonly name = 'StoreOutOfReachError';
  readonly store: UnavailableError['service'];
  constructor(store: UnavailableError['service'], cause: unknown) {
    // What the server, or the system, said of it.
    const reason = cause instanceof UnavailableError ? cause.cause : cause;
    super(sentenceOf(reason), { cause });
    this.store = store;
  }
}

/** Libraries put a request and its whole answer into a message; ethers has a short one beside it. */
function sentenceOf(reason: unknown): string {
  if (!(reason instanceof Error)) return 'no answer';
  const short = 'shortMessage' in reason ? reason.shortMessage : null;
  return typeof short === 'string' ? short : (reason.message.split('\n')[0] ?? '');
}

const ANSWER_WITHIN_MS = 8_000;
const SAMPLED_PINS = 16;

/** What the checkpoint key of a data directory signed last. @throws SignedCheckpointDamagedError */
export async function readSignedCheckpoint(dataDir: string): Promise<SignedCheckpoint | null> {
  return new SignedCheckpointFile(dataDir).read();
}

export interface StoreAddresses {
  readonly logId: LogId;
  readonly mongoUri: string;
  readonly ipfs: { readonly apiUrl: string; readonly sharedDir: string | null; readonly token: string };
  readonly chain: JsonRpcProvider;
}

/**
 * The three stores of an installation before it uses them: whose they are is read, and nothing is written until it is marked.
 * Whatever keeps it from being read is StoreOutOfReachError.
 */
export class StoresOfInstallation {
  readonly #options: StoreAddresses;
  readonly #connection: ReturnType<typeof openConnection>;
  readonly #content: IpfsContentStore;
  readonly #stores: ReturnType<typeof storesOver>;

  constructor(options: StoreAddresses) {
    this.#options = options;
    this.#connection = openConnection({ uri: options.mongoUri, answerWithinMs: ANSWER_WITHIN_MS });
    this.#stores = storesOver(this.#connection);
    this.#content = new IpfsContentStore(options.ipfs);
  }

  async findDocuments(): Promise<FoundDocuments> {
    return reaching('documents', async () => {
      await this.#connection.asPromise();
      const { record, leaves, anchors, accounts } = this.#stores;
      const [marked, first, size, anchor, hasAccounts] = await Promise.all([
        record.find(),
        leaves.find(0),
        leaves.size(),
        anchors.findLatest(),
        accounts.isAny(),
      ]);
      return {
        logId: marked ?? first?.statement.assetId ?? null,
        isMarked: marked !== null,
        leaves: size,
        hasAccounts,
        chainId: first === null ? null : chainIdIn(first),
        anchoredSize: anchor?.size ?? 0,
      };
    });
  }

  /** Of the stored log, which has at least so many leaves. */
  async rootAt(size: number): Promise<Hex> {
    return reaching('documents', async () => toHex(await rootAt(size, this.#stores.tree)));
  }

  async findContracts(sought: SoughtContracts): Promise<FoundChain> {
    return reaching('chain', () => findContracts(this.#options.chain, sought));
  }

  async findFiles(): Promise<FoundFiles> {
    const cids = await reaching('documents', () => this.#samplePins());
    const [isMarked, ...held] = await reaching('files', () =>
      Promise.all([
        this.#isPinned([filesMarkerOf(this.#options.logId).cid]),
        ...cids.map((cid) => this.#isPinned(cid)),
      ]),
    );
    return { isMarked, sampled: cids.length, missing: held.filter((isHeld) => !isHeld).length };
  }

  async markFiles(): Promise<void> {
    await reaching('files', () => this.#content.pinDag([filesMarkerOf(this.#options.logId)]));
  }

  async markDocuments(): Promise<void> {
    await reaching('documents', () => this.#stores.record.put(this.#options.logId));
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  /** Originals from a random place on in the order of their hashes, without those known to be damaged: each with the pins that may hold it. */
  async #samplePins(): Promise<string[][]> {
    const { files, sealed } = this.#stores;
    const all = { assetId: null, logSize: Number.MAX_SAFE_INTEGER, first: SAMPLED_PINS };
    const some = await files.listAfter(randomBytes32().slice(2), all);
    const rest = some.length < SAMPLED_PINS ? await files.listAfter(null, all) : [];
    const expected = [...some, ...rest].filter(({ state }) => state === null || state === 'OK');
    const cids = [...new Set(expected.map(({ cid }) => cid))].slice(0, SAMPLED_PINS);
    const objects = await sealed.listByCids(cids);
    return cids.map((cid) => [
      ...objects.flatMap(({ cid: of, current }) => (of === cid ? (current?.root ?? []) : [])),
      cid,
    ]);
  }

  async #isPinned(cids: readonly string[]): Promise<boolean> {
    for (const cid of cids) if (await this.#content.isPinned(cid)) return true;
    return false;
  }
}

async function reaching<T>(store: StoreOutOfReachError['store'], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new StoreOutOfReachError(store, error);
  }
}

function storesOver(connection: ReturnType<typeof openConnection>) {
  const leaves = new MongoLeafStore(connection);
  const tiles = new MongoTileStore(connection);
  // Tiles that it makes on its way are not kept: a comparison writes nothing.
  const tree = new LogTree(leaves, {
    find: (level, index) => tiles.find(level, index),
    put: async () => undefined,
  });
  return {
    record: new MongoInstallationRecord(connection),
    leaves,
    tree,
    anchors: new MongoAnchorStore(connection),
    accounts: new MongoAccountStore(connection),
    files: new MongoFixityStore(connection),
    sealed: new MongoSealedFileStore(connection),
  };
}

/** Leaf 0's body names it. */
function chainIdIn({ body }: LoggedStatement): string | null {
  const chain = fieldValue({ fields: body }, 'chain');
  if (typeof chain !== 'object' || chain === null || Array.isArray(chain)) return null;
  const { chainId } = chain as Readonly<Record<string, unknown>>;
  return typeof chainId === 'string' ? chainId : null;
}
