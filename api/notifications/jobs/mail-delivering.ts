import { createHash } from 'node:crypto';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Turn } from '../../platform/concurrency/mutex.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import { type Attempt, byTarget, type Delivery, isTooOld, nextMailAttempt } from '../domain/delivery.ts';
import { type Mailbox, takesMail } from '../domain/mailbox.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { MailboxStore } from '../ports/mailbox-store.ts';
import type { Mailer, MailOutcome } from '../ports/mailer.ts';
import type { Audience } from '../services/audience.ts';
import type { MailWriting } from '../services/mail-writing.ts';
import { pauseUntil } from '../services/wake.ts';

const MOST = 500;
/** More that wait at once are one mail, and so many mails go to a person in a window. */
const MOST_SINGLE = 5;
const WINDOW_MS = 600_000;
/** After that a mail counts as broken off. */
const LEASE_MS = 120_000;

export interface MailDeliveringOptions {
  /** Null: this installation sends no mail. */
  readonly mailer: Mailer | null;
  readonly deliveries: DeliveryStore;
  readonly mailboxes: MailboxStore;
  readonly audience: Pick<Audience, 'isFor'>;
  readonly writing: MailWriting;
  /** Of the process that runs the jobs. */
  readonly lead: Turn;
  readonly failPoints: FailPoints;
  readonly clock: Clock;
}

/** The mail server does not answer, or not as one that we may use: the operator's page shows it. */
class MailServerAwayError extends Error {
  override readonly name = 'MailServerAwayError';
  constructor(answer: string) {
    super(
      `The mail server of SMTP_URL does not take mail: ${answer} Mail is kept and sent again for 3 days.`,
    );
  }
}

/** Deliveries that are one mail. */
interface Batch {
  readonly id: string;
  readonly deliveries: readonly Delivery[];
}

/** Sends mail that is due, one after the other, and again after pauses. */
export class MailDelivering implements Job {
  readonly name = 'desk-mail';
  readonly #options: MailDeliveringOptions;
  readonly #stopping = new AbortController();
  /** When mails were sent to each person, in the last minutes. */
  readonly #sent = new Map<string, readonly number[]>();
  #nextAt: Date | null = null;

  constructor(options: MailDeliveringOptions) {
    this.#options = options;
  }

  get everyMs(): number {
    return pauseUntil(this.#nextAt, this.#options.clock.now());
  }

  interrupt(): void {
    this.#stopping.abort(new Error('The platform stops.'));
  }

  async behind(): Promise<number> {
    return this.#options.mailer === null ? 0 : this.#options.deliveries.countWaiting('MAIL');
  }

  async run(): Promise<'more' | 'idle'> {
    const { mailer, deliveries, clock } = this.#options;
    if (mailer === null || this.#stopping.signal.aborted) return 'idle';
    const due = await deliveries.listDue('MAIL', { now: clock.now(), most: MOST });
    const [first] = byTarget(due);
    if (first === undefined) {
      this.#nextAt = await deliveries.findNextAt('MAIL');
      return 'idle';
    }
    const [target, theirs] = first;
    const mailbox = await this.#options.mailboxes.find(target as Hex);
    const wanted = mailbox === null ? [] : await this.#wantedOf(mailbox, theirs);
    await this.#dropOthers(theirs, wanted);
    if (mailbox !== null) await this.#sendTo(mailer, mailbox, wanted);
    return 'more';
  }

  async #wantedOf(mailbox: Mailbox, deliveries: readonly Delivery[]): Promise<Delivery[]> {
    const wanted: Delivery[] = [];
    for (const delivery of deliveries)
      if (await this.#options.audience.isFor(mailbox, delivery.notice)) wanted.push(delivery);
    return wanted;
  }

  async #dropOthers(deliveries: readonly Delivery[], wanted: readonly Delivery[]): Promise<void> {
    const others = deliveries.filter((delivery) => !wanted.includes(delivery)).map(({ id }) => id);
    if (others.length === 0) return;
    await this.#options.deliveries.settle(others, {
      state: 'DROPPED',
      last: null,
      at: this.#options.clock.now(),
    });
  }

  async #sendTo(mailer: Mailer, mailbox: Mailbox, wanted: readonly Delivery[]): Promise<void> {
    const { deliveries, clock } = this.#options;
    const now = clock.now();
    const old = wanted.filter(({ createdAt }) => isTooOld(createdAt, now));
    for (const { id, last } of old) await deliveries.settle([id], { state: 'GAVE_UP', last, at: now });
    const fresh = wanted.filter((delivery) => !old.includes(delivery));
    const own = fresh.find(({ notice }) => isOwn(notice.kind));
    const begun = fresh.find(({ batch }) => batch !== null);
    if (own !== undefined) return this.#send(mailer, mailbox, { id: own.id, deliveries: [own] });
    if (begun !== undefined) return this.#send(mailer, mailbox, batchOf(begun, fresh));
    const [first] = fresh;
    if (first === undefined) return;
    const freeAt = this.#freeAt(mailbox.address, now);
    if (freeAt !== null) {
      const ids = fresh.map(({ id }) => id);
      return deliveries.settle(ids, { state: 'WAITING', last: null, nextAt: freeAt });
    }
    const isDigest = fresh.length > MOST_SINGLE;
    return this.#send(mailer, mailbox, isDigest ? digestOf(fresh) : { id: first.id, deliveries: [first] });
  }

  /** Null when the person may have a mail now. */
  #freeAt(address: Hex, now: Date): Date | null {
    const sent = (this.#sent.get(address) ?? []).filter((at) => at > now.getTime() - WINDOW_MS);
    if (sent.length === 0) this.#sent.delete(address);
    else this.#sent.set(address, sent);
    const [oldest] = sent;
    return oldest === undefined || sent.length < MOST_SINGLE ? null : new Date(oldest + WINDOW_MS);
  }

  async #send(mailer: Mailer, mailbox: Mailbox, batch: Batch): Promise<void> {
    const { deliveries, lead, failPoints, clock } = this.#options;
    const now = clock.now();
    const ids = await deliveries.claim(
      batch.deliveries.map(({ id }) => id),
      { now, until: new Date(now.getTime() + LEASE_MS), batch: batch.id },
    );
    const taken = batch.deliveries.filter(({ id }) => ids.includes(id));
    if (taken.length === 0) return;
    const mail = await this.#write(mailbox, taken, batch.id);
    if (mail === null) return deliveries.settle(ids, { state: 'DROPPED', last: null, at: now });
    await lead.require();
    const begun = performance.now();
    const outcome = await this.#outcomeOf(mailer.send(mail, this.#stopping.signal));
    // The platform stops: whoever goes on sends it.
    if (outcome === null) return deliveries.settle(ids, { state: 'WAITING', last: null, nextAt: now });
    await failPoints.reach('after-mail-sent');
    const last = { at: now, durationMs: Math.round(performance.now() - begun), ...resultOf(outcome) };
    await this.#settle(mailbox, taken, { outcome, last });
  }

  async #write(mailbox: Mailbox, taken: readonly Delivery[], batch: string) {
    const { writing } = this.#options;
    const notices = taken.map(({ notice }) => notice);
    if (notices[0]?.kind === 'CONFIRM') return writing.writeConfirmation(mailbox, batch);
    return takesMail(mailbox) ? writing.write(mailbox, notices, batch) : null;
  }

  async #outcomeOf(sending: Promise<MailOutcome>): Promise<MailOutcome | null> {
    try {
      return await sending;
    } catch (error) {
      if (this.#stopping.signal.aborted) return null;
      throw error;
    }
  }

  async #settle(
    { address, email }: Mailbox,
    taken: readonly Delivery[],
    { outcome, last }: { readonly outcome: MailOutcome; readonly last: Attempt },
  ): Promise<void> {
    const { deliveries, mailboxes, clock } = this.#options;
    const at = clock.now();
    const ids = taken.map(({ id }) => id);
    switch (outcome.outcome) {
      case 'SENT':
        this.#sent.set(address, [...(this.#sent.get(address) ?? []), at.getTime()]);
        return deliveries.settle(ids, { state: 'SENT', last, at });
      case 'FAILED':
        return deliveries.settle(ids, { state: 'GAVE_UP', last, at });
      case 'REFUSED':
        await deliveries.settle(ids, { state: 'GAVE_UP', last, at });
        // Mail to an address that was named meanwhile goes on.
        if (
          email !== null &&
          (await mailboxes.stop({ address, email }, { why: 'REFUSED', at, answer: outcome.answer }))
        )
          await deliveries.settleWaiting(address, { state: 'GAVE_UP', last, at });
        return;
      case 'LATER':
        for (const { id, attempts, createdAt } of taken) {
          const nextAt = nextMailAttempt({ attempts: attempts + 1, createdAt }, at);
          await deliveries.settle(
            [id],
            nextAt === null ? { state: 'GAVE_UP', last, at } : { state: 'WAITING', last, nextAt },
          );
        }
        return;
      case 'AWAY':
        await deliveries.settle(ids, { state: 'WAITING', last, nextAt: at });
        throw new MailServerAwayError(outcome.answer);
    }
  }
}

/** A mail of its own, and at once. */
function isOwn(kind: Delivery['notice']['kind']): boolean {
  return kind === 'CONFIRM' || kind === 'WEBHOOK_OFF';
}

function batchOf({ batch, id }: Delivery, deliveries: readonly Delivery[]): Batch {
  return { id: batch ?? id, deliveries: deliveries.filter((delivery) => delivery.batch === batch) };
}

/** The same deliveries make the same mail. */
function digestOf(deliveries: readonly Delivery[]): Batch {
  const ids = deliveries.map(({ id }) => id).toSorted();
  return { id: `digest.${createHash('sha256').update(ids.join('\n')).digest('hex')}`, deliveries };
}

/** What the person reads. Where our own mail server is, and what it says, is for the operator. */
function resultOf(outcome: MailOutcome): Pick<Attempt, 'status' | 'error'> {
  if (outcome.outcome === 'SENT') return { status: null, error: null };
  if (outcome.outcome === 'AWAY') return { status: null, error: 'The mail server of the platform is away.' };
  return { status: outcome.status, error: outcome.answer };
}
