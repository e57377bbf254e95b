import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startDocumentStore } from '@lanran/embedded/document-store/server';
import { rounded } from '../cost/cost.ts';
import { type Extent, type Figures, say } from '../cost/parts.ts';
import { RunningServer } from '../running-server.ts';
import { drawPlatform } from '../search/drawn-platform.ts';
import { makeFormer } from './former-documents.ts';

const Upgraded = z.object({ backup: z.string(), endedAt: z.string() });

/** From the command to `ready`, of the start that upgrades a platform of data format 1, its backup included. */
export async function measureUpgrade({ isQuick }: Extent): Promise<Figures> {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-bench-scale-'));
  const dataDir = join(directory, 'data');
  try {
    await drawPlatform(dataDir, isQuick ? 1_000 : 100_000);
    await makeIndex(dataDir);
    say(`${await setBack(dataDir)} assets of data format 1`);
    const from = performance.now();
    const platform = await RunningServer.start(dataDir);
    const seconds = (performance.now() - from) / 1_000;
    await platform.stop();
    const { backup } = Upgraded.parse(JSON.parse(readFileSync(join(dataDir, 'upgrade.json'), 'utf8')));
    say(
      `ready after ${rounded(seconds)} s, with a backup of ${Math.round((await stat(backup)).size / 1e6)} MB`,
    );
    return { upgradeSeconds: rounded(seconds) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The search index, which a platform that was used has. */
async function makeIndex(dataDir: string): Promise<void> {
  const platform = await RunningServer.start(dataDir);
  await platform.settle();
  await platform.stop();
}

async function setBack(dataDir: string): Promise<number> {
  const store = await startDocumentStore({ dataDir: join(dataDir, 'document-store') });
  try {
    return await makeFormer(store.uri);
  } finally {
    await store.close();
    const path = join(dataDir, 'format.json');
    const format = z.looseObject({}).parse(JSON.parse(readFileSync(path, 'utf8')));
    writeFileSync(path, JSON.stringify({ ...format, format: 1 }));
  }
}
