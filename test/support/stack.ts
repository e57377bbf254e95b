import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonRpcProvider, Wallet } from 'ethers';
import { EthersLedger } from '@lanran/api/adapters/chain/ethers-ledger';
import { IpfsContentStore } from '@lanran/api/adapters/ipfs/ipfs-content-store';
import { connectMongo, type MongoStores } from '@lanran/api/adapters/mongo/mongo-stores';
import { startChain } from '@lanran/embedded/chain/start-chain';
import { startContentStore } from '@lanran/embedded/content-store/server';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import type { Hex } from '@lanran/protocol/bytes';
import { type LogId, parseLogId, randomBytes32 } from '@lanran/protocol/ids';
import { deploy } from '../../scripts/deploy/deploy.ts';

/** The three real backing services in this process, with the contracts deployed and the api's adapters connected. */
export interface Stack {
  readonly stores: MongoStores;
  readonly ledger: EthersLedger;
  readonly content: IpfsContentStore;
  readonly stagingDir: string;
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
}

export async function startStack({ admissionDelaySeconds = 0 }: StackOptions = {}): Promise<Stack> {
  const dir = await mkdtemp(join(tmpdir(), 'lanran-stack-'));
  const stagingDir = join(dir, 'staging');
  let aheadSeconds = 0;
  const now = () => Math.floor(Date.now() / 1000) + aheadSeconds;
  const [documents, files, chain] = await Promise.all([
    startDocumentStore({ dataDir: join(dir, 'documents') }),
    startContentStore({ dataDirectory: join(dir, 'files'), sharedDirectory: stagingDir, token: TOKEN }),
    startChain({ dataDir: join(dir, 'chain'), now }),
  ]);
  const logId = parseLogId(randomBytes32());
  const relayer = Wallet.createRandom();
  const accreditor = new Wallet(Wallet.createRandom().privateKey);
  const { chainId, contracts } = await deployTo(chain.url, {
    logId,
    relayer: relayer.address,
    accreditor: accreditor.address,
    admissionDelaySeconds,
  });
  const stores = await connectMongo({ uri: `${documents.uri}/lanran`, answerWithinMs: 5_000 });
  const ledger = new EthersLedger({
    rpcUrl: chain.url,
    deployment: { chainId, contracts },
    relayerKey: relayer.privateKey,
    timeoutMs: 10_000,
  });
  return {
    stores,
    ledger,
    content: new IpfsContentStore({ apiUrl: files.url, sharedDir: stagingDir, token: TOKEN }),
    stagingDir,
    logId,
    chainId,
    rpcUrl: chain.url,
    mongoUri: `${documents.uri}/lanran`,
    contracts,
    accreditor,
    letPass: (seconds) => void (aheadSeconds += seconds),
    stop: async () => {
      ledger.close();
      await stores.close();
      await Promise.all([documents.close(), files.close(), chain.stop()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

interface Installing {
  readonly logId: LogId;
  readonly relayer: string;
  readonly accreditor: string;
  readonly admissionDelaySeconds: number;
}

async function deployTo(url: string, people: Installing) {
  const provider = new JsonRpcProvider(url, undefined, {
    pollingInterval: 50,
    cacheTimeout: -1,
    batchStallTime: 0,
  });
  try {
    const { chainId, contracts } = await deploy({
      provider,
      deployerKey: randomBytes32(),
      relayerAddress: people.relayer,
      accreditorAddress: people.accreditor,
      logId: people.logId,
      operatorPayout: people.relayer,
      admissionDelaySeconds: people.admissionDelaySeconds,
    });
    return { chainId, contracts: contracts as Readonly<Record<string, Hex>> };
  } finally {
    provider.destroy();
  }
}
