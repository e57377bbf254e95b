import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLive } from '@lanran/embedded/directory-lock';
import { StartRefusedError } from '../data-directory.ts';
import { bootOfMachine, placeOfProcesses } from './own-process.ts';

const FOLDER = 'processes';
/** In the folder of a process: the boot of the machine that it runs on. */
const BOOT_FILE = 'boot';
/** So long a process may take to lock the folder that it made. */
const LOCKED_WITHIN_MS = 60_000;

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

/** Says in a process's own folder where it runs, for `clearEnded`. */
export function noteBoot(ownDir: string): void {
  writeFileSync(join(ownDir, BOOT_FILE), JSON.stringify(bootOfMachine()), { mode: 0o600 });
}

/** Removes what processes of this machine kept that were killed, or ended with an earlier boot: what was erased may be in it. */
export function clearEnded(dataDir: string): void {
  const folder = folderOfProcesses(dataDir);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const here = tagOf(placeOfProcesses());
  for (const name of names) {
    const path = join(folder, name);
    const hasEnded = name.endsWith(`-${here}`) ? isLeft(path) : isOfEarlierBoot(path);
    if (hasEnded) rmSync(path, { recursive: true, force: true });
  }
}

function isLeft(path: string): boolean {
  const lock = join(path, 'lock');
  if (existsSync(lock)) return !isLive(readFileSync(lock, 'utf8'));
  const { mtimeMs = Date.now() } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return Date.now() - mtimeMs > LOCKED_WITHIN_MS;
}

function isOfEarlierBoot(path: string): boolean {
  const file = join(path, BOOT_FILE);
  if (!existsSync(file)) return false;
  const { machine, boot } = bootOfMachine();
  try {
    const noted: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return (
      typeof noted === 'object' &&
      noted !== null &&
      'machine' in noted &&
      'boot' in noted &&
      noted.machine === machine &&
      noted.boot !== boot
    );
  } catch {
    // Half written: whose it is nobody can say.
    return false;
  }
}

function tagOf(place: string): string {
  return createHash('sha256').update(place).digest('hex').slice(0, 8);
}
