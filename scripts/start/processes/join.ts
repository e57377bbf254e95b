import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';
import { ownMemoryBytes } from '@lanran/embedded/own-memory';
import { openServiceLog } from '@lanran/embedded/service-log';
import { FORMER_CONTRACTS, hashContracts } from '../../deploy/hash-contracts.ts';
import { MoveFile } from '../../move/move-file.ts';
import { localUrl } from '../addresses.ts';
import { StartRefusedError } from '../data-directory.ts';
import { claimDataFormat, DATA_FORMAT } from '../data-format.ts';
import { currenciesOf } from '../choose-money.ts';
import { CurrenciesFile } from '../currencies-file.ts';
import { FirstStartFile } from '../first-start.ts';
import { clearEnded, folderOfProcess, folderOfProcesses, noteBoot } from './further-processes.ts';
import { FrontDoor } from '../front-door.ts';
import { type Installation, InstallationFile } from '../installation-file.ts';
import { OperatorFile } from '../operator-file.ts';
import { announceProcess, ownProcess } from './own-process.ts';
import { CLOSE_WITHIN_MS, loadApi, platformConfig, type RunningPlatform, vaultKeysOf } from '../platform.ts';
import { loadSecrets } from '../secrets.ts';
import { UpgradeFile } from '../../upgrade/upgrade-file.ts';
import { areServed, type Services, ServicesFile } from '../services-file.ts';
import type { StartSettings } from '../settings.ts';

const SERVED_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;

/**
 * A further process of a platform that runs: it serves as the first does, over the same stores and the same data directory, which it
 * neither locks nor sets up.
 */
export async function joinPlatform(
  settings: StartSettings,
  servedWithinMs = SERVED_WITHIN_MS,
): Promise<RunningPlatform> {
  const { dataDir, host, port } = settings;
  const installation = requireBegun(dataDir);
  const publicUrl = process.env['LANRAN_PUBLIC_URL'];
  if (publicUrl === undefined)
    throw new StartRefusedError(
      'LANRAN_JOIN needs LANRAN_PUBLIC_URL: the address at which people reach all processes of the platform. Set the same for each.',
    );
  const endings: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const loading = loadApi();
    loading.catch(() => undefined);
    const ownDir = folderOfProcess(dataDir, port === 0 ? `process${process.pid}` : String(port));
    // Before anything is read that a first process changes: it changes that, and then looks for such locks.
    clearEnded(dataDir);
    endings.push(lockDataDirectory(ownDir, 'PORT'));
    clear(ownDir);
    noteBoot(ownDir);
    endings.push(() => clear(ownDir));
    requireUpgraded(dataDir);
    const services = await findServices(dataDir, servedWithinMs);
    // While the API is loaded: the others look more often by the time that this one waits to be seen.
    announceProcess(folderOfProcesses(dataDir));
    const requireUnchanged = () => {
      requireUpgraded(dataDir);
      if (isSwitching(dataDir) || !isAsBefore(services, dataDir))
        throw new StartRefusedError(
          'The first process starts with other stores, or ended. Start this one again when it serves.',
        );
    };
    const { compose, schema } = await loading;
    const operatorOffice = new OperatorFile(dataDir);
    const platform = await compose(
      platformConfig({
        settings,
        secrets: loadSecrets(dataDir),
        publicUrl,
        ownDir,
        services: { ...services, ipfsSharedDir: sharedDirOf(dataDir, services) },
        isChainEmbedded: services.embedded.includes('chain'),
        deployment: deploymentOf(installation, dataDir),
      }),
      openServiceLog({ name: 'platform', level: process.env['LOG_LEVEL'] ?? 'warn' }),
      {
        schema,
        operatorOffice,
        process: ownProcess(publicUrl, folderOfProcesses(dataDir)),
        onEntered: requireUnchanged,
        processMemory: () => new Map([['platform', ownMemoryBytes()]]),
        keptVaultKeys: () => vaultKeysOf(loadSecrets(dataDir)),
      },
    );
    endings.push(() => platform.stop());
    requireUnchanged();
    // Only now: what balances the load sends nothing to a port that is closed.
    const door = await FrontDoor.open(host, port);
    door.serve(platform.listener);
    endings.push(() => door.close(CLOSE_WITHIN_MS));
    const watching = setInterval(() => endWithout(services, dataDir), LOOK_EVERY_MS).unref();
    endings.push(() => clearInterval(watching));
    return {
      url: localUrl({ host, port: door.port }),
      notes: [],
      links: { operator: null, accreditor: null },
      hasDemo: false,
      seed: async () => undefined,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function requireBegun(dataDir: string): Installation {
  const installation = new InstallationFile(dataDir).read();
  if (installation === null)
    throw new StartRefusedError(
      `LANRAN_JOIN is set, but ${dataDir} has no platform yet. Start the first process without it, and wait until it is ready.`,
    );
  return installation;
}

/** @throws StartRefusedError where the first process has steps of an upgrade to make, or makes them */
function requireUpgraded(dataDir: string): void {
  const format = claimDataFormat(dataDir, hashContracts(), FORMER_CONTRACTS);
  if (format < DATA_FORMAT)
    throw new StartRefusedError(
      `The data directory ${dataDir} has data format ${format}, and this version needs ${DATA_FORMAT}. Start the first process with this version: it upgrades the directory. Nothing was changed.`,
    );
  if (new UpgradeFile(dataDir).read()?.endedAt === null)
    throw new StartRefusedError(
      `The upgrade of ${dataDir} is not finished: the first process makes its last steps when it starts. Start this one when it serves.`,
    );
  const firstStart = new FirstStartFile(dataDir);
  if (firstStart.exists && firstStart.named() === null)
    throw new StartRefusedError(
      `The first start of ${dataDir} is not finished: open its one-time link for the accreditor, then start further processes.`,
    );
}

/** Waits for a first process that is starting. @throws StartRefusedError */
async function findServices(dataDir: string, servedWithinMs: number): Promise<Services> {
  const file = new ServicesFile(dataDir);
  for (let waitedMs = 0; waitedMs < servedWithinMs; waitedMs += LOOK_EVERY_MS) {
    const services = file.read();
    if (services !== null && areServed(services) && !isSwitching(dataDir)) return services;
    await delay(LOOK_EVERY_MS);
  }
  if (isSwitching(dataDir))
    throw new StartRefusedError(
      'The first process has not served from the new place of a move yet. Start it, and this one when it serves.',
    );
  throw new StartRefusedError(
    `The stores in ${dataDir} are not served: the first process does not run. Start it, without LANRAN_JOIN.`,
  );
}

/** The folder that an embedded content store takes files from by their path. */
function sharedDirOf(dataDir: string, { embedded }: Services): string | null {
  return embedded.includes('files') ? join(dataDir, 'staging') : null;
}

function deploymentOf({ logId, chain: { chainId, contracts } }: Installation, dataDir: string) {
  const addresses = Object.entries(contracts).map(([name, { address }]) => [name, address] as const);
  const named = Object.fromEntries(addresses);
  const currencies = currenciesOf(new CurrenciesFile(dataDir).readBegun(), named);
  return { chainId, logId, contracts: named, currencies };
}

/** Until the platform serves from the new place of a move, a start may still take the former one. */
function isSwitching(dataDir: string): boolean {
  const move = new MoveFile(dataDir).read();
  return move?.state === 'DONE' && !move.isServed;
}

/** Are the stores that this process opened still those of the platform, and do they answer as far as is known? */
function isAsBefore(opened: Services, dataDir: string): boolean {
  const services = new ServicesFile(dataDir).read();
  if (services === null || !areServed(services)) return false;
  const placesOf = ({ mongoUri, ipfsApiUrl, chainRpcUrl }: Services) => [mongoUri, ipfsApiUrl, chainRpcUrl];
  return placesOf(services).join('\n') === placesOf(opened).join('\n');
}

/** The embedded stores end with the first process, and come back at other addresses; it may also come back with others. */
function endWithout(services: Services, dataDir: string): void {
  if (areServed(services) && isAsBefore(services, dataDir)) return;
  process.stderr.write(
    'The first process ended, and the embedded stores with it, or it starts with other stores. Start it again, then this one.\n',
  );
  process.exit(1);
}

/** What an earlier process of this port left. */
function clear(ownDir: string): void {
  if (!existsSync(ownDir)) return;
  for (const name of readdirSync(ownDir))
    if (name !== 'lock') rmSync(join(ownDir, name), { recursive: true, force: true });
}
