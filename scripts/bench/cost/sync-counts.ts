import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countCommits } from '@lanran/embedded/environment-commits';

const PROBE = new URL('./sync-probe.mjs', import.meta.url);
const ENVIRONMENTS = ['document-store', 'content-store/index'];

/** What a platform is started with so that its processes count their syncs in a folder. */
export function countingSyncs(folder: string): NodeJS.ProcessEnv {
  return { LANRAN_BENCH_SYNCS: folder, NODE_OPTIONS: `--import ${fileURLToPath(PROBE)}` };
}

/** Syncs of all processes: of files, and of LMDB, where each commit is one. */
export async function countSyncs(folder: string, dataDir: string): Promise<number> {
  const ofFiles = readdirSync(folder).map((name) => countIn(readFileSync(join(folder, name))));
  const commits = await Promise.all(ENVIRONMENTS.map((name) => countCommits(join(dataDir, name))));
  return [...ofFiles, ...commits].reduce((sum, each) => sum + each, 0);
}

/** Empty before the first sync. */
function countIn(bytes: Buffer): number {
  return bytes.length < 8 ? 0 : Number(bytes.readBigUInt64LE());
}
