import type { BackupAct } from '@lanran/protocol/accounts/backup-act';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Backup, BackupActRecord, BackupRecipient } from '../domain/backup.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  SignInRequiredError,
} from '../../platform/kernel/errors.ts';
import type { BackupActStore, BackupRecipientStore, BackupShelf } from '../ports/backup-shelf.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { Logger } from '../../platform/kernel/logger.ts';
import { type BackupTicket, BackupTickets } from './backup-tickets.ts';
import type { FreshSignature, FreshSignatures } from '../../accounts/services/fresh-signatures.ts';
import type { Operators } from '../../organizations/services/operators.ts';

const MOST_ACTS = 100;

export interface BackupsServiceOptions {
  /** Null where the platform was not started by `npm start` and knows no data directory to copy. */
  readonly shelf: BackupShelf | null;
  readonly recipients: BackupRecipientStore;
  readonly acts: BackupActStore;
  readonly operators: Pick<Operators, 'requireOperator'>;
  readonly signatures: Pick<FreshSignatures, 'require'>;
  /** Says what is wrong with the text of a recipient; null for a sound one. */
  readonly faultOf: (recipient: string) => string | null;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** Of download tickets; the same in every process of the platform. */
  readonly ticketKey: Uint8Array;
}

export interface FetchRequest {
  /** The token of the session that asks; null without one. */
  readonly session: string | null;
  readonly signed: FreshSignature;
}

export interface DownloadRequest {
  /** The token of the session that downloads; null without one. */
  readonly session: string | null;
  readonly ticket: string | null;
}

/**
 * Backups of this installation. They may hold all its secrets: they are the operator's alone, and each act needs a fresh signature, so
 * that a stolen session is of no use (ADR 32).
 */
export class BackupsService {
  readonly #options: BackupsServiceOptions;
  readonly #tickets: BackupTickets;

  constructor(options: BackupsServiceOptions) {
    this.#options = options;
    this.#tickets = new BackupTickets(options.clock, options.ticketKey);
  }

  /** Encrypted to the recipient that is set; in clear where none is. */
  async create(actor: Actor, signed: FreshSignature): Promise<Backup> {
    const shelf = await this.#shelfFor(actor);
    const by = await this.#sign(actor, { kind: 'create' }, signed);
    const recipient = (await this.#options.recipients.find())?.recipient ?? null;
    const backup = await shelf.begin({ now: this.#options.clock.now(), recipient });
    await this.#record({ kind: 'CREATE', backupId: backup.id, recipient, by });
    return backup;
  }

  /** Newest first. */
  async list(actor: Actor): Promise<Backup[]> {
    return (await this.#shelfFor(actor)).list();
  }

  async delete(actor: Actor, id: string, signed: FreshSignature): Promise<void> {
    const shelf = await this.#shelfFor(actor);
    const backup = await this.#get(shelf, id);
    if (backup.state === 'RUNNING')
      throw new ConflictError(`Backup ${id} is being made. Delete it when it is done.`);
    const by = await this.#sign(actor, { kind: 'delete', backupId: id }, signed);
    await shelf.remove(backup);
    await this.#record({ kind: 'DELETE', backupId: id, recipient: null, by });
  }

  /** A ticket for `GET /backups/{id}`, for the session that asks. @throws NotFoundError */
  async fetch(actor: Actor, id: string, request: FetchRequest): Promise<BackupTicket> {
    const shelf = await this.#shelfFor(actor);
    await this.#getDone(shelf, id);
    if (request.session === null) throw new SignInRequiredError();
    const by = await this.#sign(actor, { kind: 'fetch', backupId: id }, request.signed);
    // Recorded before anything is given out.
    await this.#record({ kind: 'FETCH', backupId: id, recipient: null, by });
    return this.#tickets.issue({ backupId: id, session: request.session });
  }

  /** Absolute path of a finished backup's file. @throws NotFoundError, ForbiddenError without a ticket */
  async fileOf(actor: Actor, id: string, { ticket, session }: DownloadRequest): Promise<string> {
    const shelf = await this.#shelfFor(actor);
    const isGood =
      ticket !== null && session !== null && this.#tickets.isGood(ticket, { backupId: id, session });
    if (!isGood)
      throw new ForbiddenError(
        'A backup is given out for a fresh signature. Fetch it on /admin, or run: lanran backup fetch ID --out FILE',
      );
    return shelf.pathOf(await this.#getDone(shelf, id));
  }

  async findRecipient(actor: Actor): Promise<BackupRecipient | null> {
    await this.#options.operators.requireOperator(actor);
    return this.#options.recipients.find();
  }

  /** Backups made from now on are encrypted to it; null for none. Those there are stay as they are. @throws BadInputError */
  async setRecipient(
    actor: Actor,
    recipient: string | null,
    signed: FreshSignature,
  ): Promise<BackupRecipient | null> {
    const { operators, recipients, faultOf, clock } = this.#options;
    await operators.requireOperator(actor);
    const fault = recipient === null ? null : faultOf(recipient);
    if (fault !== null) throw new BadInputError('recipient', fault);
    const act: BackupAct =
      recipient === null ? { kind: 'clear-recipient' } : { kind: 'set-recipient', recipient };
    const by = await this.#sign(actor, act, signed);
    // Bech32 is written in either case; file names hold it in one.
    const set =
      recipient === null ? null : { recipient: recipient.toLowerCase(), setAt: clock.now(), setBy: by };
    await recipients.set(set);
    const kind = recipient === null ? 'CLEAR_RECIPIENT' : 'SET_RECIPIENT';
    await this.#record({ kind, backupId: null, recipient, by });
    return set;
  }

  /** Newest first. */
  async listActs(actor: Actor): Promise<BackupActRecord[]> {
    await this.#options.operators.requireOperator(actor);
    return this.#options.acts.listNewest(MOST_ACTS);
  }

  #sign(actor: Actor, act: BackupAct, signed: FreshSignature): Promise<BackupActRecord['by']> {
    return this.#options.signatures.require(actor, act, signed);
  }

  async #record(act: Omit<BackupActRecord, 'at'>): Promise<void> {
    const { acts, clock, logger } = this.#options;
    // Rare, and to be noticed: so also where only warnings are logged.
    logger.warn(act, 'act on a backup');
    await acts.insert({ ...act, at: clock.now() });
  }

  async #get(shelf: BackupShelf, id: string): Promise<Backup> {
    const found = (await shelf.list()).find((backup) => backup.id === id);
    if (found === undefined) throw new NotFoundError(`Backup ${id}`);
    return found;
  }

  async #getDone(shelf: BackupShelf, id: string): Promise<Backup> {
    const backup = await this.#get(shelf, id);
    if (backup.state !== 'DONE') throw new NotFoundError(`Backup ${id}`);
    return backup;
  }

  async #shelfFor(actor: Actor): Promise<BackupShelf> {
    const { operators, shelf } = this.#options;
    await operators.requireOperator(actor);
    if (shelf !== null) return shelf;
    throw new ConflictError(
      'This platform makes no backups of itself. Run: lanran backup --data-dir DIR --out FILE',
    );
  }
}
