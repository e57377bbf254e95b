import type { Turn } from '../../platform/concurrency/mutex.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import type { FailPoints } from '../../platform/kernel/fail-points.ts';
import {
  type Attempt,
  byTarget,
  type Delivery,
  newDelivery,
  nextWebhookAttempt,
  NO_SUBJECT,
} from '../domain/delivery.ts';
import { FAILING_AT_MOST_MS, type Webhook } from '../domain/webhook.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { WebhookStore } from '../ports/webhook-store.ts';
import type { Audience } from '../services/audience.ts';
import type { Reach } from '../services/reach.ts';
import { pauseUntil } from '../services/wake.ts';
import type { WebhookCalls } from '../services/webhook-calls.ts';

const MOST = 200;
/** What else is due of a webhook waits so long after a failure: one call then tells whether it is back. */
const FAILING_PAUSE_MS = 60_000;
/** Webhooks that are called at the same time. */
const MOST_AT_ONCE = 16;
/** One that answers slowly has no second call in a round, so that others don't wait for it. */
const ROUND_MS = 2_000;
/** After that a call counts as broken off: an answer takes 10 s at most. */
const LEASE_MS = 60_000;

export interface WebhookDeliveringOptions {
  readonly deliveries: DeliveryStore;
  readonly webhooks: WebhookStore;
  readonly calls: WebhookCalls;
  readonly audience: Pick<Audience, 'ownersOf'>;
  readonly reach: Reach;
  /** Of the process that runs the jobs. */
  readonly lead: Turn;
  readonly failPoints: FailPoints;
  readonly clock: Clock;
  /** Hears that mail is to be sent. */
  readonly onMail: () => void;
}

/** Calls webhooks with what is due, and again after pauses. */
export class WebhookDelivering implements Job {
  readonly name = 'desk-webhooks';
  readonly #options: WebhookDeliveringOptions;
  readonly #stopping = new AbortController();
  #nextAt: Date | null = null;

  constructor(options: WebhookDeliveringOptions) {
    this.#options = options;
  }

  get everyMs(): number {
    return pauseUntil(this.#nextAt, this.#options.clock.now());
  }

  interrupt(): void {
    this.#stopping.abort(new Error('The platform stops.'));
  }

  async behind(): Promise<number> {
    const { reach, deliveries } = this.#options;
    return (await reach.hasWebhooks()) ? deliveries.countWaiting('WEBHOOK') : 0;
  }

  async run(): Promise<'more' | 'idle'> {
    const { reach, deliveries, clock } = this.#options;
    if (this.#stopping.signal.aborted || !(await reach.hasWebhooks())) return 'idle';
    const byWebhook = await this.#dueByWebhook(clock.now());
    if (byWebhook.length === 0) {
      this.#nextAt = await deliveries.findNextAt('WEBHOOK');
      return 'idle';
    }
    const rounds = await Promise.allSettled(byWebhook.map(([id, theirs]) => this.#sendTo(id, theirs)));
    for (const round of rounds) if (round.status === 'rejected') throw round.reason;
    return 'more';
  }

  /** One webhook for which much waits does not hide the others. */
  async #dueByWebhook(now: Date): Promise<(readonly [string, readonly Delivery[]])[]> {
    const found: (readonly [string, readonly Delivery[]])[] = [];
    while (found.length < MOST_AT_ONCE) {
      const exceptOf = found.map(([id]) => id);
      const due = await this.#options.deliveries.listDue('WEBHOOK', { now, most: MOST, exceptOf });
      found.push(...byTarget(due));
      if (due.length < MOST) break;
    }
    return found.slice(0, MOST_AT_ONCE);
  }

  async #sendTo(id: string, due: readonly Delivery[]): Promise<void> {
    const { webhooks, deliveries, clock } = this.#options;
    const begun = performance.now();
    for (const delivery of due) {
      // It may have been switched off or deleted a moment ago.
      const webhook = await webhooks.find(id);
      if (webhook === null) return deliveries.removeOf(id);
      if (webhook.offAt !== null)
        return deliveries.settleWaiting(id, { state: 'GAVE_UP', last: delivery.last, at: clock.now() });
      const hasArrived = await this.#send(webhook, delivery);
      if (!hasArrived || performance.now() - begun > ROUND_MS) return;
    }
  }

  async #send(webhook: Webhook, delivery: Delivery): Promise<boolean> {
    const { deliveries, failPoints, clock } = this.#options;
    const now = clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    const [taken] = await deliveries.claim([delivery.id], { now, until, batch: null });
    if (taken === undefined) return false;
    await this.#options.lead.require();
    const attempt = await this.#attempt(webhook, delivery);
    if (attempt === null) {
      await deliveries.settle([delivery.id], { state: 'WAITING', last: delivery.last, nextAt: now });
      return false;
    }
    await failPoints.reach('after-webhook-called');
    if (attempt.error === null) await this.#noteArrival(webhook, delivery, attempt);
    else await this.#noteFailure(webhook, { ...delivery, attempts: delivery.attempts + 1 }, attempt);
    return attempt.error === null;
  }

  /** Null when the platform stops meanwhile. */
  async #attempt(webhook: Webhook, { notice }: Delivery): Promise<Attempt | null> {
    try {
      return await this.#options.calls.send(webhook, notice, this.#stopping.signal);
    } catch (error) {
      if (this.#stopping.signal.aborted) return null;
      throw error;
    }
  }

  async #noteArrival({ id, failingSince }: Webhook, delivery: Delivery, last: Attempt): Promise<void> {
    const { deliveries, webhooks, clock } = this.#options;
    await deliveries.settle([delivery.id], { state: 'SENT', last, at: clock.now() });
    if (failingSince !== null) await webhooks.update(id, { failingSince: null });
  }

  async #noteFailure(webhook: Webhook, { id, attempts }: Delivery, last: Attempt): Promise<void> {
    const { deliveries, webhooks, clock } = this.#options;
    const now = clock.now();
    const nextAt = nextWebhookAttempt(attempts, now);
    await deliveries.settle(
      [id],
      nextAt === null ? { state: 'GAVE_UP', last, at: now } : { state: 'WAITING', last, nextAt },
    );
    await deliveries.postpone(webhook.id, { now, until: new Date(now.getTime() + FAILING_PAUSE_MS) });
    const failingSince = await webhooks.noteFailure(webhook.id, last.at);
    const isOver = failingSince !== null && now.getTime() - failingSince.getTime() >= FAILING_AT_MOST_MS;
    if (!isOver) return;
    // Told first: who is killed in between tells it again, and it is told once.
    await this.#tellOwners(webhook, failingSince);
    await webhooks.switchOff(webhook.id, now);
    await deliveries.settleWaiting(webhook.id, { state: 'GAVE_UP', last, at: now });
  }

  async #tellOwners({ id, organizationId }: Webhook, failingSince: Date): Promise<void> {
    const { audience, deliveries, reach, clock, onMail } = this.#options;
    if (!reach.hasMail) return;
    const now = clock.now();
    const notice = {
      id: `webhook-off.${id}.${failingSince.getTime()}`,
      recipient: organizationId,
      kind: 'WEBHOOK_OFF' as const,
      subject: NO_SUBJECT,
      by: null,
      count: null,
      at: now,
    };
    const owners = [...(await audience.ownersOf(organizationId))];
    await deliveries.add(owners.map((target) => newDelivery(notice, { channel: 'MAIL', target }, now)));
    onMail();
  }
}
