import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { SafeWallets } from '../../chain/ports/safe-wallets.ts';
import { INBOX_KINDS, type InboxItem, type InboxKind, isToldTo } from '../../desk/domain/inbox-item.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import { type Delivery, isPerson, newDelivery, type Notice } from '../domain/delivery.ts';
import { type Mailbox, takesMail } from '../domain/mailbox.ts';
import type { MailboxStore } from '../ports/mailbox-store.ts';
import type { WebhookStore } from '../ports/webhook-store.ts';
import type { Reach } from './reach.ts';

export interface AudienceOptions {
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly wallets: Pick<SafeWallets, 'find'>;
  readonly mailboxes: Pick<MailboxStore, 'findMany'>;
  readonly webhooks: Pick<WebhookStore, 'listOf'>;
  readonly reach: Reach;
}

/** To whom an item goes, of those who want it. */
export class Audience {
  readonly #options: AudienceOptions;

  constructor(options: AudienceOptions) {
    this.#options = options;
  }

  /** What was told before an address was confirmed, or a webhook made, is not sent there. */
  async deliveriesOf({ sequence: _, ...item }: InboxItem, now: Date): Promise<Delivery[]> {
    const [mailboxes, webhooks] = await Promise.all([this.#mailboxesOf(item), this.#webhooksOf(item)]);
    return [
      ...mailboxes.map((target) => newDelivery(item, { channel: 'MAIL', target }, now)),
      ...webhooks.map((target) => newDelivery(item, { channel: 'WEBHOOK', target }, now)),
    ];
  }

  /** May the person still be told, and wants to be? */
  async isFor(mailbox: Mailbox, notice: Notice): Promise<boolean> {
    const { kind, recipient, id } = notice;
    if (kind === 'CONFIRM')
      return mailbox.confirmation !== null && id === confirmationId(mailbox.confirmation);
    if (!takesMail(mailbox)) return false;
    if (kind === 'WEBHOOK_OFF') return (await this.ownersOf(recipient)).has(mailbox.address);
    return (
      isInboxKind(kind) &&
      mailbox.kinds.includes(kind) &&
      isToldTo(notice, mailbox.address) &&
      (await this.#peopleOf(recipient)).has(mailbox.address)
    );
  }

  /** Owners, and a community's council: its key, or the owners of the Safe that it is. */
  async ownersOf(recipient: OrganizationId | Hex): Promise<ReadonlySet<Hex>> {
    return this.#keysOf(recipient, (role) => role === 'OWNER');
  }

  /** Who acts for the recipient: also editors. */
  async #peopleOf(recipient: OrganizationId | Hex): Promise<ReadonlySet<Hex>> {
    return isPerson(recipient) ? new Set([recipient]) : this.#keysOf(recipient, (role) => role !== 'VIEWER');
  }

  async #keysOf(
    recipient: OrganizationId | Hex,
    has: (role: Organization['members'][number]['role']) => boolean,
  ): Promise<ReadonlySet<Hex>> {
    const organization = await this.#options.organizations.find(recipient as OrganizationId);
    if (organization === null) return new Set();
    const members = organization.members.filter(({ role }) => has(role)).map(({ address }) => address);
    return new Set([...members, ...(await this.#councilOf(organization))]);
  }

  async #councilOf({ council }: Organization): Promise<readonly Hex[]> {
    if (council === null) return [];
    const safe = await this.#options.wallets.find(parseAddress(council));
    return safe === null ? [council] : safe.owners;
  }

  async #mailboxesOf(item: Omit<InboxItem, 'sequence'>): Promise<Hex[]> {
    const { kind, recipient, at } = item;
    if (!this.#options.reach.hasMail) return [];
    const people = [...(await this.#peopleOf(recipient))].filter((address) => isToldTo(item, address));
    const mailboxes = people.length === 0 ? [] : await this.#options.mailboxes.findMany(people);
    return mailboxes
      .filter((box) => takesMail(box) && box.kinds.includes(kind) && box.confirmedAt <= at)
      .map(({ address }) => address);
  }

  async #webhooksOf({ kind, recipient, at }: Omit<InboxItem, 'sequence'>): Promise<string[]> {
    if (isPerson(recipient)) return [];
    const webhooks = await this.#options.webhooks.listOf(recipient as OrganizationId);
    return webhooks
      .filter(({ kinds, offAt, createdAt }) => offAt === null && kinds.includes(kind) && createdAt <= at)
      .map(({ id }) => id);
  }
}

export function confirmationId({ codeHash }: NonNullable<Mailbox['confirmation']>): string {
  return `confirm.${codeHash}`;
}

function isInboxKind(kind: Notice['kind']): kind is InboxKind {
  return (INBOX_KINDS as readonly string[]).includes(kind);
}
