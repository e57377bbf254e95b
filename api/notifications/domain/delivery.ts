import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { InboxItem, InboxKind, InboxSubject } from '../../desk/domain/inbox-item.ts';

/** WEBHOOK_OFF tells owners of a webhook that was switched off, TEST is asked for by an owner, CONFIRM asks whose an e-mail address is. */
type OwnKind = 'WEBHOOK_OFF' | 'TEST' | 'CONFIRM';

/** An item of an inbox as it is sent, or a message of ours about sending. */
export interface Notice extends Omit<InboxItem, 'sequence' | 'kind'> {
  readonly kind: InboxKind | OwnKind;
}

export const NO_SUBJECT: InboxSubject = {
  assetId: null,
  requestId: null,
  licenseId: null,
  searchId: null,
  callId: null,
};

export const DELIVERY_CHANNELS = ['MAIL', 'WEBHOOK'] as const;
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/** DROPPED: who it was for may not have it, or does not want it, any more. */
export const DELIVERY_STATES = ['WAITING', 'SENT', 'GAVE_UP', 'DROPPED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What an attempt came to. */
export interface Attempt {
  readonly at: Date;
  readonly durationMs: number;
  /** Of HTTP or SMTP; null without an answer. */
  readonly status: number | null;
  /** Null when it arrived. */
  readonly error: string | null;
}

/** One notice for one target. */
export interface Delivery {
  /** Made from notice and target: there is one, however often an item is followed. */
  readonly id: string;
  readonly channel: DeliveryChannel;
  /** A person's key, or a webhook's id. */
  readonly target: string;
  readonly notice: Notice;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When it is sent, or sent again if whoever took it did not settle it; null unless it waits. */
  readonly nextAt: Date | null;
  /** The mail that it is part of, once that was begun. */
  readonly batch: string | null;
  readonly last: Attempt | null;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
}

export function newDelivery(
  notice: Notice,
  { channel, target }: Pick<Delivery, 'channel' | 'target'>,
  now: Date,
): Delivery {
  return {
    id: `${notice.id}.${target}`,
    channel,
    target,
    notice,
    state: 'WAITING',
    attempts: 0,
    nextAt: now,
    batch: null,
    last: null,
    createdAt: now,
    settledAt: null,
  };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** After the first attempt, the second, and so on. */
const WEBHOOK_PAUSES_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  8 * HOUR_MS,
  24 * HOUR_MS,
] as const;
const MAIL_PAUSES_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS] as const;
const LONGEST_MAIL_PAUSE_MS = 2 * HOUR_MS;
/** An item that is older is sent to nobody who has not been sent it, and a mail that could not be sent is given up. */
export const KEPT_TRYING_MS = 72 * HOUR_MS;

/** Null when it is given up. */
export function nextWebhookAttempt(attempts: number, now: Date): Date | null {
  const pauseMs = WEBHOOK_PAUSES_MS[attempts - 1];
  return pauseMs === undefined ? null : new Date(now.getTime() + pauseMs);
}

/** Null when it is given up. */
export function nextMailAttempt(
  { attempts, createdAt }: Pick<Delivery, 'attempts' | 'createdAt'>,
  now: Date,
): Date | null {
  if (isTooOld(createdAt, now)) return null;
  return new Date(now.getTime() + (MAIL_PAUSES_MS[attempts - 1] ?? LONGEST_MAIL_PAUSE_MS));
}

export function isTooOld(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > KEPT_TRYING_MS;
}

/** A person's key has 20 bytes, an organization's id 32. */
export function isPerson(recipient: Hex): boolean {
  return recipient.length === 42;
}

/** In the order in which their first ones are. */
export function byTarget(deliveries: readonly Delivery[]): ReadonlyMap<string, readonly Delivery[]> {
  const groups = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const group = groups.get(delivery.target);
    if (group === undefined) groups.set(delivery.target, [delivery]);
    else group.push(delivery);
  }
  return groups;
}
