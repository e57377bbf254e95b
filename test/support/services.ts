import { ThreadedPaperPrinter } from '../../api/papers/adapters/threaded-paper-printer.ts';
import { LocalAssetIndex } from '@lanran/api/search/adapters/libsql/local-asset-index';
import { EventEmitter, once } from 'node:events';
import { openCopying, openDisk, openMedia } from '@lanran/api/adapters';
import { KeptSigningIdentity } from '@lanran/api/copies/adapters/signing/kept-signing-identity';
import { DiskRequestFiles } from '@lanran/api/desk/adapters/disk-request-files';
import { VaultKeys } from '@lanran/api/age/vault-keys';
import { ShippedConceptFile } from '@lanran/api/concepts/adapters/shipped-concept-file';
import { assemble } from '@lanran/api/assemble';
import { ThreadedContentDigester } from '@lanran/api/ingest/adapters/threaded-content-digester';
import type { OperatorOffice } from '@lanran/api/organizations/ports/operator-office';
import type { FailPoint, FailPoints } from '@lanran/api/platform/kernel/fail-points';
import { DirectoryDiskSpace } from '@lanran/api/platform/process/directory-disk-space';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { originOf } from '@lanran/protocol/log/checkpoint';
import { formatVerifierKey, generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import { buildTrust, type Trust } from '@lanran/protocol/log/trust';
import { AesSecretSeal } from '@lanran/api/notifications/adapters/aes-secret-seal';
import { HttpsWebhookSender } from '@lanran/api/notifications/adapters/https-webhook-sender';
import { NO_ACCOUNT_LIMITS, NO_NOTIFICATION_LIMITS, NO_SIGN_IN_LIMITS, NONCE_KEY } from './limits.ts';
import { ErasureCursorFile } from '@lanran/api/takedowns/adapters/erasure-cursor-file';
import { RememberedCheckpoint } from './remembered-checkpoint.ts';
import type { Stack } from './stack.ts';

export const PUBLIC_URL = 'http://127.0.0.1:4000';

/** A clock that stands still until it is moved. */
export class TestClock {
  #now = new Date();

  now(): Date {
    return this.#now;
  }

  /** Back to the machine's time, which blocks follow. */
  catchUp(): void {
    this.#now = new Date();
  }

  pass(seconds: number): void {
    this.#now = new Date(this.#now.getTime() + seconds * 1000);
  }
}

export class KilledHereError extends Error {
  override readonly name = 'KilledHereError';
}

/** Breaks off the work at the fail point it is armed for, once: what a kill leaves behind, without losing the test. */
export class BreakingFailPoints implements FailPoints {
  #armed: FailPoint | null = null;
  #held: { readonly name: FailPoint; stop(): Promise<void> } | null = null;

  arm(name: FailPoint): void {
    this.#armed = name;
  }

  /** Work stops at the fail point, once, until it is let go on. */
  hold(name: FailPoint): HeldWork {
    const work = new EventEmitter();
    const [reached, released] = [once(work, 'reached'), once(work, 'released')];
    const stop = async () => {
      work.emit('reached');
      await released;
    };
    this.#held = { name, stop };
    return { reached, goOn: () => work.emit('released') };
  }

  async reach(name: FailPoint): Promise<void> {
    if (name === this.#held?.name) {
      const { stop } = this.#held;
      this.#held = null;
      await stop();
    }
    if (name !== this.#armed) return;
    this.#armed = null;
    throw new KilledHereError(name);
  }
}

export interface HeldWork {
  /** Resolves when the work has come to the fail point. */
  readonly reached: Promise<unknown>;
  goOn(): void;
}

export type Services = Awaited<ReturnType<typeof openServices>>;

const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface ServicesOptions {
  readonly checkpointKey?: string;
  readonly quotaBytes?: number | null;
  readonly office?: OperatorOffice | null;
  readonly givesPlayMoney?: boolean;
  /** Where people reach the platform. */
  readonly publicUrl?: () => URL;
}

/**
 * The platform's own services over a stack, with a clock and fail points that the test holds; jobs run when the test runs them. Opened
 * again with the same checkpoint key they are the platform after a restart.
 */
export async function openServices(stack: Stack, options: ServicesOptions = {}) {
  const { stores, ledger, logId, stagingDir } = stack;
  const { checkpointKey = generateNoteKey(originOf(logId)).skey, quotaBytes = null } = options;
  const clock = new TestClock();
  const failPoints = new BreakingFailPoints();
  const vaultKeys = new VaultKeys(stack.vaultKeys);
  const disk = openDisk({
    stores,
    objects: stack.content,
    vaultKeys,
    failPoints,
    stagingDir,
    reservedBytes: 65_536,
  });
  const media = openMedia(`${stagingDir}-renditions`, vaultKeys);
  const copying = openCopying(vaultKeys, {
    directory: `${stagingDir}-copies`,
    scratch: `${stagingDir}-copies`,
    identity: new KeptSigningIdentity({ dataDir: stagingDir, files: null, name: 'test', clock }),
  });
  const digester = new ThreadedContentDigester();
  const key = parseSigningKey(checkpointKey);
  const trust = trustOf(stack, formatVerifierKey(key));
  const adapters = {
    stores,
    ledger,
    vaultKeys,
    ...disk,
    media,
    copying,
    requestFileDisk: new DiskRequestFiles({ directory: `${stagingDir}-request-files`, vault: vaultKeys }),
    paperPrinter: new ThreadedPaperPrinter(),
    // Threads are kept: from the sources they take a second to start.
    digester: {
      digest: digester.digest.bind(digester),
      rest: async () => undefined,
    },
    searchIndex: new LocalAssetIndex(`${stagingDir}-search`),
    erasureCursor: new ErasureCursorFile(`${stagingDir}-search`),
    shippedConcepts: new ShippedConceptFile(),
    checkpoints: new RememberedCheckpoint(),
    disk: new DirectoryDiskSpace(stagingDir),
    shelf: null,
    backupRecipients: { find: async () => null, set: async () => undefined },
    mailer: null,
    webhookSender: new HttpsWebhookSender({ allowsPrivate: true }),
    secretSeal: new AesSecretSeal([Buffer.alloc(32, 7)]),
  };
  const services = await assemble(adapters, {
    logId,
    key,
    trust,
    chainId: stack.chainId,
    isChainEmbedded: true,
    givesPlayMoney: options.givesPlayMoney ?? true,
    publicUrl: options.publicUrl ?? (() => new URL(PUBLIC_URL)),
    sessionHours: 12,
    ticketKey: NONCE_KEY,
    nonceKey: NONCE_KEY,
    firstStart: null,
    operatorOffice: options.office ?? null,
    demoKeys: [],
    newestVaultKey: () => vaultKeys.recipient.text,
    limits: { accounts: NO_ACCOUNT_LIMITS, signIn: NO_SIGN_IN_LIMITS },
    anchoring: { everyLeaves: 1_000, everySeconds: 60 },
    confirmations: 0,
    followEveryMs: 1_000,
    lookEveryMs: 1_000,
    schedule: { everyDays: 30 },
    bytesPerSecond: Number.POSITIVE_INFINITY,
    allowsPrivateWebhooks: true,
    notificationLimits: NO_NOTIFICATION_LIMITS,
    maxFileBytes: 100_000_000,
    quotaBytes,
    // Tests make what they look at.
    fileJobKinds: [],
    clock,
    failPoints,
    logger: SILENT,
  });
  return {
    ...services,
    stack,
    ...disk,
    ...media,
    copying,
    digester,
    fileJobWorker: workerOf('file-jobs-light', services.fileJobWorkers),
    clock,
    failPoints,
    checkpointKey,
    trust,
  };
}

function workerOf<T extends { readonly name: string }>(name: string, workers: readonly T[]): T {
  const found = workers.find((worker) => worker.name === name);
  if (found === undefined) throw new Error(`There is no job ${name}.`);
  return found;
}

function trustOf({ logId, chainId, contracts }: Stack, checkpointKey: string): Trust {
  const addresses = Object.entries<Hex>(contracts).map(
    ([name, address]) => [name, parseAddress(address.toLowerCase())] as const,
  );
  return buildTrust({
    logId,
    checkpointKey,
    chainId: chainId.toString(),
    contracts: Object.fromEntries(addresses),
  });
}
