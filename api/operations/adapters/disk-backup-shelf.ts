import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Backup } from '../domain/backup.ts';
import { ConflictError } from '../../platform/kernel/errors.ts';
import type { BackupOrder, BackupShelf } from '../ports/backup-shelf.ts';

export interface DiskBackupShelfOptions {
  readonly dataDir: string;
  /** The module that makes a backup as a process of its own: `DATA_DIR`, `OUT`, `RECIPIENT`; it sends `{progress}` and `{error}`. */
  readonly program: string;
}

/** Id, recipient and whether it was interrupted: a backup and whom it is encrypted to get their name in one step. */
const NAME = /^(\d{8}T\d{6}Z-[0-9a-f]{8})(?:\.(age1[a-z0-9]+)\.tar\.age|\.tar)(\.partial)?$/;
const INTERRUPTED = 'It was interrupted. Delete it, then make another.';

/** Backups as files in `<data dir>/backups`: one that has its name is whole. */
export class DiskBackupShelf implements BackupShelf {
  readonly #dataDir: string;
  readonly #directory: string;
  readonly #program: string;
  /** Of this process: those that run or failed. */
  readonly #known = new Map<string, Backup>();

  constructor({ dataDir, program }: DiskBackupShelfOptions) {
    this.#dataDir = resolve(dataDir);
    this.#directory = join(this.#dataDir, 'backups');
    this.#program = program;
  }

  async begin({ now, recipient }: BackupOrder): Promise<Backup> {
    if ([...this.#known.values()].some(({ state }) => state === 'RUNNING'))
      throw new ConflictError('A backup is being made already. Wait until it is done.');
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
    this.#run(backup);
    return backup;
  }

  async list(): Promise<Backup[]> {
    const names = await readdir(this.#directory).catch(() => []);
    const kept = await Promise.all(names.map((name) => this.#find(name)));
    const byId = new Map(kept.flatMap((backup) => (backup === null ? [] : [[backup.id, backup] as const])));
    for (const [id, backup] of this.#known) byId.set(id, backup);
    return [...byId.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  async remove(backup: Backup): Promise<void> {
    this.#known.delete(backup.id);
    await rm(this.pathOf(backup), { force: true });
    await rm(`${this.pathOf(backup)}.partial`, { force: true });
  }

  pathOf({ id, recipient }: Pick<Backup, 'id' | 'recipient'>): string {
    return join(this.#directory, recipient === null ? `${id}.tar` : `${id}.${recipient}.tar.age`);
  }

  #run(backup: Backup): void {
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

/** Sorted by name they are sorted by time. */
function idAt(now: Date): string {
  const second = now.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  return `${second}-${randomBytes(4).toString('hex')}`;
}

function dateOf(id: string): Date {
  return new Date(id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z'));
}
