import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/kernel/clock.ts';

/** Within it a download may begin, and go on where it broke off; one under way is not cut. */
const LIFETIME_MS = 60 * 60_000;

export interface BackupTicket {
  readonly ticket: string;
  readonly expiresAt: Date;
}

/** Whose download of what. */
export interface TicketUse {
  readonly backupId: string;
  /** The token of the session that asked for the ticket: no other session can use it. */
  readonly session: string;
}

/** Short-lived permissions to download one backup. They are in memory alone: a restart ends them. */
export class BackupTickets {
  readonly #clock: Clock;
  /** By the hash of ticket, backup and session: none of them is kept. */
  readonly #expiries = new Map<string, Date>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(use: TicketUse): BackupTicket {
    this.#sweep();
    const ticket = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.#clock.now().getTime() + LIFETIME_MS);
    this.#expiries.set(keyOf(ticket, use), expiresAt);
    return { ticket, expiresAt };
  }

  isGood(ticket: string, use: TicketUse): boolean {
    const expiresAt = this.#expiries.get(keyOf(ticket, use));
    return expiresAt !== undefined && expiresAt > this.#clock.now();
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [key, expiresAt] of this.#expiries) if (expiresAt <= now) this.#expiries.delete(key);
  }
}

function keyOf(ticket: string, { backupId, session }: TicketUse): string {
  return createHash('sha256')
    .update(JSON.stringify([ticket, backupId, session]))
    .digest('hex');
}
