import { fileURLToPath } from 'node:url';
import { type JsonRpcProvider, Wallet } from 'ethers';
import { identify } from '@lanran/embedded/directory-lock';
import { ownMemoryBytes } from '@lanran/embedded/own-memory';
import { closeDirectory } from '@lanran/embedded/private-directory';
import { openServiceLog } from '@lanran/embedded/service-log';
import type { OwnProcess } from '@lanran/api/compose';
import { readConfig, readVaultKeys } from '@lanran/api/platform/config/config';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { STARTING_PAUSES_MS } from '@lanran/protocol/kernel/lost-connection';
import { removeDeadSpools } from '../backup/spool.ts';
import { deploy } from '../deploy/deploy.ts';
import { FORMER_MONEY, type Money } from '../deploy/money.ts';
import { FORMER_CONTRACTS, hashContracts } from '../deploy/hash-contracts.ts';
import { finishMove, markServed, requireNoCopy, takeBack } from '../move/finish.ts';
import { MoveFile } from '../move/move-file.ts';
import { findSwitch } from '../move/switch.ts';
import { EMBEDDED } from '../move/place.ts';
import { UpgradeFile } from '../upgrade/upgrade-file.ts';
import { beginUpgrade, finishUpgrade } from '../upgrade/upgrade.ts';
import { type BackingServices, startBackingServices } from './backing-services.ts';
import { describeReplay } from './chain-replay.ts';
import { chooseMoney, currenciesOf, differingSettings, requireSameTokens } from './choose-money.ts';
import { CurrenciesFile } from './currencies-file.ts';
import { addressLines, localUrl, networkUrls } from './addresses.ts';
import { lockForPlatform, makeDataDirectory } from './data-directory.ts';
import { claimDataFormat, DATA_FORMAT } from './data-format.ts';
import { clearEnded, folderOfProcesses, requireNoFurther } from './processes/further-processes.ts';
import { FrontDoor } from './front-door.ts';
import { FirstStartFile, type FirstStartLinks, prepareFirstStart } from './first-start.ts';
import { InstallationFile } from './installation-file.ts';
import { InstallationStores, readingDocuments } from './installation.ts';
import { explainChainLoss, explainLoss } from './lost-service.ts';
import { OperatorFile } from './operator-file.ts';
import { requireNoneRegistered } from './processes/registered-processes.ts';
import { announceProcess, ownProcess } from './processes/own-process.ts';
import {
  chooseAccreditor,
  demoKeysOf,
  hasDemoAccounts,
  nameOperator,
  withDemoOnlyWhereBegun,
} from './people.ts';
import { RestoredFile, restoredLines } from './restored-file.ts';
import { runSeed } from './run-seed.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { isOfSameStores, ServicesFile } from './services-file.ts';
import type { StartSettings } from './settings.ts';
import { StartProgress } from './start-progress.ts';
import { untilStopped } from './stop-early.ts';
import { embeddedStores } from './store-places.ts';

const ANSWER_WITHIN_MS = 30_000;
/** What is still running may take this long to end before it is cut. */
export const CLOSE_WITHIN_MS = 1_500;

export interface RunningPlatform {
  readonly url: string;
  /** For people, when the platform is open to a network. */
  readonly notes: readonly string[];
  /** The one-time links that name the two offices; null where somebody is named. */
  readonly links: FirstStartLinks;
  readonly hasDemo: boolean;
  /** Brings the demo data on the first start; afterwards it only looks. */
  seed(): Promise<void>;
  stop(): Promise<void>;
}

type Ending = () => void | Promise<void>;

/** Starts everything in the order of need; what was started is ended again when a later part fails. */
export async function startPlatform(
  settings: StartSettings,
  say: (line: string) => void,
): Promise<RunningPlatform> {
  const endings: Ending[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    makeDataDirectory(settings.dataDir);
    closeDataDirectory(settings.dataDir, say);
    endings.push(lockForPlatform(settings.dataDir));
    const door = await FrontDoor.open(settings.host, settings.port);
    endings.push(() => door.close(CLOSE_WITHIN_MS));
    const format = claimDataFormat(settings.dataDir, hashContracts(), FORMER_CONTRACTS);
    if (format < DATA_FORMAT) requireNoFurther(settings.dataDir, 'would write in the former data format');
    await removeDeadSpools(settings.dataDir);
    await beginUpgrade(format, { settings, door, say });
    return await startBehind(door, { settings, say, endings, stop });
  } catch (error) {
    await stop();
    throw explainLoss(error, settings);
  }
}

function closeDataDirectory(dataDir: string, say: (line: string) => void): void {
  const outcome = closeDirectory(dataDir);
  if (outcome === 'CLOSED') say(`data directory ${dataDir} was open to other accounts; its mode is 700 now`);
  if (outcome === 'OPEN')
    say(`data directory ${dataDir} is open to other accounts of this machine: close it, or choose another`);
}

interface Start {
  readonly settings: StartSettings;
  readonly say: (line: string) => void;
  readonly endings: Ending[];
  readonly stop: () => Promise<void>;
}

async function startBehind(
  door: FrontDoor,
  { settings: asked, say, endings, stop }: Start,
): Promise<RunningPlatform> {
  const settings = withDemoOnlyWhereBegun(asked, say);
  const logger = openServiceLog({ name: 'platform', level: process.env['LOG_LEVEL'] ?? 'warn' });
  const secrets = loadSecrets(settings.dataDir);
  const moving = findSwitch(new MoveFile(settings.dataDir).read(), settings);
  const isLeaving = leaveFormerStores(settings);
  if (moving !== null || isLeaving)
    requireNoFurther(settings.dataDir, 'would write to the stores that this start leaves');
  const firstStartFile = new FirstStartFile(settings.dataDir);
  const operatorFile = new OperatorFile(settings.dataDir);
  // While the services start: two cores are busy then.
  const loading = loadApi();
  loading.catch(() => undefined);
  const services = await startBackingServices(settings, {
    ipfsToken: secrets.ipfsToken,
    documentStorePassword: secrets.documentStorePassword,
    chainSecret: secrets.chainSecret,
    deployer: new Wallet(secrets.deployerKey).address,
    onRestart: (service, reason) =>
      logger.error({ service, reason }, 'the backing service ended or was ended; starting it again'),
  });
  endings.push(() => services.stop());
  if (moving?.to === 'BACK') takeBack(settings.dataDir, moving.move);
  if (settings.mongoUri !== null)
    await readingDocuments(settings, () => requireNoCopy(settings.dataDir, services));
  clearEnded(settings.dataDir);
  const own = ownProcess(process.env['LANRAN_PUBLIC_URL'] ?? '', folderOfProcesses(settings.dataDir));
  // Embedded documents are served to processes of this machine alone, which their locks show.
  const formerUri = moving?.move.documents?.from ?? settings.mongoUri;
  if (moving?.to === 'NEW' && formerUri !== null && formerUri !== EMBEDDED)
    await requireNoneElsewhere(formerUri, own, 'would write to the stores that this start leaves');
  if (moving?.to === 'NEW')
    await untilStopped('the last pass of the move', (signal) =>
      finishMove({ move: moving.move, settings, secrets, services, say, signal }),
    );
  const listening = { host: settings.host, port: door.port };
  const url = localUrl(listening);
  const chosenUrl = process.env['LANRAN_PUBLIC_URL'] ?? null;
  const publicUrl = chosenUrl ?? url;
  const money = await findMoney({ settings, secrets, services, say });
  const deploying = { settings, secrets, services, say, money };
  // Nothing is written, signed or deployed before the stores are known to be this data directory's.
  const restoredFile = new RestoredFile(settings.dataDir);
  const { isComplete, ...deployment } = await withOwnStores(deploying, async (seen) => {
    const restored = restoredFile.read();
    if (restored !== null) restoredLines(restored).forEach(say);
    if (new UpgradeFile(settings.dataDir).read()?.endedAt === null) {
      // Once more: who came since reads that an upgrade is under way.
      requireNoFurther(settings.dataDir, 'would write in the former data format');
      if (settings.mongoUri !== null)
        await requireNoneElsewhere(settings.mongoUri, own, 'would write in the former data format');
    }
    await finishUpgrade(services.mongoUri, { settings, door, say });
    announce(services, { settings, publicUrl, say });
    const accreditorAddress = chooseAccreditor(settings, firstStartFile);
    nameOperator(settings, { office: operatorFile, say });
    if (money !== FORMER_MONEY) new CurrenciesFile(settings.dataDir).write(money);
    return deployContracts({ ...deploying, accreditorAddress, seen });
  });
  for (const line of moneyLines(money, hasDemoAccounts(settings.dataDir))) say(line);
  const firstStart =
    isComplete && !firstStartFile.exists
      ? null
      : prepareFirstStart({
          file: firstStartFile,
          isComplete,
          complete: async (accreditor) => {
            await deployContracts({ ...deploying, accreditorAddress: accreditor, seen: new Set() });
          },
        });
  const { compose, schema } = await loading;
  const progress = new StartProgress({ door, say });
  // Further processes may run already: they look for this one sooner.
  if (settings.mongoUri !== null) announceProcess(folderOfProcesses(settings.dataDir));
  const platform = await compose(
    platformConfig({
      settings,
      secrets,
      publicUrl,
      services,
      isChainEmbedded: settings.chainRpcUrl === null,
      deployment,
    }),
    logger,
    {
      schema,
      firstStart,
      operatorOffice: operatorFile,
      // Embedded documents are served to this process's platform alone; those of a backup name the processes of its moment.
      process: {
        ...ownProcess(publicUrl, folderOfProcesses(settings.dataDir)),
        isFirstThere: settings.mongoUri === null || restoredFile.read() !== null,
      },
      demoKeys: demoKeysOf(settings),
      processMemory: () => new Map([['platform', ownMemoryBytes()], ...services.memory()]),
      // `lanran vault new-key` writes one while the platform runs.
      keptVaultKeys: () => vaultKeysOf(loadSecrets(settings.dataDir)),
      onProgress: (line) => progress.report(line),
    },
  );
  endings.push(() => platform.stop());
  restoredFile.remove();
  await markServed(settings.dataDir, services);
  door.serve(platform.listener);
  // Requests under way may finish while there still is a platform behind them.
  endings.push(() => door.close(CLOSE_WITHIN_MS));
  const seeding = new AbortController();
  endings.push(() => seeding.abort());
  const seed = async () => {
    if (settings.withDemoData)
      await runSeed({ apiUrl: url, publicUrl, dataDir: settings.dataDir, say, signal: seeding.signal });
  };
  const linkOf = (token: string) => `${new URL(publicUrl).origin}/first-start#${token}`;
  const links = {
    operator: operatorFile.holder() === null ? linkOf(operatorFile.token()) : null,
    accreditor: isComplete ? null : linkOf(firstStartFile.token()),
  };
  const notes = addressLines(networkUrls(listening), chosenUrl);
  return { url, links, notes, hasDemo: settings.withDemoData, stop, seed };
}

interface ConfigParts {
  readonly settings: StartSettings;
  readonly secrets: Secrets;
  readonly publicUrl: string;
  readonly services: Pick<
    BackingServices,
    'mongoUri' | 'ipfsApiUrl' | 'ipfsSharedDir' | 'chainRpcUrl' | 'chainSecret'
  >;
  readonly isChainEmbedded: boolean;
  readonly deployment: object;
  /** What this process alone keeps, where it is not the first. */
  readonly ownDir?: string;
}

/** What the API is told, beside the environment. */
export function platformConfig(parts: ConfigParts) {
  const { settings, secrets, publicUrl, services, isChainEmbedded, deployment, ownDir } = parts;
  return readConfig({
    ...process.env,
    LANRAN_DATA_DIR: settings.dataDir,
    LANRAN_OWN_DIR: ownDir,
    LANRAN_PUBLIC_URL: publicUrl,
    LANRAN_WEB_DIR: process.env['LANRAN_WEB_DIR'] ?? builtWebDir(),
    LANRAN_BACKUP_PROGRAM: fileURLToPath(new URL('./backup.js', import.meta.url)),
    LANRAN_CHAIN_EMBEDDED: isChainEmbedded ? '1' : '0',
    LANRAN_PLAY_MONEY: hasDemoAccounts(settings.dataDir) ? '1' : '0',
    MONGODB_URI: services.mongoUri,
    IPFS_API_URL: services.ipfsApiUrl,
    IPFS_SHARED_DIR: services.ipfsSharedDir ?? undefined,
    IPFS_TOKEN: secrets.ipfsToken,
    CHAIN_RPC_URL: services.chainRpcUrl,
    CHAIN_RPC_SECRET: services.chainSecret ?? undefined,
    LANRAN_RELAYER_KEY: secrets.relayerKey,
    LANRAN_VAULT_KEY: vaultKeysOf(secrets).join(','),
    LANRAN_CHECKPOINT_KEY: secrets.checkpointKey,
    LANRAN_DEPLOYMENT: JSON.stringify(deployment),
  });
}

export async function loadApi() {
  const { compose, prepareSchema } = await import('@lanran/api/compose');
  return { compose, schema: prepareSchema() };
}

/** The installation's own come last: an operator who keeps the key elsewhere sets it, and older files still open. */
export function vaultKeysOf({ vaultKeys }: Secrets): string[] {
  const { LANRAN_VAULT_KEY: set, LANRAN_VAULT_KEY_FILE: path } = process.env;
  const own = readVaultKeys({ LANRAN_VAULT_KEY: set, LANRAN_VAULT_KEY_FILE: path });
  return [...new Set([...own, ...vaultKeys])];
}

/** Where tools and further processes of the same account reach the backing services. */
function announce(
  services: BackingServices,
  { settings, publicUrl, say }: Pick<Start, 'settings' | 'say'> & { readonly publicUrl: string },
): void {
  const { mongoUri, mongoTcpUri, ipfsApiUrl, chainRpcUrl, chainSecret, replay } = services;
  const reached = { mongoUri, mongoTcpUri: mongoTcpUri ?? undefined, ipfsApiUrl, chainRpcUrl, chainSecret };
  // Backups go by `embedded`: the folder of a store may be one that was left behind.
  const embedded = embeddedStores(settings);
  new ServicesFile(settings.dataDir).write({ ...reached, embedded, publicUrl, owner: identify(process.pid) });
  say(`documents ${withoutSecrets(mongoUri)}`);
  if (mongoTcpUri !== null)
    say(`documents ${new URL(mongoTcpUri).host} (user and password are in services.json)`);
  say(`files     ${withoutSecrets(ipfsApiUrl)}`);
  say(`chain     ${withoutSecrets(chainRpcUrl)}`);
  if (new InstallationFile(settings.dataDir).read() === null)
    say('          chosen for good by this first start: contracts cannot be moved to another chain');
  for (const line of replay === null ? [] : describeReplay(replay)) say(line);
}

async function requireNoneElsewhere(uri: string, own: OwnProcess, what: string): Promise<void> {
  const { withProcesses } = await import('@lanran/api/compose-moves');
  const asked = { uri, answerWithinMs: ANSWER_WITHIN_MS };
  await withProcesses(asked, (registry) => requireNoneRegistered({ registry, own }, what));
}

/**
 * Further processes open what the last start named. Where this one has other stores, it says so before it opens them, and the
 * processes that use the former ones end. @returns whether it has others
 */
function leaveFormerStores(settings: StartSettings): boolean {
  const file = new ServicesFile(settings.dataDir);
  const former = file.read();
  if (former === null || isOfSameStores(former, settings)) return false;
  file.write({ ...former, isLeft: true });
  return true;
}

/** An outside server's address may hold a password, or a key in its path or query. */
function withoutSecrets(address: string): string {
  return address
    .replace(/\/\/[^@/]*@/, '//')
    .replace(/^(https?:\/\/[^/?#]+).*$/, '$1')
    .replace(/\?.*$/, '');
}

/** Compares the stores with the data directory, deploys, and then marks them as its own. @throws StartRefusedError */
async function withOwnStores<T>(
  parts: Omit<Deploying, 'accreditorAddress' | 'seen'>,
  work: (contracts: ReadonlySet<string>) => Promise<T>,
): Promise<T> {
  const provider = await connectChain(parts.services);
  try {
    const stores = await InstallationStores.open({ ...parts, provider });
    try {
      stores.warnings.forEach(parts.say);
      const done = await work(stores.contracts);
      await stores.mark();
      return done;
    } finally {
      await stores.close();
    }
  } finally {
    provider.destroy();
  }
}

interface Deploying {
  readonly settings: StartSettings;
  readonly secrets: Secrets;
  readonly services: BackingServices;
  readonly money: Money;
  readonly accreditorAddress: string | null;
  /** Lower-case addresses of contracts that are known to be there. */
  readonly seen: ReadonlySet<string>;
  readonly say: (line: string) => void;
}

/** What prices are named in: as the first start chose, or as this one does. @throws StartRefusedError */
async function findMoney({
  settings,
  secrets,
  services,
  say,
}: Omit<Deploying, 'money' | 'accreditorAddress' | 'seen'>): Promise<Money> {
  const file = new CurrenciesFile(settings.dataDir);
  const provider = await connectChain(services);
  try {
    const kept = file.read();
    if (kept === null && !(await hasBegun(settings, provider, secrets)))
      return await chooseMoney(settings, provider);
    const stands = kept ?? FORMER_MONEY;
    for (const line of differingSettings(stands, settings)) say(line);
    await requireSameTokens(stands, provider);
    return stands;
  } catch (error) {
    throw explainChainLoss(error, settings, 'looking at the currencies');
  } finally {
    provider.destroy();
  }
}

async function hasBegun(
  { dataDir }: StartSettings,
  provider: JsonRpcProvider,
  { deployerKey }: Secrets,
): Promise<boolean> {
  if (new InstallationFile(dataDir).read() !== null) return true;
  return (await provider.getTransactionCount(new Wallet(deployerKey).address)) > 0;
}

function moneyLines({ units, tokens, hasTestToken }: Money, hasDemoData: boolean): string[] {
  const named = [
    ...tokens.map(({ code, address }) => `${code} (${address})`),
    ...(hasTestToken ? ['TCNY (play money)'] : []),
    ...units.map(({ code }) => code),
  ];
  return [
    `prices    in ${named.join(', ')}; chosen by the first start`,
    ...(hasTestToken && !hasDemoData
      ? [
          'warning   this platform takes TCNY, play money, and has no demo data: whoever has some gets licenses for nothing. More is not given out. To sell for money, begin with a new data directory (docs/operating.md, “Currencies”)',
        ]
      : []),
  ];
}

/** Asked again for as long as a chain that ended takes to start again. */
async function connectChain({ chainRpcUrl, chainSecret }: BackingServices): Promise<JsonRpcProvider> {
  const { RepeatingProvider } = await import('@lanran/api/compose-stores');
  return new RepeatingProvider({
    rpcUrl: chainRpcUrl,
    rpcSecret: chainSecret,
    chainId: null,
    pollingIntervalMs: 100,
    pausesMs: STARTING_PAUSES_MS,
  });
}

async function deployContracts(parts: Deploying) {
  const { settings, secrets, services, money, accreditorAddress, seen, say } = parts;
  const provider = await connectChain(services);
  const relayerAddress = new Wallet(secrets.relayerKey).address;
  let trying = 'looking at the contracts';
  if (settings.chainRpcUrl !== null) {
    say(
      `keys      deployer ${new Wallet(secrets.deployerKey).address}, relayer ${relayerAddress}: both need coins of that chain`,
    );
  }
  try {
    const { chainId, contracts, isComplete } = await deploy({
      provider,
      deployerKey: secrets.deployerKey as Hex,
      relayerAddress,
      accreditorAddress,
      logId: secrets.logId,
      operatorPayout: relayerAddress,
      admissionDelaySeconds: settings.admissionDelaySeconds,
      money,
      seen,
      onStep: (name) => {
        trying = `deploying ${name}`;
        say(trying);
      },
    });
    const currencies = currenciesOf(money, contracts);
    return { chainId: chainId.toString(), logId: secrets.logId, contracts, currencies, isComplete };
  } catch (error) {
    throw explainChainLoss(error, settings, trying);
  } finally {
    provider.destroy();
  }
}

/** Beside the build that runs: dist/ and dist-web/. */
function builtWebDir(): string {
  return fileURLToPath(new URL('../dist-web', import.meta.url));
}
