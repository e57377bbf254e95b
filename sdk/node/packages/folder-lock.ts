import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { findProcessIdentity, ProcessIdentity } from './process-identity.ts';

/** What the files of a lock begin with: the holder's ends with its number. */
export const LOCK_FILE = '.lanran-download.lock';

const BEAT_MS = 10_000;
/** On another machine or in another container one can't ask whether the process lives; it shows by touching the file. */
const SILENT_MS = 60_000;

const Holder = z.object({
  id: z.string(),
  pid: z.number().int(),
  host: z.string(),
  startedAt: z.string(),
  /** Null where the system does not tell, and in locks of earlier releases. */
  process: ProcessIdentity.nullable().default(null),
});
type Holder = z.infer<typeof Holder>;

/** Of locks that this process holds, or is about to. */
const ownIds = new Set<string>();

/**
 * Keeps others from writing into a folder. Each holder has a file with a number of its own; the highest counts. Who finds that its
 * process died makes the next number, which only one can: nobody takes a file away that another might hold.
 */
export class FolderLock {
  readonly #id: string;
  readonly #path: string;
  readonly #beat: NodeJS.Timeout;

  private constructor(id: string, path: string) {
    this.#id = id;
    this.#path = path;
    this.#beat = setInterval(() => void touch(path), BEAT_MS).unref();
  }

  /** @throws RefusedError FOLDER_IN_USE naming who holds it */
  static async acquire(folder: string): Promise<FolderLock> {
    const own: Holder = {
      id: randomUUID(),
      pid: process.pid,
      host: hostname(),
      startedAt: new Date().toISOString(),
      process: await findProcessIdentity(process.pid),
    };
    const draft = join(folder, `${LOCK_FILE}.${own.id}`);
    await writeFile(draft, JSON.stringify(own), { flag: 'wx' });
    ownIds.add(own.id);
    try {
      return new FolderLock(own.id, await take(folder, draft));
    } catch (error) {
      ownIds.delete(own.id);
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#beat);
    await rm(this.#path, { force: true });
    ownIds.delete(this.#id);
  }
}

/** @returns the path of the file that was made */
async function take(folder: string, draft: string): Promise<string> {
  for (;;) {
    const highest = (await listNumbers(folder)).at(-1) ?? 0;
    if (highest > 0) await requireDead(pathOf(folder, highest), folder);
    const number = highest + 1;
    const path = pathOf(folder, number);
    // It appears with its content, or not at all.
    if (!(await tryLink(draft, path))) continue;
    try {
      // What was listed first may have been out of date: somebody may have come, gone, and come again.
      const others = (await listNumbers(folder)).filter((each) => each !== number);
      for (const other of others) await requireDead(pathOf(folder, other), folder);
      await removeLeft(folder, number);
      return path;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }
}

function pathOf(folder: string, number: number): string {
  return join(folder, `${LOCK_FILE}.${number}`);
}

/** Ascending. */
async function listNumbers(folder: string): Promise<number[]> {
  return (await readdir(folder))
    .flatMap((name) => (name.startsWith(`${LOCK_FILE}.`) ? [name.slice(LOCK_FILE.length + 1)] : []))
    .filter((end) => /^[1-9]\d{0,8}$/.test(end))
    .map(Number)
    .toSorted((left, right) => left - right);
}

/** Removes the files of dead holders, and what others left who were killed while they came. */
async function removeLeft(folder: string, own: number): Promise<void> {
  for (const number of await listNumbers(folder))
    if (number < own) await rm(pathOf(folder, number), { force: true });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!name.startsWith(`${LOCK_FILE}.`) || /\.\d+$/.test(name)) continue;
    if ((await ageMs(path)) > SILENT_MS) await rm(path, { force: true });
  }
}

/** @throws RefusedError when the holder lives */
async function requireDead(path: string, folder: string): Promise<void> {
  const holder = await findHolder(path);
  if (holder === null || !(await isAlive(holder, path))) return;
  throw new RefusedError(
    'FOLDER_IN_USE',
    `Another download writes into ${folder}: process ${holder.pid} on ${holder.host}, since ${holder.startedAt}. Wait for it, or choose another folder.`,
    { argument: 'out' },
  );
}

/** Null for one that is gone or says nothing. */
async function findHolder(path: string): Promise<Holder | null> {
  try {
    return Holder.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError || isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** A number alone is not enough: after `kill -9`, and in a container that began again, another process has it. */
async function isAlive(holder: Holder, path: string): Promise<boolean> {
  const { id, pid, host } = holder;
  if (host !== hostname()) return isHeard(path);
  if (holder.process === null) return pid === process.pid ? ownIds.has(id) : isRunning(pid);
  const own = await findProcessIdentity(process.pid);
  // It began before the system did, in another container, or on another machine with the same name.
  if (own !== null && own.system !== holder.process.system) return isHeard(path);
  const found = await findProcessIdentity(pid);
  return found === null ? isRunning(pid) : found.start === holder.process.start;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and is another user's.
    return isCode(error, 'EPERM');
  }
}

async function isHeard(path: string): Promise<boolean> {
  return (await ageMs(path)) < SILENT_MS;
}

/** Since it was written or touched; endless for one that is gone. */
async function ageMs(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found === null ? Number.POSITIVE_INFINITY : Date.now() - found.mtimeMs;
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

/** False when the file is there already. */
async function tryLink(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    // exFAT and some shares have no links.
    if (['EPERM', 'ENOTSUP', 'ENOSYS'].some((code) => isCode(error, code))) return tryCopy(draft, path);
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

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
