import type { Actor } from '../domain/actor.ts';
import type { Backup } from '../domain/backup.ts';
import { ConflictError, ForbiddenError, NotFoundError } from '../domain/errors.ts';
import type { BackupShelf } from '../ports/backup-shelf.ts';
import type { Clock } from '../ports/clock.ts';
import type { Operators } from './operators.ts';

export interface BackupsServiceOptions {
  /** Null where the platform was not started by `npm start` and knows no data directory to copy. */
  readonly shelf: BackupShelf | null;
  readonly operators: Pick<Operators, 'require'>;
  readonly clock: Clock;
}

/** Backups of this installation, for the operator and the accreditor. They hold its secrets. */
export class BackupsService {
  readonly #options: BackupsServiceOptions;

  constructor(options: BackupsServiceOptions) {
    this.#options = options;
  }

  async create(actor: Actor): Promise<Backup> {
    return (await this.#shelfFor(actor)).begin(this.#options.clock.now());
  }

  /** Newest first. */
  async list(actor: Actor): Promise<Backup[]> {
    return (await this.#shelfFor(actor)).list();
  }

  async delete(actor: Actor, id: string): Promise<void> {
    const shelf = await this.#shelfFor(actor);
    const { state } = await this.#get(shelf, id);
    if (state === 'RUNNING')
      throw new ConflictError(`Backup ${id} is being made. Delete it when it is done.`);
    await shelf.remove(id);
  }

  /** Absolute path of a finished backup's file. @throws NotFoundError */
  async fileOf(actor: Actor, id: string): Promise<string> {
    const shelf = await this.#shelfFor(actor);
    const { state } = await this.#get(shelf, id);
    if (state !== 'DONE') throw new NotFoundError(`Backup ${id}`);
    return shelf.pathOf(id);
  }

  async #get(shelf: BackupShelf, id: string): Promise<Backup> {
    const found = (await shelf.list()).find((backup) => backup.id === id);
    if (found === undefined) throw new NotFoundError(`Backup ${id}`);
    return found;
  }

  async #shelfFor(actor: Actor): Promise<BackupShelf> {
    const { operators, shelf } = this.#options;
    await operators.require(actor);
    if (shelf !== null) return shelf;
    throw new ForbiddenError(
      'This platform makes no backups of itself. Run: lanran backup --data-dir DIR --out FILE',
    );
  }
}
