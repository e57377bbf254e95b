import type { InboxItem } from '@lanran/api/desk/domain/inbox-item';
import type { InboxStore } from '@lanran/api/desk/ports/inbox-store';
import type { Delivery } from '@lanran/api/notifications/domain/delivery';
import type { Mailbox } from '@lanran/api/notifications/domain/mailbox';
import type { Webhook } from '@lanran/api/notifications/domain/webhook';
import type { DeliveryStore, Settlement } from '@lanran/api/notifications/ports/delivery-store';
import type { MailboxStore } from '@lanran/api/notifications/ports/mailbox-store';
import type { WebhookStore } from '@lanran/api/notifications/ports/webhook-store';
import type { CursorStore } from '@lanran/api/platform/jobs/cursor-store';

/** What the delivery jobs read of an inbox. */
export class InMemoryInbox implements Pick<InboxStore, 'listAfter'> {
  readonly items: InboxItem[] = [];
  asked = 0;

  async listAfter(sequence: number, most: number) {
    this.asked += 1;
    return this.items.filter((item) => item.sequence > sequence).slice(0, most);
  }
}

export class InMemoryCursors implements CursorStore {
  readonly positions = new Map<string, number>();

  async read(follower: string) {
    return this.positions.get(follower) ?? 0;
  }
  async advance(follower: string, position: number) {
    this.positions.set(follower, Math.max(position, await this.read(follower)));
  }
}

export class InMemoryMailboxes implements MailboxStore {
  readonly byAddress = new Map<string, Mailbox>();

  async find(address: Mailbox['address']) {
    return this.byAddress.get(address) ?? null;
  }
  async findMany(addresses: readonly Mailbox['address'][]) {
    return addresses.flatMap((address) => this.byAddress.get(address) ?? []);
  }
  async change(absent: Mailbox, changes: Parameters<MailboxStore['change']>[1]) {
    this.byAddress.set(absent.address, { ...(this.byAddress.get(absent.address) ?? absent), ...changes });
  }
  async confirm(codeHash: string, now: Date) {
    const found = [...this.byAddress.values()].find(
      ({ confirmation }) => confirmation?.codeHash === codeHash && confirmation.until > now,
    );
    if (found === undefined) return null;
    await this.change(found, { confirmedAt: now, confirmation: null, stopped: null });
    return this.find(found.address);
  }
  async findByUnsubscribeKey(key: string) {
    return [...this.byAddress.values()].find(({ unsubscribeKey }) => unsubscribeKey === key) ?? null;
  }
  async stop({ address, email }: Parameters<MailboxStore['stop']>[0], stopped: Mailbox['stopped']) {
    const mailbox = this.byAddress.get(address);
    if (mailbox?.email !== email) return false;
    this.byAddress.set(address, { ...mailbox, stopped });
    return true;
  }
}

export class InMemoryWebhooks implements WebhookStore {
  readonly byId = new Map<string, Webhook>();

  async isAny() {
    return this.byId.size > 0;
  }
  async find(id: string) {
    return this.byId.get(id) ?? null;
  }
  async listOf(organizationId: Webhook['organizationId']) {
    return [...this.byId.values()].filter((webhook) => webhook.organizationId === organizationId);
  }
  async insert(webhook: Webhook) {
    this.byId.set(webhook.id, webhook);
  }
  async update(id: string, changes: Parameters<WebhookStore['update']>[1]) {
    const webhook = this.byId.get(id);
    if (webhook !== undefined) this.byId.set(id, { ...webhook, ...changes });
  }
  async noteFailure(id: string, at: Date) {
    const webhook = this.byId.get(id);
    if (webhook?.failingSince === null) await this.update(id, { failingSince: at });
    return this.byId.get(id)?.failingSince ?? null;
  }
  async switchOff(id: string, at: Date) {
    const isOn = this.byId.get(id)?.offAt === null;
    if (isOn) await this.update(id, { offAt: at });
    return isOn;
  }
  async delete(id: string) {
    this.byId.delete(id);
  }
}

export class InMemoryDeliveries implements DeliveryStore {
  readonly byId = new Map<string, Delivery>();
  asked = 0;

  async add(deliveries: readonly Delivery[]) {
    for (const delivery of deliveries) if (!this.byId.has(delivery.id)) this.byId.set(delivery.id, delivery);
  }
  async find(id: string) {
    return this.byId.get(id) ?? null;
  }
  async listDue(
    channel: Delivery['channel'],
    { now, most, exceptOf = [] }: Parameters<DeliveryStore['listDue']>[1],
  ) {
    this.asked += 1;
    return this.#waiting(channel)
      .filter(({ nextAt, target }) => nextAt !== null && nextAt <= now && !exceptOf.includes(target))
      .slice(0, most);
  }
  async findNextAt(channel: Delivery['channel']) {
    this.asked += 1;
    return this.#waiting(channel)[0]?.nextAt ?? null;
  }
  async countWaiting(channel: Delivery['channel']) {
    return this.#waiting(channel).length;
  }
  async listOf(target: string, most: number) {
    return [...this.byId.values()]
      .filter((delivery) => delivery.target === target)
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1))
      .slice(0, most);
  }
  async listGivenUp(target: string, most: number) {
    const all = await this.listOf(target, Number.MAX_SAFE_INTEGER);
    return all.filter(({ state }) => state === 'GAVE_UP').slice(0, most);
  }
  async claim(ids: readonly string[], { now, until, batch }: Parameters<DeliveryStore['claim']>[1]) {
    const taken: string[] = [];
    for (const id of ids) {
      const delivery = this.byId.get(id);
      if (delivery?.state !== 'WAITING' || delivery.nextAt === null || delivery.nextAt > now) continue;
      this.byId.set(id, { ...delivery, nextAt: until, batch, attempts: delivery.attempts + 1 });
      taken.push(id);
    }
    return taken;
  }
  async settle(ids: readonly string[], settlement: Settlement) {
    for (const id of ids) this.#settle(id, settlement);
  }
  async settleWaiting(target: string, settlement: Settlement) {
    for (const delivery of this.byId.values())
      if (delivery.target === target) this.#settle(delivery.id, settlement);
  }
  async postpone(target: string, { now, until }: Parameters<DeliveryStore['postpone']>[1]) {
    for (const delivery of this.byId.values())
      if (delivery.target === target && delivery.nextAt !== null && delivery.nextAt <= now)
        this.byId.set(delivery.id, { ...delivery, nextAt: until });
  }
  async sendAgain(id: string, now: Date) {
    const delivery = this.byId.get(id);
    if (delivery === undefined || delivery.state === 'WAITING') return false;
    this.byId.set(id, { ...delivery, state: 'WAITING', attempts: 0, nextAt: now, settledAt: null });
    return true;
  }
  async removeOf(target: string) {
    for (const { id } of await this.listOf(target, Number.MAX_SAFE_INTEGER)) this.byId.delete(id);
  }
  async removeSettled(before: Date) {
    for (const { id, settledAt } of this.byId.values())
      if (settledAt !== null && settledAt < before) this.byId.delete(id);
  }

  #waiting(channel: Delivery['channel']) {
    return [...this.byId.values()]
      .filter((delivery) => delivery.channel === channel && delivery.state === 'WAITING')
      .toSorted((a, b) => (a.nextAt?.getTime() ?? 0) - (b.nextAt?.getTime() ?? 0));
  }

  #settle(id: string, settlement: Settlement) {
    const delivery = this.byId.get(id);
    if (delivery?.state !== 'WAITING') return;
    const { state, last } = settlement;
    const times =
      settlement.state === 'WAITING'
        ? { nextAt: settlement.nextAt, settledAt: null }
        : { nextAt: null, settledAt: settlement.at };
    this.byId.set(id, { ...delivery, state, last, ...times });
  }
}
