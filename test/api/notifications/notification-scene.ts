import { OWN_LOCKS } from '../../support/own-locks.ts';
import { composeNotifications } from '@lanran/api/notifications/compose';
import { TurnLostError } from '@lanran/api/platform/peers/errors';
import type { Turn } from '@lanran/api/platform/concurrency/mutex';
import { AesSecretSeal } from '@lanran/api/notifications/adapters/aes-secret-seal';
import { HttpsWebhookSender } from '@lanran/api/notifications/adapters/https-webhook-sender';
import { SmtpMailer } from '@lanran/api/notifications/adapters/smtp-mailer';
import type { InboxItem, InboxKind } from '@lanran/api/desk/domain/inbox-item';
import type { Actor, Membership } from '@lanran/api/platform/kernel/actor';
import type { Job } from '@lanran/api/platform/jobs/job-runner';
import type { SafeWallet } from '@lanran/api/chain/domain/safe-wallet';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import {
  InMemoryCursors,
  InMemoryDeliveries,
  InMemoryInbox,
  InMemoryMailboxes,
  InMemoryWebhooks,
} from '../../support/in-memory-notifications.ts';
import { NO_NOTIFICATION_LIMITS } from '../../support/limits.ts';
import { BreakingFailPoints } from '../../support/services.ts';
import { buildOrganization } from '../graphql/graphql-stage.ts';
import { InMemoryOrganizations } from '../graphql/in-memory-stores.ts';

const key = (byte: string): Hex => `0x${byte.repeat(20)}`;
export const OWNER = key('01');
export const EDITOR = key('02');
export const VIEWER = key('03');
export const HALL = organizationIdOf('hall');
export const STUDIO = organizationIdOf('studio');
const ASSET = parseAssetId(`0x${'0a'.repeat(32)}`);
const NEVER_ANSWERED = { find: async (): Promise<SafeWallet | null> => null };

export interface SceneOptions {
  /** Null: the installation sends no mail. */
  readonly smtpUrl?: string | null;
}

/** Both channels over maps, with a clock that the test moves; `restart` keeps the stores alone. */
export class NotificationScene {
  now = new Date('2026-11-30T08:00:00Z');
  readonly inbox = new InMemoryInbox();
  readonly cursors = new InMemoryCursors();
  readonly mailboxes = new InMemoryMailboxes();
  readonly webhooks = new InMemoryWebhooks();
  readonly deliveries = new InMemoryDeliveries();
  readonly organizations = new InMemoryOrganizations();
  readonly failPoints = new BreakingFailPoints();
  /** Does this process still run the jobs? */
  isLeading = true;
  readonly lead: Turn = {
    require: async () => {
      if (!this.isLeading) throw new TurnLostError('jobs');
    },
  };
  readonly nudged: string[] = [];
  /** Taken by the next `restart`. */
  allowsPrivate = true;
  readonly #smtpUrl: string | null;
  services = this.#open(null);

  constructor({ smtpUrl = null }: SceneOptions = {}) {
    this.#smtpUrl = smtpUrl;
    this.services = this.#open(smtpUrl);
  }

  static async of(options: SceneOptions = {}): Promise<NotificationScene> {
    const scene = new NotificationScene(options);
    const members = [
      { address: OWNER, role: 'OWNER' as const },
      { address: EDITOR, role: 'EDITOR' as const },
      { address: VIEWER, role: 'VIEWER' as const },
    ];
    await scene.organizations.project({ ...buildOrganization('hall', 'INSTITUTION', OWNER), members });
    await scene.organizations.project({
      ...buildOrganization('studio', 'STUDIO', key('50')),
      name: { en: 'Blue Studio', zh: '青蓝影业' },
    });
    return scene;
  }

  restart(): void {
    this.services = this.#open(this.#smtpUrl);
  }

  pass(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1_000);
  }

  job(name: 'desk-delivery' | 'desk-mail' | 'desk-webhooks'): Job {
    const found = this.services.notificationJobs.find((job) => job.name === name);
    if (found === undefined) throw new Error(`There is no job ${name}.`);
    return found;
  }

  /** Until the jobs have nothing to do at this time. */
  async settle(): Promise<void> {
    for (const name of ['desk-delivery', 'desk-webhooks', 'desk-mail'] as const)
      while ((await this.job(name).run()) === 'more');
  }

  /** Into the inbox of the hall, unless said otherwise. */
  add(kind: InboxKind, overrides: Partial<InboxItem> = {}): InboxItem {
    const sequence = (this.inbox.items.at(-1)?.sequence ?? 0) + 1;
    const item: InboxItem = {
      id: `item-${sequence}`,
      sequence,
      recipient: HALL,
      kind,
      subject: { assetId: ASSET, requestId: 'r1', licenseId: null, searchId: null, callId: null },
      by: STUDIO,
      count: null,
      at: this.now,
      ...overrides,
    };
    this.inbox.items.push(item);
    return item;
  }

  /** A confirmed address. */
  async mailboxOf(actor: Actor, email: string, language: 'zh' | 'en' = 'en'): Promise<void> {
    const { mailboxes } = this.services;
    await mailboxes.setEmail(actor, { email, language, network: '' });
    const { confirmation, address } = await mailboxes.get(actor);
    await this.mailboxes.confirm(confirmation?.codeHash ?? '', this.now);
    for (const { id, notice } of this.deliveries.byId.values())
      if (notice.kind === 'CONFIRM' && notice.recipient === address) this.deliveries.byId.delete(id);
  }

  #open(smtpUrl: string | null) {
    return composeNotifications(this, {
      inbox: this.inbox,
      locks: OWN_LOCKS,
      lead: this.lead,
      ledger: { safes: NEVER_ANSWERED },
      councilSeats: { isSpeaker: async () => false },
      mailer: smtpUrl === null ? null : new SmtpMailer({ url: smtpUrl, from: 'Lanran <lanran@example.org>' }),
      webhookSender: new HttpsWebhookSender({ allowsPrivate: this.allowsPrivate, answerWithinMs: 400 }),
      secretSeal: new AesSecretSeal([Buffer.alloc(32, 1)]),
      allowsPrivateWebhooks: this.allowsPrivate,
      notificationLimits: NO_NOTIFICATION_LIMITS,
      publicUrl: () => new URL('https://lanran.example'),
      failPoints: this.failPoints,
      clock: { now: () => this.now },
      nudge: (job) => void this.nudged.push(job),
    });
  }
}

export function memberOf(address: Hex, role: Membership['role'] | null, organizationId = HALL): Actor {
  const memberships = role === null ? [] : [{ organizationId, kind: 'INSTITUTION' as const, role }];
  return { kind: 'member', address, memberships };
}

export const owner = memberOf(OWNER, 'OWNER');
export const editor = memberOf(EDITOR, 'EDITOR');
export const viewer = memberOf(VIEWER, 'VIEWER');
