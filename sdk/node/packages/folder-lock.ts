import { randomUUID } from 'node:crypto';
import {
  constants,
  copyFile,
  link,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { RefusedError } from '@lanran/sdk/kernel/errors';

/** In the folder while somebody writes into it. */
export const LOCK_FILE = '.lanran-download.lock';

const BEAT_MS = 10_000;
/** On another machine one can't ask whether the process lives; it shows by touching the file. */
const SILENT_MS = 60_000;

const Holder = z.object({ id: z.string(), pid: z.number().int(), host: z.string(), startedAt: z.string() });
type Holder = z.infer<typeof Holder>;

/** Keeps others from writing into a folder: a file in it, which a process that died does not hold. */
export class FolderLock {
  readonly #path: string;
  readonly #beat: NodeJS.Timeout;

  private constructor(path: string) {
    this.#path = path;
    this.#beat = setInterval(() => void this.#touch(), BEAT_MS).unref();
  }

  /** @throws RefusedError FOLDER_IN_USE naming who holds it */
  static async acquire(folder: string): Promise<FolderLock> {
    const path = join(folder, LOCK_FILE);
    const own: Holder = {
      id: randomUUID(),
      pid: process.pid,
      host: hostname(),
      startedAt: new Date().toISOString(),
    };
    const draft = `${path}.${own.id}`;
    await writeFile(draft, JSON.stringify(own), { flag: 'wx' });
    try {
      // A link appears with its content, or not at all.
      while (!(await tryLink(draft, path))) await removeDead(path, folder);
    } finally {
      await rm(draft, { force: true });
    }
    return new FolderLock(path);
  }

  /** Also removes what others left who were killed while they came. */
  async release(): Promise<void> {
    clearInterval(this.#beat);
    const folder = dirname(this.#path);
    for (const name of await readdir(folder))
      if (name.startsWith(`${LOCK_FILE}.`)) await removeOld(join(folder, name));
    await rm(this.#path, { force: true });
  }

  async #touch(): Promise<void> {
    const now = new Date();
    await utimes(this.#path, now, now).catch(() => undefined);
  }
}

async function removeOld(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found !== null && Date.now() - found.mtimeMs > SILENT_MS) await rm(path, { force: true });
}

async function tryLink(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    // exFAT and some shares have no links.
    if (isCode(error, 'EPERM') || isCode(error, 'ENOTSUP') || isCode(error, 'ENOSYS'))
      return tryCopy(draft, path);
    throw error;
  }
}

async function tryCopy(draft: string, path: string): Promise<boolean> {
  try {
    await copyFile(draft, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes the lock of a process that died. @throws RefusedError when it lives */
async function removeDead(path: string, folder: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder === null) return;
  if (holder !== 'UNREADABLE' && (await isAlive(holder, path)))
    throw new RefusedError(
      'FOLDER_IN_USE',
      `Another download writes into ${folder}: process ${holder.pid} on ${holder.host}, since ${holder.startedAt}. Wait for it, or choose another folder.`,
      { argument: 'out' },
    );
  // Somebody else may have taken it since: what was moved away is then theirs, and goes back.
  const moved = `${path}.${randomUUID()}`;
  try {
    await rename(path, moved);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const found = await readHolder(moved);
  const isTheDead =
    holder === 'UNREADABLE' || (found !== null && found !== 'UNREADABLE' && found.id === holder.id);
  if (!isTheDead) await tryLink(moved, path);
  await rm(moved, { force: true });
}

async function readHolder(path: string): Promise<Holder | 'UNREADABLE' | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return 'UNREADABLE';
  }
}

async function isAlive({ pid, host }: Holder, path: string): Promise<boolean> {
  if (host !== hostname()) {
    const found = await stat(path).catch(() => null);
    return found !== null && Date.now() - found.mtimeMs < SILENT_MS;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and is another user's.
    return isCode(error, 'EPERM');
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
