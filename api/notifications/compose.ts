import type { SafeWallets } from '../chain/ports/safe-wallets.ts';
import type { InboxStore } from '../desk/ports/inbox-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { CouncilSeats } from '../organizations/services/council-seats.ts';
import type { CursorStore } from '../platform/jobs/cursor-store.ts';
import type { Job } from '../platform/jobs/job-runner.ts';
import type { Mutexes, Turn } from '../platform/concurrency/mutex.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { FailPoints } from '../platform/kernel/fail-points.ts';
import type { Limit } from '../platform/kernel/limit.ts';
import { DeliverySpreading } from './jobs/delivery-spreading.ts';
import { MailDelivering } from './jobs/mail-delivering.ts';
import { WebhookDelivering } from './jobs/webhook-delivering.ts';
import type { DeliveryStore } from './ports/delivery-store.ts';
import type { MailboxStore } from './ports/mailbox-store.ts';
import type { Mailer } from './ports/mailer.ts';
import type { SecretSeal } from './ports/secret-seal.ts';
import type { WebhookSender } from './ports/webhook-sender.ts';
import type { WebhookStore } from './ports/webhook-store.ts';
import { Audience } from './services/audience.ts';
import { MailWriting } from './services/mail-writing.ts';
import { MailboxesService, type MailboxesOptions } from './services/mailboxes.ts';
import { Reach } from './services/reach.ts';
import { WebhookCalls } from './services/webhook-calls.ts';
import { WebhooksService } from './services/webhooks.ts';

export interface NotificationStores {
  readonly organizations: Pick<OrganizationStore, 'find' | 'findMany'>;
  readonly mailboxes: MailboxStore;
  readonly webhooks: WebhookStore;
  readonly deliveries: DeliveryStore;
  readonly cursors: CursorStore;
}

export interface NotificationParts {
  readonly inbox: Pick<InboxStore, 'listAfter'>;
  readonly ledger: { readonly safes: Pick<SafeWallets, 'find'> };
  readonly councilSeats: Pick<CouncilSeats, 'isSpeaker'>;
  /** Null: no mail is sent. */
  readonly mailer: Mailer | null;
  readonly webhookSender: WebhookSender;
  readonly secretSeal: SecretSeal;
  readonly allowsPrivateWebhooks: boolean;
  readonly notificationLimits: MailboxesOptions['limits'] & { readonly webhookTests: Limit };
  readonly publicUrl: () => URL;
  readonly failPoints: FailPoints;
  readonly clock: Clock;
  readonly nudge: (job: string) => void;
  readonly locks: Mutexes;
  /** Of the process that runs the jobs. */
  readonly lead: Turn;
}

/** E-mail and webhooks: what an inbox is told reaches people elsewhere too. */
export function composeNotifications(stores: NotificationStores, parts: NotificationParts) {
  const { nudge, secretSeal: seal, webhookSender: sender, notificationLimits: limits, ledger } = parts;
  const reach = new Reach({ ...stores, ...parts });
  const audience = new Audience({ ...stores, wallets: ledger.safes, reach });
  const calls = new WebhookCalls({ ...parts, sender, seal });
  const onMail = () => nudge('desk-mail');
  const onDelivery = () => nudge('desk-webhooks');
  const spreading = new DeliverySpreading({
    ...stores,
    ...parts,
    audience,
    reach,
    onDelivery: () => {
      onMail();
      onDelivery();
    },
  });
  const mail = new MailDelivering({
    ...stores,
    ...parts,
    audience,
    writing: new MailWriting({ ...stores, ...parts, seal }),
  });
  const calling = new WebhookDelivering({ ...stores, ...parts, calls, audience, reach, onMail });
  const notificationJobs: readonly Job[] = [spreading, mail, calling];
  return {
    notificationJobs,
    mailboxes: new MailboxesService({ ...stores, ...parts, seal, reach, limits, onMail }),
    webhooks: new WebhooksService({
      ...stores,
      ...parts,
      seats: parts.councilSeats,
      sender,
      calls,
      seal,
      allowsPrivate: parts.allowsPrivateWebhooks,
      tests: limits.webhookTests,
      turns: parts.locks.mutex('webhooks'),
      onDelivery,
    }),
  };
}
