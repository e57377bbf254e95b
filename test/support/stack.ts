import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeAddress, JsonRpcProvider, Wallet } from 'ethers';
import { generateIdentity } from '@lanran/api/age/identity';
import { EthersLedger } from '@lanran/api/chain/adapters/ethers-ledger';
import { IpfsContentStore } from '@lanran/api/storage/adapters/ipfs/ipfs-content-store';
import { openStores, type Stores } from '@lanran/api/stores';
import { type Chain, startChain } from '@lanran/embedded/chain/start-chain';
import { startContentStore } from '@lanran/embedded/content-store/server';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type LogId, parseLogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { deploy } from '../../scripts/deploy/deploy.ts';

/** The three real backing services in this process, with the contracts deployed and the api's adapters connected. */
export interface Stack {
  readonly stores: Stores;
  readonly ledger: EthersLedger;
  readonly content: IpfsContentStore;
  readonly stagingDir: string;
  /** Of everything that is kept on disk. */
  readonly directory: string;
  readonly filesUrl: string;
  readonly filesToken: string;
  /** age identities, the newest first. */
  readonly vaultKeys: string[];
  /** Where the content store keeps a file that is no other's part. */
  storedPath(cid: string): string;
  readonly logId: LogId;
  readonly chainId: bigint;
  readonly rpcUrl: string;
  readonly mongoUri: string;
  readonly contracts: Readonly<Record<string, Hex>>;
  readonly accreditor: Wallet;
  /** Moves the chain's clock on; its next block shows it. */
  letPass(seconds: number): void;
  stop(): Promise<void>;
}

const TOKEN = 'a token for tests only, long enough';

export interface StackOptions {
  /** How long what the accreditor announces waits; nothing has to be announced at 0. */
  readonly admissionDelaySeconds?: number;
  /** Disks of their own, for tests that fill them. */
  readonly directories?: {
    readonly documents?: string | undefined;
    readonly files?: string | undefined;
    readonly staging?: string | undefined;
  };
}

export async function startStack({
  admissionDelaySeconds = 0,
  directories = {},
}: StackOptions = {}): Promise<Stack> {
  const dir = await mkdtemp(join(tmpdir(), 'lanran-stack-'));
  const { staging: stagingDir = join(dir, 'staging') } = directories;
  const { documents: documentsDir = join(dir, 'documents'), files: filesDir = join(dir, 'files') } =
    directories;
  let aheadSeconds = 0;
  const now = () => Math.floor(Date.now() / 1000) + aheadSeconds;
  const [documents, files, { chain, installed }] = await Promise.all([
    startDocumentStore({ dataDir: documentsDir }),
    startContentStore({ dataDirectory: filesDir, sharedDirectory: stagingDir, token: TOKEN }),
    startInstalledChain({ dataDir: join(dir, 'chain'), now, admissionDelaySeconds }),
  ]);
  const { logId, chainId, contracts, relayerKey } = installed;
  const stores = await openStores({ uri: `${documents.uri}/lanran`, answerWithinMs: 5_000 });
  const ledger = new EthersLedger({
    rpcUrl: chain.url,
    deployment: { chainId, contracts, currencies: playMoneyOf(contracts) },
    relayerKey,
    timeoutMs: 10_000,
  });
  return {
    stores,
    ledger,
    content: new IpfsContentStore({ apiUrl: files.url, sharedDir: stagingDir, token: TOKEN }),
    stagingDir,
    directory: dir,
    filesUrl: files.url,
    filesToken: TOKEN,
    vaultKeys: [generateIdentity()],
    storedPath: (cid) => join(filesDir, 'files', cid.slice(-3, -1), cid),
    logId,
    chainId,
    rpcUrl: chain.url,
    mongoUri: `${documents.uri}/lanran`,
    contracts,
    accreditor: new Wallet(installed.accreditorKey),
    letPass: (seconds) => void (aheadSeconds += seconds),
    stop: async () => {
      ledger.close();
      await stores.close();
      await Promise.all([documents.close(), files.close(), chain.stop()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Contracts on a chain, and who acts for the platform there. */
interface Installed {
  readonly logId: LogId;
  readonly relayerKey: Hex;
  readonly accreditorKey: Hex;
  readonly chainId: bigint;
  readonly contracts: Readonly<Record<string, Hex>>;
}

/** What this process deployed, by the admission delay. To start a chain on a copied journal costs a tenth of a deployment. */
const deployed = new Map<number, { readonly installed: Installed; readonly journal: Buffer }>();

async function startInstalledChain({
  dataDir,
  now,
  admissionDelaySeconds,
}: {
  readonly dataDir: string;
  readonly now: () => number;
  readonly admissionDelaySeconds: number;
}): Promise<{ readonly chain: Chain; readonly installed: Installed }> {
  const journalPath = join(dataDir, 'journal');
  const before = deployed.get(admissionDelaySeconds);
  if (before !== undefined) {
    await mkdir(dataDir);
    await writeFile(journalPath, before.journal);
    return { chain: await startChain({ dataDir, now, openLane: 'platform' }), installed: before.installed };
  }
  const chain = await startChain({ dataDir, now, openLane: 'platform' });
  const installed = await install(chain.url, admissionDelaySeconds);
  deployed.set(admissionDelaySeconds, { installed, journal: await readFile(journalPath) });
  return { chain, installed };
}

async function install(url: string, admissionDelaySeconds: number): Promise<Installed> {
  const [relayerKey, accreditorKey] = [randomBytes32(), randomBytes32()];
  const relayerAddress = computeAddress(relayerKey);
  const logId = parseLogId(randomBytes32());
  const provider = new JsonRpcProvider(url, undefined, {
    pollingInterval: 50,
    cacheTimeout: -1,
    batchStallTime: 0,
  });
  try {
    const { chainId, contracts } = await deploy({
      provider,
      deployerKey: randomBytes32(),
      relayerAddress,
      accreditorAddress: computeAddress(accreditorKey),
      logId,
      operatorPayout: relayerAddress,
      admissionDelaySeconds,
    });
    return { logId, relayerKey, accreditorKey, chainId, contracts: contracts };
  } finally {
    provider.destroy();
  }
}

/** As an installation with demo data has it. */
export function playMoneyOf({ TestToken = '' }: Readonly<Record<string, string>>): PlatformCurrency[] {
  return [{ symbol: 'TCNY', decimals: 2, kind: 'TEST', address: parseAddress(TestToken.toLowerCase()) }];
}
