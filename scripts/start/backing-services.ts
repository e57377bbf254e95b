import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROCESS_ENVIRONMENT } from '@lanran/embedded/content-store/settings';
import { type SocketPlace, takeSocketPlace } from '@lanran/embedded/document-store/socket-place';
import { socketUri, tcpUri } from '@lanran/embedded/document-store/uris';
import { closeDirectory } from '@lanran/embedded/private-directory';
import { type ChainReplay, readChainReplay } from './chain-replay.ts';
import { ChildService } from './child-service.ts';
import type { StartSettings } from './settings.ts';

const START_WITHIN_MS = 40_000;
const STOP_WITHIN_MS = 3_000;
/** 30 s of silence. A service that is busy answers late; one that hangs never does. */
const WATCHDOG = { everyMs: 5_000, maxMissed: 6, maxGrowthBytes: 2 * 2 ** 30 };

/** Where the three backing services answer, embedded or outside. */
export interface BackingServices {
  readonly mongoUri: string;
  /** With the password; null where the embedded document store opens no port. */
  readonly mongoTcpUri: string | null;
  readonly ipfsApiUrl: string;
  /** Set when the content store shares this machine's staging folder and takes files by path. */
  readonly ipfsSharedDir: string | null;
  readonly chainRpcUrl: string;
  /** What the chain asks of who is more than a guest; null where it asks for nothing. */
  readonly chainSecret: string | null;
  /** Null where the chain is outside. */
  readonly replay: ChainReplay | null;
  /** Bytes by the name of the embedded service, as it said last. */
  memory(): ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Starts those services that the settings do not point elsewhere, side by side. */
export async function startBackingServices(
  settings: StartSettings,
  options: {
    readonly ipfsToken: string;
    readonly documentStorePassword: string;
    readonly chainSecret: string;
    /** The address that alone creates contracts on the embedded chain. */
    readonly deployer: string;
    readonly onRestart: (name: string, reason: string) => void;
  },
): Promise<BackingServices> {
  const { dataDir } = settings;
  const sharedDir = join(dataDir, 'staging');
  mkdirSync(sharedDir, { recursive: true, mode: 0o700 });

  const chainWithinMs = START_WITHIN_MS + replayAllowanceMs(join(dataDir, 'chain', 'journal'));
  const child = (name: string, env: Record<string, string>, port: number | null = 0) =>
    new ChildService({
      name,
      port,
      modulePath: fileURLToPath(new URL(`./${name}.js`, import.meta.url)),
      env: { HOST: '127.0.0.1', DATA_DIR: join(dataDir, name), ...env },
      startWithinMs: name === 'chain' ? chainWithinMs : START_WITHIN_MS,
      onRestart: options.onRestart,
      watchdog: WATCHDOG,
    });
  const place = settings.mongoUri === null ? placeOfDocuments(dataDir) : null;
  const password = options.documentStorePassword;
  const documents =
    place === null
      ? null
      : child('document-store', { SOCKET: place.path, PASSWORD: password }, settings.documentStorePort);
  const files =
    settings.ipfsApiUrl === null
      ? child('content-store', {
          ...PROCESS_ENVIRONMENT,
          IPFS_SHARED_DIR: sharedDir,
          TOKEN: options.ipfsToken,
        })
      : null;
  const chain =
    settings.chainRpcUrl === null
      ? child('chain', { SECRET: options.chainSecret, DEPLOYER: options.deployer })
      : null;
  // The chain takes longest.
  const children = [chain, documents, files].filter((service) => service !== null);

  const stop = async () => {
    await Promise.all(children.map((service) => service.stop(STOP_WITHIN_MS)));
    place?.release();
  };
  try {
    await Promise.all(children.map((service) => service.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  const port = documents?.port ?? null;
  return {
    mongoUri: settings.mongoUri ?? `${socketUri(place?.path ?? '')}/lanran`,
    mongoTcpUri: port === null ? null : `${tcpUri({ port, password })}/lanran`,
    ipfsApiUrl: settings.ipfsApiUrl ?? `http://127.0.0.1:${files?.port ?? 0}`,
    ipfsSharedDir: files === null ? null : sharedDir,
    chainRpcUrl: settings.chainRpcUrl ?? `http://127.0.0.1:${chain?.port ?? 0}`,
    chainSecret: chain === null ? settings.chainRpcSecret : options.chainSecret,
    replay: chain === null ? null : readChainReplay(chain.readiness),
    memory: () =>
      new Map(
        children.flatMap(({ name, memoryBytes }) => (memoryBytes === null ? [] : [[name, memoryBytes]])),
      ),
    stop,
  };
}

/** Ten times what a replay takes: 1 ms for a transaction, which has some 500 bytes in the journal. */
function replayAllowanceMs(journal: string): number {
  return ((statSync(journal, { throwIfNoEntry: false })?.size ?? 0) / 500) * 10;
}

/** Held by the platform and not by the store: it stays the same when the store is started again. */
function placeOfDocuments(dataDir: string): SocketPlace {
  const directory = join(dataDir, 'document-store');
  closeDirectory(directory);
  return takeSocketPlace(directory);
}
