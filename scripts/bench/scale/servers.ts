import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROCESS_ENVIRONMENT } from '@lanran/embedded/content-store/settings';
import { tcpUri } from '@lanran/embedded/document-store/uris';
import { z } from 'zod';
import { ChildService } from '../../start/child-service.ts';

const PASSWORD = 'a password for the bench';
const START_WITHIN_MS = 40_000;
const STOP_WITHIN_MS = 60_000;
const WATCHDOG = { everyMs: 5_000, maxMissed: 60, maxGrowthBytes: 8 * 2 ** 30 };
const Secrets = z.object({ ipfsToken: z.string() });

/** Servers to move to: both stores, each in a process of its own. */
export interface OutsideServers {
  readonly documents: string;
  readonly files: string;
  stop(): Promise<void>;
}

export async function startOutsideServers(directory: string, dataDir: string): Promise<OutsideServers> {
  const { ipfsToken } = Secrets.parse(JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')));
  const services = {
    documents: serviceOf('document-store', directory, { PASSWORD }),
    files: serviceOf('content-store', directory, { ...PROCESS_ENVIRONMENT, TOKEN: ipfsToken }),
  };
  await Promise.all(Object.values(services).map((service) => service.start()));
  return {
    documents: `${tcpUri({ port: services.documents.port ?? 0, password: PASSWORD })}/lanran`,
    files: `http://127.0.0.1:${services.files.port ?? 0}`,
    stop: async () => {
      await Promise.all(Object.values(services).map((service) => service.stop(STOP_WITHIN_MS)));
    },
  };
}

function serviceOf(name: string, directory: string, env: Readonly<Record<string, string>>): ChildService {
  return new ChildService({
    name,
    modulePath: fileURLToPath(new URL(`../../../dist/${name}.js`, import.meta.url)),
    env: { HOST: '127.0.0.1', DATA_DIR: join(directory, name), ...env },
    startWithinMs: START_WITHIN_MS,
    onRestart: (_, reason) => {
      throw new Error(`${name} ${reason}`);
    },
    watchdog: WATCHDOG,
  });
}
