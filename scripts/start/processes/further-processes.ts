import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLive } from '@lanran/embedded/directory-lock';
import { StartRefusedError } from '../data-directory.ts';

const FOLDER = 'processes';

/** Touched by each further process before it is there for the others. */
export function folderOfProcesses(dataDir: string): string {
  return join(dataDir, FOLDER);
}

/** What a further process keeps for itself, by its name. */
export function folderOfProcess(dataDir: string, name: string): string {
  return join(folderOfProcesses(dataDir), name);
}

/** Of this machine. For what changes under further processes, such as the stores that they write to. @throws StartRefusedError */
export function requireNoFurther(dataDir: string, what: string): void {
  const folder = folderOfProcesses(dataDir);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const running = names.filter((name) => {
    const lock = join(folder, name, 'lock');
    return existsSync(lock) && isLive(readFileSync(lock, 'utf8'));
  });
  if (running.length === 0) return;
  throw new StartRefusedError(
    `Further processes of this platform still run (${running.join(', ')}), and ${what}. Stop them first, also those on other machines.`,
  );
}
