import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { totalmem } from 'node:os';
import type { Logger } from 'pino';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { formatVerifierKey, parseSigningKey } from '@lanran/protocol/log/note';
import { buildTrust, type Trust } from '@lanran/protocol/log/trust';
import type { FirstStart } from './accounts/ports/first-start.ts';
import type { DemoKey } from './accounts/services/demo-accounts.ts';
import { openAdapters } from './adapters.ts';
import { VaultKeys } from './age/vault-keys.ts';
import { type Adapters, assemble, type Services } from './assemble.ts';
import { EthersTransactionReader } from './chain/adapters/transaction-reader.ts';
import type { Deployment } from './chain/ports/ledger.ts';
import { loadSharp } from './files/adapters/load-sharp.ts';
import { prepareSchema, serveGraphql } from './graphql.ts';
import { buildHttpApp } from './http-app.ts';
import type { NotificationParts } from './notifications/compose.ts';
import { Metrics } from './operations/http/metrics.ts';
import { ReadinessService } from './operations/services/readiness.ts';
import type { OperatorOffice } from './organizations/ports/operator-office.ts';
import type { Config } from './platform/config/config.ts';
import type { PreparedSchema } from './platform/graphql/schema.ts';
import type { SharedAnswer } from './platform/graphql/shared-answers.ts';
import { RateLimit } from './platform/http/rate-limit.ts';
import { settingsToShare } from './shared-settings.ts';
import { identify } from './platform/http/session.ts';
import type { Job } from './platform/jobs/job-runner.ts';
import type { Limit } from './platform/kernel/limit.ts';
import type { Share } from './platform/peers/limit-counters.ts';
import { SharedLimit } from './platform/peers/shared-limit.ts';
import type { OwnProcess } from './platform/peers/peers.ts';
import { MissingVaultKeyError } from './platform/kernel/errors.ts';
import { memoryLimitBytes } from './platform/process/memory-limit.ts';
import { KillingFailPoints, NO_FAIL_POINTS } from './platform/process/killing-fail-points.ts';
import { CHAIN_SENDS } from './relay/http/rpc-router.ts';
import { ChainSenders } from './relay/services/chain-senders.ts';
import { warmUpSearch } from './search/domain/warm-up.ts';
import { sweepAlone } from './platform/process/sweep-alone.ts';
import type { VaultKeysInUse } from './vault/services/vault-keys-in-use.ts';

const ANSWER_WITHIN_MS = 8_000;
const WARM_UP_AFTER_MS = 1_000;
const FOLLOW_EVERY_MS = 2_000;
/** Jobs are nudged when there is something to do; what another process leaves over is found by then. */
const LOOK_EVERY_MS = 60_000;
/** 5 TiB: what one file of a film may have. */
const MAX_FILE_BYTES = 5 * 2 ** 40;

/** Of one network, such as a museum's behind one address. */
const WRONG_SECRETS = { most: 60, windowMs: 300_000 };
const FAILED_SIGN_INS = { most: 60, windowMs: 300_000 };
const NEW_ACCOUNTS = { most: 60, windowMs: 300_000 };
const SESSIONS_OF_UNKNOWN_KEYS = { most: 300, windowMs: 600_000 };
const ACTS_OF_UNKNOWN_KEYS = { most: 300, windowMs: 600_000 };
const DAY_MS = 86_400_000;
const CONFIRMATIONS_OF_ACCOUNT = { most: 5, windowMs: DAY_MS };
const CONFIRMATIONS_TO_ADDRESS = { most: 1, windowMs: 60_000 };
const CONFIRMATIONS_OF_NETWORK = { most: 30, windowMs: DAY_MS };
const WEBHOOK_TESTS = { most: 5, windowMs: 60_000 };
/** Answers for guests: what no leaf says may be a second old in them. */
const GUESTS_KEPT = { keptMs: 1_000, most: 200 };
/** Of everybody: at most 590 MB a day of keystores. */
const NEW_ACCOUNTS_OF_ALL = { most: 500, windowMs: 300_000 };

/** What only who starts the platform knows. */
export interface RuntimeInputs {
  /** Null where the accreditor was known when the contracts were deployed. */
  readonly firstStart?: FirstStart | null;
  /** Null: nobody is the operator. */
  readonly operatorOffice?: OperatorOffice | null;
  /** Given out on this machine alone, to every account of it: so never the operator's. */
  readonly demoKeys?: readonly DemoKey[];
  /** The vault keys as they are kept now, the newest first; those of the configuration unless given. */
  readonly keptVaultKeys?: () => readonly string[];
  /** Prepared when it is needed unless given. */
  readonly schema?: PreparedSchema;
  /** Bytes of memory of each process of the platform by its name; none unless given. */
  readonly processMemory?: () => ReadonlyMap<string, number>;
  /** By which the other processes of the platform know this one; null: there is no other. */
  readonly process?: OwnProcess | null;
  /** Asked when the other processes know of this one; the start ends where it throws. */
  readonly onEntered?: () => void;
  /** Hears how far the start is, often. */
  readonly onProgress?: (line: string) => void;
}

export { prepareSchema };
export type { DemoKey, FirstStart, OperatorOffice, OwnProcess };

export interface Platform {
  readonly listener: RequestListener;
  /** Lets running jobs finish and closes every connection. */
  stop(): Promise<void>;
}

/** Puts the platform together: adapters, the services over them, and what serves them (docs/architecture.md). */
export async function compose(
  config: Config,
  logger: Logger,
  {
    firstStart = null,
    operatorOffice = null,
    demoKeys = [],
    keptVaultKeys = () => config.keys.vault,
    schema = prepareSchema(),
    processMemory = () => new Map(),
    process: own = null,
    onEntered = () => undefined,
    onProgress = () => undefined,
  }: RuntimeInputs = {},
): Promise<Platform> {
  const failPoints = config.failPoint === null ? NO_FAIL_POINTS : new KillingFailPoints(config.failPoint);
  const deployment = readDeployment(config);
  const { chainId } = deployment;
  const logId = parseLogId(config.deployment.logId);
  const key = parseSigningKey(config.keys.checkpoint);
  const trust = buildTrust({
    logId,
    checkpointKey: formatVerifierKey(key),
    chainId: chainId.toString(),
    contracts: trusted(deployment),
  });
  const adapters = await openAdapters(config, {
    deployment,
    failPoints,
    answerWithinMs: ANSWER_WITHIN_MS,
    logger,
  });
  const { peers, drafts } = adapters.stores;
  const settings = settingsToShare(config, adapters.vaultKeys);
  if (own !== null) await enter(adapters, { ...own, settings }, { onEntered, logger });
  // The same in every API process, as the vault key is.
  const [nonceKey = randomBytes(32)] = adapters.vaultKeys.deriveKeys('sign-in nonces');
  const [ticketKey = randomBytes(32)] = adapters.vaultKeys.deriveKeys('backup tickets');
  const limit: MakeLimit = (name, share) => {
    const { limitCounters: counters } = adapters.stores;
    return new SharedLimit({ name, share, counters, peers, own: new RateLimit(share), secret: nonceKey });
  };
  const services = await assemble(adapters, {
    logId,
    key,
    trust,
    chainId,
    isChainEmbedded: config.chain.isEmbedded,
    givesPlayMoney: config.givesPlayMoney,
    publicUrl: () => new URL(config.server.publicUrl),
    sessionHours: config.sessionHours,
    nonceKey,
    ticketKey,
    firstStart,
    operatorOffice,
    demoKeys,
    newestVaultKey: () => new VaultKeys(keptVaultKeys()).recipient.text,
    limits: {
      accounts: {
        wrongSecrets: limit('wrong-secrets', WRONG_SECRETS),
        newAccounts: limit('new-accounts', NEW_ACCOUNTS),
        newAccountsOfAll: limit('new-accounts-of-all', NEW_ACCOUNTS_OF_ALL),
      },
      signIn: {
        failures: limit('failed-sign-ins', FAILED_SIGN_INS),
        unknownKeys: limit('unknown-keys', SESSIONS_OF_UNKNOWN_KEYS),
      },
    },
    anchoring: config.sealer,
    confirmations: config.chain.confirmations,
    followEveryMs: FOLLOW_EVERY_MS,
    lookEveryMs: LOOK_EVERY_MS,
    schedule: config.fixity,
    bytesPerSecond: config.fixity.bytesPerSecond,
    allowsPrivateWebhooks: config.webhooks.allowsPrivate,
    notificationLimits: notificationLimits(limit),
    maxFileBytes: MAX_FILE_BYTES,
    quotaBytes: config.uploads.quotaBytes,
    clock: { now: () => new Date() },
    failPoints,
    logger,
  });
  const { uploads, keysInUse, follower, indexFollower, projection, jobs } = services;
  await sweepAlone(adapters.stores, async () => {
    await drafts.removePieces();
    await uploads.sweep((checked, all) =>
      onProgress(`staged ${checked.toLocaleString('en')} of ${all.toLocaleString('en')} files checked`),
    );
  });
  await warnOfMissingKeys(keysInUse, logger);
  await catchUp(follower);
  await catchUp(projection, async () =>
    onProgress(`${(await projection.behind()).toLocaleString('en')} statements left to read`),
  );
  // A rebuild may take minutes. The platform starts without waiting; pages say that the index is being built.
  void indexFollower.follow().catch(() => undefined);
  jobs.start();
  const served = await serve(config, {
    adapters,
    services,
    schema,
    trust,
    processMemory,
    strangerActs: limit('stranger-acts', ACTS_OF_UNKNOWN_KEYS),
    chainSends: limit('chain-sends', CHAIN_SENDS),
    logger,
  });
  const warming = setTimeout(() => void warmUp(), WARM_UP_AFTER_MS).unref();
  const stop = async () => {
    clearTimeout(warming);
    await served.stop();
    services.fixityRuns.stop();
    await jobs.stop();
    await services.damageReports.settled();
    await adapters.stop();
  };
  return { listener: served.listener, stop };
}

type MakeLimit = (name: string, share: Share) => Limit;

/** @throws what `onEntered` throws, when the others know that this process is gone again */
async function enter(
  adapters: Adapters & { stop(): Promise<void> },
  own: OwnProcess,
  { onEntered, logger }: { readonly onEntered: () => void; readonly logger: Logger },
): Promise<void> {
  await adapters.stores.peers.enter(own, logger);
  try {
    onEntered();
  } catch (error) {
    await adapters.stop();
    throw error;
  }
}

function notificationLimits(limit: MakeLimit): NotificationParts['notificationLimits'] {
  return {
    ofAccount: limit('confirmations-of-account', CONFIRMATIONS_OF_ACCOUNT),
    toAddress: limit('confirmations-to-address', CONFIRMATIONS_TO_ADDRESS),
    ofNetwork: limit('confirmations-of-network', CONFIRMATIONS_OF_NETWORK),
    webhookTests: limit('webhook-tests', WEBHOOK_TESTS),
  };
}

interface Served {
  readonly adapters: Adapters;
  readonly services: Services;
  readonly schema: PreparedSchema;
  readonly trust: Trust;
  readonly processMemory: () => ReadonlyMap<string, number>;
  readonly strangerActs: Limit;
  readonly chainSends: Limit;
  readonly logger: Logger;
}

/** GraphQL and the rest of HTTP over the services. */
async function serve(
  config: Config,
  { adapters, services, schema, trust, processMemory, strangerActs, chainSends, logger }: Served,
): Promise<Platform> {
  const { stores, ledger, content, disk, staging, copying } = adapters;
  const { signIn, logStatus, fixity, jobs, log } = services;
  const authenticate = (token: string) => signIn.authenticate(token);
  const graphql = await serveGraphql(services, {
    identify: (request) => identify(request, authenticate),
    strangerActs,
    schema,
    kept: services.keptAnswers<SharedAnswer>(GUESTS_KEPT),
    logger,
  });
  const publicUrl = () => new URL(config.server.publicUrl);
  const checks = { documents: stores, files: content, chain: ledger };
  const memory = { processes: processMemory, limitBytes: memoryLimitBytes, machineBytes: totalmem };
  const listener = buildHttpApp({
    ...services,
    metrics: new Metrics({
      stores: checks,
      log: logStatus,
      jobs,
      disk,
      fixity,
      memory,
      copySigner: copying.identity,
    }),
    metricsToken: config.keys.metrics,
    uploadStore: staging.uploads,
    uploadLocks: stores.locks,
    maxFileBytes: MAX_FILE_BYTES,
    publicUrl,
    trustedProxies: config.server.trustedProxies,
    strangerActs,
    readiness: new ReadinessService({ checks, vault: services.keysInUse, disk }),
    log,
    trust,
    chainRpcUrl: config.chain.rpcUrl,
    chainSecret: config.keys.chainSecret,
    chainSends,
    // Elsewhere senders pay for what they send.
    chainSenders: config.chain.isEmbedded
      ? new ChainSenders({
          organizations: stores.organizations,
          roles: ledger.roles,
          wallets: ledger.safes,
          transactions: new EthersTransactionReader(),
        })
      : null,
    webDir: config.server.webDir,
    authenticate,
    authenticateLately: (token) => signIn.authenticateLately(token),
    session: { signIn, isSecure: publicUrl().protocol === 'https:' },
    logger,
    mountGraphql: (app) => graphql.mount(app),
    answerStranger: async (question) => graphql.answerStranger(question),
  });
  return { listener, stop: () => graphql.stop() };
}

/** What a start does without: neither the first picture nor the first search waits for it. A platform that can't load it ends. */
async function warmUp(): Promise<void> {
  await loadSharp();
  warmUpSearch();
}

/** What needs no lost key is served all the same. */
async function warnOfMissingKeys(keys: VaultKeysInUse, logger: Logger): Promise<void> {
  try {
    await keys.check();
  } catch (error) {
    if (!(error instanceof MissingVaultKeyError)) throw error;
    logger.error(error.message);
  }
}

/** After a crash the read models may lag behind chain and log: whoever is served sees everything that was acknowledged. */
async function catchUp(follower: Job, report = () => Promise.resolve()): Promise<void> {
  while ((await follower.run()) === 'more') await report();
}

function readDeployment({ deployment }: Config): Deployment {
  const { chainId, currencies } = deployment;
  // Addresses were checked with the rest of the configuration.
  return { chainId, contracts: deployment.contracts as Readonly<Record<string, Hex>>, currencies };
}

function trusted({ contracts }: Deployment): Record<string, Address> {
  return Object.fromEntries(
    Object.entries(contracts).map(([name, address]) => [name, parseAddress(address.toLowerCase())]),
  );
}
