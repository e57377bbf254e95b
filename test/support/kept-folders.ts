import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

interface KeptFoldersOptions {
  /** What the path of each folder begins with, up to its key. */
  readonly prefix: string;
  /** Folder for the marks of processes that use one. */
  readonly marksDir: string;
  /** How many stay that nobody uses. */
  readonly maxUnused?: number;
}

/** Of a process that makes one or removes one; its id. */
const ASIDE = /\.(\d+)\.(?:new|old)/;

/**
 * Folders that take long to make, kept from run to run by the digest of what they are made of.
 * A folder is made aside and renamed, so that nobody sees half of one, also after a kill.
 */
export class KeptFolders {
  readonly #prefix: string;
  readonly #marksDir: string;
  readonly #maxUnused: number;

  constructor({ prefix, marksDir, maxUnused = 2 }: KeptFoldersOptions) {
    this.#prefix = prefix;
    this.#marksDir = marksDir;
    this.#maxUnused = maxUnused;
  }

  pathOf(key: string): string {
    return `${this.#prefix}${key}`;
  }

  /**
   * The folder of that key, made when there is none; this process uses it from now on.
   * Of two processes that make the same at once, the first one's stays.
   */
  async obtain(key: string, make: (fresh: string) => Promise<void>): Promise<string> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    // Before looking: who removes a folder looks for marks after taking it away.
    await mkdir(this.#marksDir, { recursive: true });
    await writeFile(this.#markOf(path), '');
    if (existsSync(path)) await utimes(path, new Date(), new Date());
    else await this.#make(path, make);
    await this.#removeOld();
    return path;
  }

  /** This process no longer uses it. */
  async release(key: string): Promise<void> {
    await rm(this.#markOf(this.pathOf(key)), { force: true });
  }

  #markOf(path: string): string {
    return join(this.#marksDir, `${basename(path)}.${process.pid}`);
  }

  async #make(path: string, make: (fresh: string) => Promise<void>): Promise<void> {
    const fresh = `${path}.${process.pid}.new`;
    await rm(fresh, { recursive: true, force: true });
    try {
      await make(fresh);
      await rename(fresh, path);
    } catch (error) {
      if (!existsSync(path)) throw error;
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }

  async #removeOld(): Promise<void> {
    const [folder, start] = [dirname(this.#prefix), basename(this.#prefix)];
    const names = (await readdir(folder)).filter((name) => name.startsWith(start));
    const whole: { readonly path: string; readonly usedAt: number }[] = [];
    for (const name of names) {
      const path = join(folder, name);
      const maker = ASIDE.exec(name)?.[1];
      if (maker === undefined)
        whole.push({ path, usedAt: (await stat(path).catch(() => null))?.mtimeMs ?? 0 });
      else if (!isAlive(Number(maker))) await rm(path, { recursive: true, force: true });
    }
    const old = whole.sort((left, right) => right.usedAt - left.usedAt).slice(this.#maxUnused);
    for (const { path } of old) await this.#remove(path);
  }

  async #remove(path: string): Promise<void> {
    if (await this.#isUsed(path)) return;
    const away = `${path}.${process.pid}.old`;
    try {
      await rename(path, away);
      // Somebody came meanwhile.
      if (await this.#isUsed(path)) await rename(away, path);
    } catch {
      // Another process took it away, or made it anew.
    }
    await rm(away, { recursive: true, force: true });
  }

  async #isUsed(path: string): Promise<boolean> {
    const start = `${basename(path)}.`;
    const marks = (await readdir(this.#marksDir)).filter((name) => name.startsWith(start));
    const [living, dead] = [new Array<string>(), new Array<string>()];
    for (const mark of marks) (isAlive(Number(mark.slice(start.length))) ? living : dead).push(mark);
    for (const mark of dead) await rm(join(this.#marksDir, mark), { force: true });
    return living.length > 0;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process lives too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
