import { randomBytes } from 'node:crypto';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { InboxKind } from '../../desk/domain/inbox-item.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../../organizations/services/council-seats.ts';
import type { Mutex } from '../../platform/concurrency/mutex.ts';
import { type Actor, membershipIn } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import {
  BadInputError,
  ConflictError,
  ForbiddenError,
  LimitExceededError,
  NotFoundError,
  SignInRequiredError,
  TooManyRequestsError,
} from '../../platform/kernel/errors.ts';
import type { Limit } from '../../platform/kernel/limit.ts';
import { type Delivery, newDelivery, NO_SUBJECT } from '../domain/delivery.ts';
import { newWebhookSecret } from '../domain/webhook-signature.ts';
import {
  FORMER_SECRET_MS,
  MAX_WEBHOOKS,
  parseWebhookKinds,
  parseWebhookUrl,
  type Webhook,
} from '../domain/webhook.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { SecretSeal } from '../ports/secret-seal.ts';
import type { WebhookSender } from '../ports/webhook-sender.ts';
import type { WebhookStore } from '../ports/webhook-store.ts';
import type { WebhookCalls } from './webhook-calls.ts';

const SHOWN_DELIVERIES = 20;

export interface WebhooksOptions {
  readonly webhooks: WebhookStore;
  readonly deliveries: DeliveryStore;
  readonly organizations: Pick<OrganizationStore, 'find'>;
  readonly seats: Pick<CouncilSeats, 'isSpeaker'>;
  readonly sender: WebhookSender;
  readonly calls: WebhookCalls;
  readonly seal: SecretSeal;
  /** Are hosts of private networks, and HTTP, allowed? */
  readonly allowsPrivate: boolean;
  /** Tests, by webhook. */
  readonly tests: Limit;
  readonly clock: Clock;
  /** Of organizations, so that their limit counts. */
  readonly turns: Mutex<OrganizationId>;
  /** Hears that a webhook is to be called. */
  readonly onDelivery: () => void;
}

export interface WebhookWithSecret {
  readonly webhook: Webhook;
  /** Shown this once. */
  readonly secret: string;
}

/** Webhooks of organizations: their owners manage them, their members read them, and for others there are none. */
export class WebhooksService {
  readonly #options: WebhooksOptions;

  constructor(options: WebhooksOptions) {
    this.#options = options;
  }

  /** @throws SignInRequiredError, NotFoundError */
  async list(actor: Actor, organizationId: OrganizationId): Promise<Webhook[]> {
    if ((await this.#roleOf(actor, organizationId)) === null)
      throw new NotFoundError(`Webhooks of organization ${organizationId}`);
    return this.#options.webhooks.listOf(organizationId);
  }

  /** The newest first. For webhooks that `list` gave. */
  async deliveriesOf({ id }: Pick<Webhook, 'id'>): Promise<Delivery[]> {
    return this.#options.deliveries.listOf(id, SHOWN_DELIVERIES);
  }

  /** @throws BadInputError, NotFoundError, ForbiddenError, LimitExceededError */
  async create(
    actor: Actor,
    organizationId: OrganizationId,
    asked: { readonly url: string; readonly kinds: readonly InboxKind[] },
  ): Promise<WebhookWithSecret> {
    await this.#requireOwner(actor, organizationId, `Organization ${organizationId}`);
    const { webhooks, sender, seal, allowsPrivate, clock } = this.#options;
    const url = parseWebhookUrl(asked.url, { allowsHttp: allowsPrivate });
    const kinds = parseWebhookKinds(asked.kinds);
    const fault = await sender.faultOf(url);
    if (fault !== null) throw new BadInputError('url', fault);
    const secret = newWebhookSecret();
    const webhook: Webhook = {
      id: randomBytes(16).toString('hex'),
      organizationId,
      url: url.href,
      kinds,
      secret: seal.seal(secret),
      former: null,
      createdAt: clock.now(),
      failingSince: null,
      offAt: null,
    };
    await this.#options.turns.take(organizationId, async () => {
      if ((await webhooks.listOf(organizationId)).length >= MAX_WEBHOOKS)
        throw new LimitExceededError(
          `An organization has at most ${MAX_WEBHOOKS} webhooks. Delete one that is not needed.`,
        );
      await webhooks.insert(webhook);
    });
    this.#options.onDelivery();
    return { webhook, secret };
  }

  /** For a day both secrets sign. @throws NotFoundError, ForbiddenError */
  async rotateSecret(actor: Actor, id: string): Promise<WebhookWithSecret> {
    const { webhooks, seal, clock } = this.#options;
    const webhook = await this.#ownedBy(actor, id);
    const secret = newWebhookSecret();
    const until = new Date(clock.now().getTime() + FORMER_SECRET_MS);
    const changes = { secret: seal.seal(secret), former: { secret: webhook.secret, until } };
    await webhooks.update(id, changes);
    return { webhook: { ...webhook, ...changes }, secret };
  }

  /** One that was switched off. @throws NotFoundError, ForbiddenError */
  async switchOn(actor: Actor, id: string): Promise<Webhook> {
    const webhook = await this.#ownedBy(actor, id);
    const changes = { offAt: null, failingSince: null };
    await this.#options.webhooks.update(id, changes);
    return { ...webhook, ...changes };
  }

  /** With its deliveries. @throws NotFoundError, ForbiddenError */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.#ownedBy(actor, id);
    await this.#options.webhooks.delete(id);
    await this.#options.deliveries.removeOf(id);
  }

  /** Calls it once, now. @throws NotFoundError, ForbiddenError, TooManyRequestsError */
  async test(actor: Actor, id: string): Promise<Delivery> {
    const { deliveries, calls, tests, clock } = this.#options;
    const webhook = await this.#ownedBy(actor, id);
    if (!(await tests.take(id)))
      throw new TooManyRequestsError('This webhook was tested often. Wait a minute, then test it again.');
    const at = clock.now();
    const notice = {
      id: `test.${randomBytes(8).toString('hex')}`,
      recipient: webhook.organizationId,
      kind: 'TEST' as const,
      subject: NO_SUBJECT,
      by: null,
      count: null,
      at,
    };
    const last = await calls.send(webhook, notice, AbortSignal.any([]));
    const delivery: Delivery = {
      ...newDelivery(notice, { channel: 'WEBHOOK', target: id }, at),
      state: last.error === null ? 'SENT' : 'GAVE_UP',
      attempts: 1,
      nextAt: null,
      last,
      settledAt: clock.now(),
    };
    await deliveries.add([delivery]);
    return delivery;
  }

  /** From the first attempt on, under the same id. @throws NotFoundError, ForbiddenError, ConflictError */
  async sendAgain(actor: Actor, deliveryId: string): Promise<Delivery> {
    const { deliveries, clock, onDelivery } = this.#options;
    const delivery = await deliveries.find(deliveryId);
    if (delivery?.channel !== 'WEBHOOK') throw new NotFoundError(`Delivery ${deliveryId}`);
    const { offAt } = await this.#ownedBy(actor, delivery.target, `Delivery ${deliveryId}`);
    if (offAt !== null)
      throw new ConflictError('The webhook is switched off. Switch it on, then send again.');
    if (!(await deliveries.sendAgain(deliveryId, clock.now())))
      throw new ConflictError('The delivery waits already. It is sent at the time that is shown.');
    onDelivery();
    return (await deliveries.find(deliveryId)) ?? delivery;
  }

  async #ownedBy(actor: Actor, id: string, what = `Webhook ${id}`): Promise<Webhook> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const webhook = await this.#options.webhooks.find(id);
    if (webhook === null) throw new NotFoundError(what);
    await this.#requireOwner(actor, webhook.organizationId, what);
    return webhook;
  }

  /** For whoever is no member there is nothing. */
  async #requireOwner(actor: Actor, organizationId: OrganizationId, what: string): Promise<void> {
    const role = await this.#roleOf(actor, organizationId);
    if (role === null) throw new NotFoundError(what);
    if (role !== 'OWNER')
      throw new ForbiddenError('Only owners of an organization manage its webhooks. Ask one of them.');
  }

  /** A community's council acts as its owner: the key, or an owner of the Safe that it is. */
  async #roleOf(actor: Actor, organizationId: OrganizationId): Promise<'OWNER' | 'MEMBER' | null> {
    if (actor.kind === 'anonymous') throw new SignInRequiredError();
    const membership = membershipIn(actor, organizationId);
    if (membership?.role === 'OWNER') return 'OWNER';
    const organization = await this.#options.organizations.find(organizationId);
    if (organization === null) return null;
    if (await this.#options.seats.isSpeaker(actor, organization)) return 'OWNER';
    return membership === null ? null : 'MEMBER';
  }
}
