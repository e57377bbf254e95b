import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lockDataDirectory } from '@lanran/embedded/directory-lock';
import { ownMemoryBytes } from '@lanran/embedded/own-memory';
import { openServiceLog } from '@lanran/embedded/service-log';
import { hashContracts } from '../../deploy/hash-contracts.ts';
import { localUrl } from '../addresses.ts';
import { StartRefusedError } from '../data-directory.ts';
import { claimDataFormat, DATA_FORMAT } from '../data-format.ts';
import { FirstStartFile } from '../first-start.ts';
import { folderOfProcess, folderOfProcesses } from './further-processes.ts';
import { FrontDoor } from '../front-door.ts';
import { type Installation, InstallationFile } from '../installation-file.ts';
import { OperatorFile } from '../operator-file.ts';
import { announceProcess, ownProcess } from './own-process.ts';
import { CLOSE_WITHIN_MS, loadApi, platformConfig, type RunningPlatform, vaultKeysOf } from '../platform.ts';
import { loadSecrets } from '../secrets.ts';
import { areServed, type Services, ServicesFile } from '../services-file.ts';
import type { StartSettings } from '../settings.ts';

const SERVED_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;

/**
 * A further process of a platform that runs: it serves as the first does, over the same stores and the same data directory, which it
 * neither locks nor sets up.
 */
export async function joinPlatform(settings: StartSettings): Promise<RunningPlatform> {
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
    const ownDir = folderOfProcess(dataDir, port === 0 ? `process-${process.pid}` : String(port));
    endings.push(lockDataDirectory(ownDir, 'PORT'));
    clear(ownDir);
    endings.push(() => clear(ownDir));
    const services = await findServices(dataDir);
    const { compose, schema } = await loading;
    announceProcess(folderOfProcesses(dataDir));
    const operatorOffice = new OperatorFile(dataDir);
    const platform = await compose(
      platformConfig({
        settings,
        secrets: loadSecrets(dataDir),
        publicUrl,
        ownDir,
        services: { ...services, ipfsSharedDir: sharedDirOf(dataDir, services) },
        isChainEmbedded: services.embedded.includes('chain'),
        deployment: deploymentOf(installation),
      }),
      openServiceLog({ name: 'platform', level: process.env['LOG_LEVEL'] ?? 'warn' }),
      {
        schema,
        operatorOffice,
        process: ownProcess(publicUrl, folderOfProcesses(dataDir)),
        processMemory: () => new Map([['platform', ownMemoryBytes()]]),
        keptVaultKeys: () => vaultKeysOf(loadSecrets(dataDir)),
      },
    );
    endings.push(() => platform.stop());
    // Only now: what balances the load sends nothing to a port that is closed.
    const door = await FrontDoor.open(host, port);
    door.serve(platform.listener);
    endings.push(() => door.close(CLOSE_WITHIN_MS));
    const watching = setInterval(() => endWithout(services), LOOK_EVERY_MS).unref();
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
  const format = claimDataFormat(dataDir, hashContracts());
  if (format < DATA_FORMAT)
    throw new StartRefusedError(
      `The data directory ${dataDir} has data format ${format}, and this version needs ${DATA_FORMAT}. Start the first process with this version: it upgrades the directory. Nothing was changed.`,
    );
  const firstStart = new FirstStartFile(dataDir);
  if (firstStart.exists && firstStart.named() === null)
    throw new StartRefusedError(
      `The first start of ${dataDir} is not finished: open its one-time link for the accreditor, then start further processes.`,
    );
  return installation;
}

/** Waits for a first process that is starting. @throws StartRefusedError */
async function findServices(dataDir: string): Promise<Services> {
  const file = new ServicesFile(dataDir);
  for (let waitedMs = 0; waitedMs < SERVED_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
    const services = file.read();
    if (services !== null && areServed(services)) return services;
    await delay(LOOK_EVERY_MS);
  }
  throw new StartRefusedError(
    `The stores in ${dataDir} are not served: the first process does not run. Start it, without LANRAN_JOIN.`,
  );
}

/** The folder that an embedded content store takes files from by their path. */
function sharedDirOf(dataDir: string, { embedded }: Services): string | null {
  return embedded.includes('files') ? join(dataDir, 'staging') : null;
}

function deploymentOf({ logId, chain: { chainId, contracts } }: Installation) {
  const addresses = Object.entries(contracts).map(([name, { address }]) => [name, address] as const);
  return { chainId, logId, contracts: Object.fromEntries(addresses) };
}

/** The embedded stores end with the first process, and come back at other addresses. */
function endWithout(services: Services): void {
  if (areServed(services)) return;
  process.stderr.write(
    'The first process ended, and the embedded stores with it. Start it again, then this one.\n',
  );
  process.exit(1);
}

/** What an earlier process of this port left. */
function clear(ownDir: string): void {
  if (!existsSync(ownDir)) return;
  for (const name of readdirSync(ownDir))
    if (name !== 'lock') rmSync(join(ownDir, name), { recursive: true, force: true });
}
