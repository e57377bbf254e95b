import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLive } from '@lanran/embedded/directory-lock';
import { StartRefusedError } from '../data-directory.ts';
import { placeOfProcesses } from './own-process.ts';

const FOLDER = 'processes';

/** Touched by each further process before it is there for the others. */
export function folderOfProcesses(dataDir: string): string {
  return join(dataDir, FOLDER);
}

/** What a further process keeps for itself, by its port: machines that share the data directory have the same ports. */
export function folderOfProcess(dataDir: string, port: string): string {
  return join(folderOfProcesses(dataDir), `${port}-${tagOf(placeOfProcesses())}`);
}

/**
 * Of this machine: elsewhere a process id says nothing, and `requireNoneRegistered` asks. For what changes under further processes, such as the stores that they write
 * to. @throws StartRefusedError
 */
export function requireNoFurther(dataDir: string, what: string): void {
  const folder = folderOfProcesses(dataDir);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const here = tagOf(placeOfProcesses());
  const running = names.filter((name) => {
    const [, tag = here] = name.split('-');
    if (tag !== here) return false;
    const lock = join(folder, name, 'lock');
    return existsSync(lock) && isLive(readFileSync(lock, 'utf8'));
  });
  if (running.length === 0) return;
  throw new StartRefusedError(
    `Further processes of this platform still run (${running.join(', ')}), and ${what}. Stop them first, also those on other machines.`,
  );
}

function tagOf(place: string): string {
  return createHash('sha256').update(place).digest('hex').slice(0, 8);
}
