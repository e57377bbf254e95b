import type { JsonRpcProvider } from 'ethers';
import { Wallet } from 'ethers';
import type { FoundChain, StoreOutOfReachError, StoresOfInstallation } from '@lanran/api/compose-stores';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { predictContracts } from '../deploy/deploy.ts';
import type { Money } from '../deploy/money.ts';
import type { BackingServices } from './backing-services.ts';
import { findMismatch, type Sides } from './compare-stores.ts';
import { StartRefusedError } from './data-directory.ts';
import { InstallationFile } from './installation-file.ts';
import type { Secrets } from './secrets.ts';
import type { StartSettings } from './settings.ts';
import { outageAdvice, placeOf, type StoreName } from './store-places.ts';

export interface InstallationParts {
  readonly settings: StartSettings;
  readonly secrets: Secrets;
  readonly services: BackingServices;
  readonly provider: JsonRpcProvider;
  readonly money: Money;
}

/** The stores of this data directory: compared with it before anything is written, and marked as its own (ADR 30). */
export class InstallationStores {
  readonly #parts: InstallationParts;
  readonly #stores: StoresOfInstallation;
  readonly #sides: Sides;

  private constructor(parts: InstallationParts, stores: StoresOfInstallation, sides: Sides) {
    this.#parts = parts;
    this.#stores = stores;
    this.#sides = sides;
  }

  /** @throws StartRefusedError when a store does not answer, or is not this data directory's */
  static async open(parts: InstallationParts): Promise<InstallationStores> {
    const api = await import('@lanran/api/compose-stores');
    const { settings, secrets, services, provider } = parts;
    const stores = new api.StoresOfInstallation({
      logId: secrets.logId,
      mongoUri: services.mongoUri,
      ipfs: { apiUrl: services.ipfsApiUrl, sharedDir: services.ipfsSharedDir, token: secrets.ipfsToken },
      chain: provider,
    });
    try {
      const signed = await api.readSignedCheckpoint(settings.dataDir);
      const sides = await gather(parts, stores, signed);
      const mismatch = findMismatch(sides);
      if (mismatch !== null) throw new StartRefusedError(mismatch);
      return new InstallationStores(parts, stores, sides);
    } catch (error) {
      await stores.close();
      if (error instanceof api.SignedCheckpointDamagedError)
        throw new StartRefusedError(error.message, { cause: error });
      if (error instanceof api.StoreOutOfReachError) throw explainOutage(error, settings);
      throw error;
    }
  }

  /** What a person should look at, though the platform starts. */
  get warnings(): string[] {
    const { missing, sampled } = this.#sides.files;
    if (missing === 0) return [];
    return [
      `warning: the ${this.#sides.places.files.name} lack ${missing} of ${sampled} originals that were looked for; npx lanran fixity run finds all that are damaged`,
    ];
  }

  /** Lower-case addresses of the platform's contracts that the chain has. */
  get contracts(): ReadonlySet<string> {
    const { contracts } = soughtContracts(this.#parts);
    const { codeHashes } = this.#sides.chain;
    return new Set(
      Object.entries(contracts).flatMap(([name, address]) => (codeHashes[name] == null ? [] : [address])),
    );
  }

  /** Marks every store, the data directory last: a start that is killed before marks them again. */
  async mark(): Promise<void> {
    const { documents, files, installation } = this.#sides;
    if (!files.isMarked) await this.#stores.markFiles();
    if (!documents.isMarked) await this.#stores.markDocuments();
    if (installation === null) await this.#writeInstallation();
  }

  async close(): Promise<void> {
    await this.#stores.close();
  }

  async #writeInstallation(): Promise<void> {
    const { settings, secrets } = this.#parts;
    const sought = soughtContracts(this.#parts);
    const { chainId, codeHashes } = await this.#stores.findContracts(sought);
    const contracts = Object.entries(sought.contracts).map(([name, address]) => {
      const codeHash = codeHashes[name];
      if (codeHash == null) throw new Error(`${name} was deployed to ${address} and is not there.`);
      return [name, { address, codeHash }] as const;
    });
    const chain = { chainId, contracts: Object.fromEntries(contracts) };
    new InstallationFile(settings.dataDir).write({ logId: secrets.logId, chain });
  }
}

async function gather(
  { settings, secrets, money }: InstallationParts,
  stores: StoresOfInstallation,
  signed: Sides['signed'],
): Promise<Sides> {
  const [documents, chain, files] = await Promise.all([
    stores.findDocuments(),
    stores.findContracts(soughtContracts({ secrets, money })),
    stores.findFiles(),
  ]);
  const sizes = [signed?.size ?? 0, anchoredSizeOf(chain)].filter(
    (size) => size > 0 && size <= documents.leaves,
  );
  const roots = await Promise.all(sizes.map(async (size) => [size, await stores.rootAt(size)] as const));
  const { dataDir } = settings;
  const place = (store: StoreName) => placeOf(store, settings);
  return {
    dataDir,
    places: { documents: place('documents'), files: place('files'), chain: place('chain') },
    logId: secrets.logId,
    signed,
    installation: new InstallationFile(dataDir).read(),
    documents,
    roots: new Map<number, Hex>(roots),
    chain,
    files,
  };
}

function soughtContracts({ secrets, money }: Pick<InstallationParts, 'secrets' | 'money'>) {
  // Keys of the secrets are hex.
  const deployer = new Wallet(secrets.deployerKey).address;
  const relayer = new Wallet(secrets.relayerKey).address;
  return { contracts: predictContracts(deployer, money), relayer };
}

function anchoredSizeOf({ log }: FoundChain): number {
  return log?.anchored.size ?? 0;
}

/** Runs what reads the documents alone. @throws StartRefusedError that says why they can't be read, and what to do */
export async function readingDocuments<T>(settings: StartSettings, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StartRefusedError) throw error;
    const { StoreOutOfReachError: OutOfReach } = await import('@lanran/api/compose-stores');
    throw explainOutage(new OutOfReach('documents', error), settings);
  }
}

/** What can't be read is not taken for empty. */
function explainOutage(error: StoreOutOfReachError, settings: StartSettings): StartRefusedError {
  const { name } = placeOf(error.store, settings);
  return new StartRefusedError(
    `The ${name} can't be read (${error.message}): ${outageAdvice(error.store, settings)}.`,
    { cause: error },
  );
}
