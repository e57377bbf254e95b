import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { VaultKeys } from './age/vault-keys.ts';
import type { Adapters } from './assemble.ts';
import { EthersLedger } from './chain/adapters/ethers-ledger.ts';
import { DiskCopyShelf } from './copies/adapters/disk-copy-shelf.ts';
import { KeptSigningIdentity } from './copies/adapters/signing/kept-signing-identity.ts';
import { ProcessCopySigner } from './copies/adapters/signing/process-copy-signer.ts';
import { DiskRequestFiles } from './desk/adapters/disk-request-files.ts';
import { ShippedConceptFile } from './concepts/adapters/shipped-concept-file.ts';
import type { Deployment } from './chain/ports/ledger.ts';
import { DiskRenditionStore } from './files/adapters/disk-rendition-store.ts';
import { FfmpegFilmMaker } from './files/adapters/ffmpeg-film-maker.ts';
import { FileTypeDetector } from './files/adapters/file-type-detector.ts';
import { MediaInspection } from './files/adapters/inspection/media-inspection.ts';
import { ThreadedModelPainter } from './files/adapters/model/threaded-model-painter.ts';
import { SharpPerceptualHasher } from './files/adapters/sharp-perceptual-hasher.ts';
import { SharpPictureReader } from './files/adapters/sharp-picture-reader.ts';
import { SharpPictureMaker } from './files/adapters/sharp-picture-maker.ts';
import { withScratchFile } from './files/adapters/scratch-file.ts';
import { SharpTileMaker } from './files/adapters/sharp-tile-maker.ts';
import { DiskStagingArea } from './ingest/adapters/disk-staging-area.ts';
import { ThreadedContentDigester } from './ingest/adapters/threaded-content-digester.ts';
import { ThreadedSecondaryDigester } from './ingest/adapters/threaded-secondary-digester.ts';
import { UploadEncryption } from './ingest/services/upload-encryption.ts';
import { SignedCheckpointFile } from './log/adapters/signed-checkpoint-file.ts';
import { AesSecretSeal } from './notifications/adapters/aes-secret-seal.ts';
import { HttpsWebhookSender } from './notifications/adapters/https-webhook-sender.ts';
import { SmtpMailer } from './notifications/adapters/smtp-mailer.ts';
import type { Mailer } from './notifications/ports/mailer.ts';
import { DiskBackupRecipient } from './operations/adapters/disk-backup-recipient.ts';
import { DiskBackupShelf } from './operations/adapters/disk-backup-shelf.ts';
import type { Config } from './platform/config/config.ts';
import type { FailPoints } from './platform/kernel/fail-points.ts';
import type { Logger } from './platform/kernel/logger.ts';
import { DirectoryDiskSpace } from './platform/process/directory-disk-space.ts';
import { IpfsContentStore } from './storage/adapters/ipfs/ipfs-content-store.ts';
import { OpenSearchAssetIndex } from './search/adapters/opensearch/opensearch-asset-index.ts';
import { OpenSearchClient } from './search/adapters/opensearch/opensearch-client.ts';
import { ThreadedAssetIndex } from './search/adapters/libsql/threaded-asset-index.ts';
import type { AssetIndex } from './search/ports/asset-index.ts';
import { ThreadedPaperPrinter } from './papers/adapters/threaded-paper-printer.ts';
import { openStores, type Stores } from './stores.ts';
import { ErasureCursorFile } from './takedowns/adapters/erasure-cursor-file.ts';
import { PayloadFiles } from './vault/adapters/payload-files.ts';
import { VaultContentStore } from './vault/adapters/vault-content-store.ts';

const DAY_MS = 86_400_000;

export interface AdapterOptions {
  readonly deployment: Deployment;
  readonly failPoints: FailPoints;
  /** How long a backing service may take to answer. */
  readonly answerWithinMs: number;
  readonly logger: Logger;
}

/** Connects to the backing services, and opens what is kept on disk. */
export async function openAdapters(
  config: Config,
  { deployment, failPoints, answerWithinMs, logger }: AdapterOptions,
): Promise<Adapters & { stop(): Promise<void> }> {
  const { dataDir, backupProgram } = config;
  const opening = openStores({ uri: config.mongoUri, answerWithinMs });
  // Thrown where it is waited for.
  opening.catch(() => undefined);
  const objects = new IpfsContentStore({
    apiUrl: config.ipfs.apiUrl,
    sharedDir: config.ipfs.sharedDir,
    token: config.keys.ipfsToken,
  });
  const vaultKeys = new VaultKeys(config.keys.vault);
  const media = openMedia(config.renditionsDir, vaultKeys, config.scratchDir);
  const copying = openCopying(vaultKeys, {
    directory: `${dataDir}/copies`,
    scratch: config.scratchDir,
    identity: new KeptSigningIdentity({
      dataDir,
      files: config.copySigner,
      name: `installation ${config.deployment.logId.slice(2, 10)}`,
      clock: { now: () => new Date() },
    }),
  });
  const stores = await opening;
  const ledger = new EthersLedger({
    rpcUrl: config.chain.rpcUrl,
    rpcSecret: config.keys.chainSecret,
    deployment,
    relayerKey: config.keys.relayer,
    timeoutMs: answerWithinMs,
    relayerTurns: stores.locks.mutex('relayer'),
  });
  const disk = openDisk({
    stores,
    objects,
    vaultKeys,
    failPoints,
    stagingDir: config.stagingDir,
    keptMs: config.uploads.keptDays * DAY_MS,
  });
  const digester = new ThreadedContentDigester();
  const searchIndex = openIndex(config, logger);
  return {
    stores,
    ledger,
    vaultKeys,
    ...disk,
    media,
    copying,
    paperPrinter: new ThreadedPaperPrinter(),
    requestFileDisk: new DiskRequestFiles({ directory: `${dataDir}/request-files`, vault: vaultKeys }),
    digester,
    searchIndex,
    erasureCursor: new ErasureCursorFile(config.searchDir),
    shippedConcepts: new ShippedConceptFile(),
    checkpoints: new SignedCheckpointFile(dataDir),
    disk: new DirectoryDiskSpace(dataDir),
    shelf:
      backupProgram === null
        ? null
        : new DiskBackupShelf({ dataDir, program: backupProgram, locks: stores.locks }),
    backupRecipients: new DiskBackupRecipient(dataDir),
    mailer: openMailer(config),
    webhookSender: new HttpsWebhookSender(config.webhooks),
    secretSeal: new AesSecretSeal(vaultKeys.deriveKeys('notification secrets')),
    stop: async () => {
      await searchIndex.close();
      await digester.rest();
      await media.stop();
      copying.stop();
      await disk.staging.stop();
      ledger.close();
      // Last: others may do what this process did.
      await stores.peers.stop();
      await stores.close();
    },
  };
}

/** A file of the data directory, or the OpenSearch that SEARCH_URL names. */
function openIndex({ searchDir, searchUrl, keys, deployment }: Config, logger: Logger): AssetIndex {
  if (searchUrl === null) return new ThreadedAssetIndex({ directory: searchDir });
  const client = new OpenSearchClient({ url: searchUrl, login: keys.search, logger });
  return new OpenSearchAssetIndex({ client, logId: parseLogId(deployment.logId) });
}

function openMailer({ mailFrom: from, keys: { smtpUrl: url } }: Config): Mailer | null {
  return url === null || from === null ? null : new SmtpMailer({ url, from });
}

export interface DiskOptions {
  readonly stores: Stores;
  readonly objects: IpfsContentStore;
  readonly vaultKeys: VaultKeys;
  readonly failPoints: FailPoints;
  readonly stagingDir: string;
  readonly keptMs?: number;
  readonly reservedBytes?: number;
}

/** Uploads on their way, and the files of the vault. */
export function openDisk({
  stores,
  objects,
  vaultKeys: vault,
  failPoints,
  stagingDir,
  ...limits
}: DiskOptions) {
  const sealedDrafts = new UploadEncryption(stores);
  return {
    content: new VaultContentStore({
      ...stores,
      objects,
      vault,
      turns: stores.locks.mutex('content'),
      // In the folder that an embedded store takes files from.
      payloads: new PayloadFiles(`${stagingDir}/sealing`),
      failPoints,
    }),
    staging: new DiskStagingArea({
      directory: stagingDir,
      failPoints,
      sealing: { vault, isSealed: (draftId) => sealedDrafts.isSealed(draftId) },
      sharing: stores,
      ...limits,
    }),
  };
}

export interface CopyingOptions {
  readonly directory: string;
  /** Of this process alone, on the same disk. */
  readonly scratch: string;
  readonly identity: KeptSigningIdentity;
}

/** Copies that carry their origin, and what signs them. */
export function openCopying(vaultKeys: VaultKeys, { directory, scratch, identity }: CopyingOptions) {
  const [sealingKey = randomBytes(32)] = vaultKeys.deriveKeys('copies');
  const scratchDir = `${scratch}/scratch-copies`;
  const signing = {
    identity: () => identity.get(),
    withFile: <T>(source: Readable, use: (path: string) => Promise<T>) =>
      withScratchFile({ directory: scratchDir, source }, use),
  };
  const [signer, previewSigner] = [new ProcessCopySigner(signing), new ProcessCopySigner(signing)];
  return {
    identity,
    shelf: new DiskCopyShelf({ directory, sealingKey, incomingDir: `${scratch}/incoming-copies` }),
    signer,
    previewSigner,
    stop: () => {
      signer.stop();
      previewSigner.stop();
    },
  };
}

/** Renditions, and what makes them. */
export function openMedia(directory: string, vaultKeys: VaultKeys, scratch = directory) {
  const [sealingKey = null] = vaultKeys.deriveKeys('renditions');
  const scratchDir = `${scratch}/scratch`;
  const inspection = new MediaInspection({ scratchDir });
  const lateDigester = new ThreadedSecondaryDigester();
  return {
    renditions: new DiskRenditionStore({ directory, sealingKey, incomingDir: `${scratch}/incoming` }),
    types: new FileTypeDetector(),
    pictures: new SharpPictureMaker({ scratchDir }),
    tiles: new SharpTileMaker({ scratchDir: `${scratch}/scratch-tiles` }),
    films: new FfmpegFilmMaker({ scratchDir: `${scratch}/scratch-films` }),
    painter: new ThreadedModelPainter(),
    inspectors: inspection.inspectors,
    lateDigester,
    perceptual: new SharpPerceptualHasher(),
    pictureReader: new SharpPictureReader(),
    stop: async () => {
      await lateDigester.stop();
      await inspection.stop();
    },
  };
}
