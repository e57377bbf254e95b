import { createHash, randomBytes } from 'node:crypto';
import { type Hex, toHex } from '@lanran/protocol/kernel/bytes';
import type { InboxKind } from '../../desk/domain/inbox-item.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Clock } from '../../platform/kernel/clock.ts';
import {
  BadInputError,
  ConflictError,
  NotFoundError,
  SignInRequiredError,
  TooManyRequestsError,
} from '../../platform/kernel/errors.ts';
import type { Limit } from '../../platform/kernel/limit.ts';
import { type Delivery, newDelivery, NO_SUBJECT } from '../domain/delivery.ts';
import { emptyMailbox, type Mailbox, type MailLanguage, orderKinds, parseEmail } from '../domain/mailbox.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { MailboxStore } from '../ports/mailbox-store.ts';
import type { SecretSeal } from '../ports/secret-seal.ts';
import { confirmationId } from './audience.ts';
import type { Reach } from './reach.ts';

const CONFIRM_WITHIN_MS = 24 * 3_600_000;
const SHOWN_FAILURES = 20;

export interface MailboxesOptions {
  readonly mailboxes: MailboxStore;
  readonly deliveries: Pick<DeliveryStore, 'add' | 'find' | 'listGivenUp'>;
  readonly seal: SecretSeal;
  readonly reach: Reach;
  readonly limits: {
    /** Confirmations, by account. */
    readonly ofAccount: Limit;
    /** Confirmations, by e-mail address. */
    readonly toAddress: Limit;
    /** Confirmations, by network: keys cost nothing. */
    readonly ofNetwork: Limit;
  };
  readonly clock: Clock;
  /** Hears that mail is to be sent. */
  readonly onMail: () => void;
}

/** Where each person wants mail, and about what. Nobody else reads or changes it. */
export class MailboxesService {
  readonly #options: MailboxesOptions;

  constructor(options: MailboxesOptions) {
    this.#options = options;
  }

  /** Does this installation send e-mail? */
  get sendsMail(): boolean {
    return this.#options.reach.hasMail;
  }

  /** @throws SignInRequiredError */
  async get(actor: Actor): Promise<Mailbox> {
    const address = requireAddress(actor);
    return (await this.#options.mailboxes.find(address)) ?? emptyMailbox(address, newKey());
  }

  /** Mail that was given up, the newest first. @throws SignInRequiredError */
  async failuresOf(actor: Actor): Promise<Delivery[]> {
    return this.#options.deliveries.listGivenUp(requireAddress(actor), SHOWN_FAILURES);
  }

  /** Of the confirmation that is on its way; null when none is. */
  async confirmationMail({ address, confirmation }: Mailbox): Promise<Delivery | null> {
    return confirmation === null
      ? null
      : this.#options.deliveries.find(`${confirmationId(confirmation)}.${address}`);
  }

  /**
   * Names an address, and has a code sent to it; mail goes there once the code came back.
   * @param network of the caller
   * @throws BadInputError, ConflictError, TooManyRequestsError
   */
  async setEmail(
    actor: Actor,
    {
      email: text,
      language,
      network,
    }: { readonly email: string; readonly language: MailLanguage; readonly network: string },
  ): Promise<Mailbox> {
    const address = requireAddress(actor);
    if (!this.sendsMail)
      throw new ConflictError('This installation sends no e-mail. Its operator can set SMTP_URL.');
    const email = parseEmail(text, 'email');
    await this.#requireShare({ address, email, network });
    const { mailboxes, deliveries, seal, clock, onMail } = this.#options;
    const present = await this.get(actor);
    const now = clock.now();
    const code = newKey();
    const until = new Date(now.getTime() + CONFIRM_WITHIN_MS);
    const confirmation = { codeHash: hashOf(code), sealed: seal.seal(code), until };
    const changes = { email, language, confirmation, confirmedAt: null, stopped: null };
    await mailboxes.change(present, changes);
    const notice = {
      id: confirmationId(confirmation),
      recipient: address,
      kind: 'CONFIRM' as const,
      subject: NO_SUBJECT,
      by: null,
      count: null,
      at: now,
    };
    await deliveries.add([newDelivery(notice, { channel: 'MAIL', target: address }, now)]);
    onMail();
    return { ...present, ...changes };
  }

  /** Whoever reads the address has the code; needs no session. @throws BadInputError for a code that is unknown, used or over */
  async confirmEmail(code: string): Promise<Mailbox> {
    const { mailboxes, clock } = this.#options;
    const mailbox = await mailboxes.confirm(hashOf(code), clock.now());
    if (mailbox !== null) return mailbox;
    throw new BadInputError(
      'code',
      'is unknown, used or older than 24 hours. Name the address again on your page.',
    );
  }

  /** No address, and no mail. @throws SignInRequiredError */
  async removeEmail(actor: Actor): Promise<Mailbox> {
    const present = await this.get(actor);
    const changes = { email: null, confirmation: null, confirmedAt: null, stopped: null };
    await this.#options.mailboxes.change(present, changes);
    return { ...present, ...changes };
  }

  /** What is left out stays. @throws SignInRequiredError */
  async choose(
    actor: Actor,
    { kinds, language }: { readonly kinds?: readonly InboxKind[]; readonly language?: MailLanguage },
  ): Promise<Mailbox> {
    const present = await this.get(actor);
    const changes = {
      ...(kinds !== undefined && { kinds: orderKinds(kinds) }),
      ...(language !== undefined && { language }),
    };
    await this.#options.mailboxes.change(present, changes);
    return { ...present, ...changes };
  }

  /** Mail to an address that was unsubscribed begins again. @throws SignInRequiredError, ConflictError */
  async resumeMail(actor: Actor): Promise<Mailbox> {
    const present = await this.get(actor);
    if (present.stopped?.why === 'REFUSED')
      throw new ConflictError(
        'The mail server of this address refuses it. Name the address again, or another one.',
      );
    await this.#options.mailboxes.change(present, { stopped: null });
    return { ...present, stopped: null };
  }

  /** By the link in a mail, without a session; again is the same. @throws NotFoundError */
  async unsubscribe(key: string): Promise<void> {
    const { mailboxes, clock } = this.#options;
    const mailbox = await mailboxes.findByUnsubscribeKey(key);
    if (mailbox === null) throw new NotFoundError('This subscription');
    const { address, email, stopped } = mailbox;
    if (email === null || stopped !== null) return;
    await mailboxes.stop({ address, email }, { why: 'UNSUBSCRIBED', at: clock.now(), answer: null });
  }

  async #requireShare({
    address,
    email,
    network,
  }: Readonly<Record<'address' | 'email' | 'network', string>>): Promise<void> {
    const { ofAccount, toAddress, ofNetwork } = this.#options.limits;
    const isFree =
      (await ofNetwork.take(network)) &&
      (await toAddress.take(email.toLowerCase())) &&
      (await ofAccount.take(address));
    if (!isFree)
      throw new TooManyRequestsError(
        'Too many confirmations are sent: one a minute to an address, five a day for an account. Wait, then try again.',
      );
  }
}

function requireAddress(actor: Actor): Hex {
  if (actor.kind === 'anonymous') throw new SignInRequiredError();
  return actor.address;
}

/** 32 bytes that nobody guesses. */
function newKey(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(code: string): Hex {
  return toHex(createHash('sha256').update(code).digest());
}
