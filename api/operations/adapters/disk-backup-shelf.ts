import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Backup } from '../domain/backup.ts';
import { ConflictError } from '../../platform/kernel/errors.ts';
import type { Hold, SharedLocks } from '../../platform/peers/shared-locks.ts';
import type { BackupOrder, BackupShelf } from '../ports/backup-shelf.ts';

export interface DiskBackupShelfOptions {
  readonly dataDir: string;
  /** The module that makes a backup as a process of its own: `DATA_DIR`, `OUT`, `RECIPIENT`; it sends `{progress}` and `{error}`. */
  readonly program: string;
  /** The other processes that share the folder. */
  readonly locks: Pick<SharedLocks, 'tryHold' | 'isHeldElsewhere'>;
}

/** Id, recipient and whether it was interrupted: a backup and whom it is encrypted to get their name in one step. */
const NAME = /^(\d{8}T\d{6}Z-[0-9a-f]{8})(?:\.(age1[a-z0-9]+)\.tar\.age|\.tar)(\.partial)?$/;
const LOCK = 'backup';
const INTERRUPTED = 'It was interrupted. Delete it, then make another.';

/** Backups as files in `<data dir>/backups`: one that has its name is whole. */
export class DiskBackupShelf implements BackupShelf {
  readonly #dataDir: string;
  readonly #directory: string;
  readonly #program: string;
  readonly #locks: DiskBackupShelfOptions['locks'];
  /** Of this process: those that run or failed. */
  readonly #known = new Map<string, Backup>();
  #isBeginning = false;

  constructor({ dataDir, program, locks }: DiskBackupShelfOptions) {
    this.#dataDir = resolve(dataDir);
    this.#directory = join(this.#dataDir, 'backups');
    this.#program = program;
    this.#locks = locks;
  }

  async begin(order: BackupOrder): Promise<Backup> {
    if (this.#isBeginning) throw madeAlready();
    this.#isBeginning = true;
    try {
      return await this.#beginAlone(order);
    } finally {
      this.#isBeginning = false;
    }
  }

  async #beginAlone(order: BackupOrder): Promise<Backup> {
    if ([...this.#known.values()].some(({ state }) => state === 'RUNNING')) throw madeAlready();
    const hold = await this.#locks.tryHold(LOCK);
    if (hold === null) throw madeAlready();
    try {
      return await this.#begin(order, hold);
    } catch (error) {
      await hold.release();
      throw error;
    }
  }

  async #begin({ now, recipient }: BackupOrder, hold: Hold): Promise<Backup> {
    const id = idAt(now);
    const backup: Backup = {
      id,
      createdAt: dateOf(id),
      bytes: null,
      state: 'RUNNING',
      progress: 0,
      error: null,
      recipient,
    };
    this.#known.set(id, backup);
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    this.#run(backup, hold);
    return backup;
  }

  async list(): Promise<Backup[]> {
    const names = await readdir(this.#directory).catch(() => []);
    const kept = await Promise.all(names.map((name) => this.#find(name)));
    const byId = new Map(kept.flatMap((backup) => (backup === null ? [] : [[backup.id, backup] as const])));
    for (const [id, backup] of this.#known) byId.set(id, backup);
    const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
    const newest = sorted.find(({ id, error }) => error === INTERRUPTED && !this.#known.has(id));
    // Another process makes it.
    if (newest === undefined || !(await this.#locks.isHeldElsewhere(LOCK))) return sorted;
    const running: Backup = { ...newest, state: 'RUNNING', error: null };
    return sorted.map((backup) => (backup === newest ? running : backup));
  }

  async remove(backup: Backup): Promise<void> {
    this.#known.delete(backup.id);
    await rm(this.pathOf(backup), { force: true });
    await rm(`${this.pathOf(backup)}.partial`, { force: true });
  }

  pathOf({ id, recipient }: Pick<Backup, 'id' | 'recipient'>): string {
    return join(this.#directory, recipient === null ? `${id}.tar` : `${id}.${recipient}.tar.age`);
  }

  #run(backup: Backup, hold: Hold): void {
    const { id, recipient } = backup;
    let error: string | null = null;
    const child = fork(this.#program, [], {
      env: {
        ...process.env,
        DATA_DIR: this.#dataDir,
        OUT: this.pathOf(backup),
        RECIPIENT: recipient ?? '',
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--enable-source-maps'],
    });
    child.on('message', (message: unknown) => {
      if (typeof message !== 'object' || message === null) return;
      if ('error' in message && typeof message.error === 'string') error = message.error;
      if ('progress' in message && typeof message.progress === 'number')
        this.#known.set(id, { ...backup, progress: message.progress });
    });
    const end = (reason: string | null) => {
      if (reason === null) this.#known.delete(id);
      else this.#known.set(id, { ...backup, state: 'FAILED', progress: null, error: reason });
      void hold.release();
    };
    child.once('error', ({ message }) => end(message));
    child.once('exit', (code) => end(code === 0 ? null : (error ?? INTERRUPTED)));
  }

  async #find(name: string): Promise<Backup | null> {
    const [, id, recipient = null, partial] = NAME.exec(name) ?? [];
    if (id === undefined) return null;
    const about = { id, createdAt: dateOf(id), progress: null, recipient };
    if (partial !== undefined) return { ...about, state: 'FAILED', bytes: null, error: INTERRUPTED };
    const { size } = await stat(join(this.#directory, name));
    return { ...about, state: 'DONE', bytes: size, error: null };
  }
}

function madeAlready(): ConflictError {
  return new ConflictError('A backup is being made already. Wait until it is done.');
}

/** Sorted by name they are sorted by time. */
function idAt(now: Date): string {
  const second = now.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  return `${second}-${randomBytes(4).toString('hex')}`;
}

function dateOf(id: string): Date {
  return new Date(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z'));
}
