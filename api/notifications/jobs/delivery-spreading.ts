import type { InboxStore } from '../../desk/ports/inbox-store.ts';
import type { CursorStore } from '../../platform/jobs/cursor-store.ts';
import type { Job } from '../../platform/jobs/job-runner.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import { isTooOld } from '../domain/delivery.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { Audience } from '../services/audience.ts';
import type { Reach } from '../services/reach.ts';

const CURSOR = 'desk-delivery';
const MOST = 100;
/** Another process may add items. */
const LOOK_EVERY_MS = 10_000;
const UNREACHED_EVERY_MS = 60_000;
const KEPT_MS = 30 * 24 * 3_600_000;
const SWEPT_EVERY_MS = 24 * 3_600_000;

export interface DeliverySpreadingOptions {
  readonly inbox: Pick<InboxStore, 'listAfter'>;
  readonly cursors: CursorStore;
  readonly deliveries: Pick<DeliveryStore, 'add' | 'removeSettled'>;
  readonly audience: Pick<Audience, 'deliveriesOf'>;
  readonly reach: Reach;
  readonly clock: Clock;
  /** Hears that something is to be sent. */
  readonly onDelivery: () => void;
}

/** Follows the inboxes: each item becomes a delivery for everybody who is to have it. */
export class DeliverySpreading implements Job {
  readonly name = 'desk-delivery';
  readonly #options: DeliverySpreadingOptions;
  #isReached = true;
  #sweptAt: Date | null = null;

  constructor(options: DeliverySpreadingOptions) {
    this.#options = options;
  }

  get everyMs(): number {
    return this.#isReached ? LOOK_EVERY_MS : UNREACHED_EVERY_MS;
  }

  async run(): Promise<'more' | 'idle'> {
    const { reach, inbox, cursors, deliveries, audience, clock, onDelivery } = this.#options;
    this.#isReached = reach.hasMail || (await reach.hasWebhooks());
    if (!this.#isReached) return 'idle';
    const now = clock.now();
    await this.#sweep(now);
    const items = await inbox.listAfter(await cursors.read(CURSOR), MOST);
    const last = items.at(-1);
    if (last === undefined) return 'idle';
    const made = [];
    for (const item of items)
      if (!isTooOld(item.at, now)) made.push(...(await audience.deliveriesOf(item, now)));
    await deliveries.add(made);
    await cursors.advance(CURSOR, last.sequence);
    if (made.length > 0) onDelivery();
    return items.length === MOST ? 'more' : 'idle';
  }

  async #sweep(now: Date): Promise<void> {
    if (this.#sweptAt !== null && now.getTime() - this.#sweptAt.getTime() < SWEPT_EVERY_MS) return;
    await this.#options.deliveries.removeSettled(new Date(now.getTime() - KEPT_MS));
    this.#sweptAt = now;
  }
}
