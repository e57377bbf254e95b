import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../platform/kernel/clock.ts';

/** Within it a download may begin, and go on where it broke off; one under way is not cut. */
const LIFETIME_MS = 60 * 60_000;
const TICKET = /^(\d{1,15})\.([\w-]{43})$/;

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

/** Short-lived permissions to download one backup. None is kept: a ticket has its end and what the key makes of it and its use. */
export class BackupTickets {
  readonly #clock: Clock;
  readonly #key: Uint8Array;

  /** @param key the same in every process of the platform */
  constructor(clock: Clock, key: Uint8Array) {
    this.#clock = clock;
    this.#key = key;
  }

  issue(use: TicketUse): BackupTicket {
    const expiresAt = new Date(this.#clock.now().getTime() + LIFETIME_MS);
    const end = String(expiresAt.getTime());
    return { ticket: `${end}.${this.#codeOf(end, use).toString('base64url')}`, expiresAt };
  }

  isGood(ticket: string, use: TicketUse): boolean {
    const [, end, code] = TICKET.exec(ticket) ?? [];
    if (end === undefined || code === undefined || Number(end) <= this.#clock.now().getTime()) return false;
    return timingSafeEqual(Buffer.from(code, 'base64url'), this.#codeOf(end, use));
  }

  #codeOf(end: string, { backupId, session }: TicketUse): Buffer {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([end, backupId, session]))
      .digest();
  }
}
