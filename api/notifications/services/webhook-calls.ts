import type { Clock } from '../../platform/kernel/clock.ts';
import type { Attempt, Notice } from '../domain/delivery.ts';
import { pageOf } from '../domain/notice-page.ts';
import { signWebhook } from '../domain/webhook-signature.ts';
import type { Webhook } from '../domain/webhook.ts';
import type { SecretSeal } from '../ports/secret-seal.ts';
import type { WebhookSender } from '../ports/webhook-sender.ts';

export interface WebhookCallsOptions {
  readonly sender: WebhookSender;
  readonly seal: SecretSeal;
  readonly publicUrl: () => URL;
  readonly clock: Clock;
}

/** Calls a webhook once, signed. */
export class WebhookCalls {
  readonly #options: WebhookCallsOptions;

  constructor(options: WebhookCallsOptions) {
    this.#options = options;
  }

  async send(webhook: Webhook, notice: Notice, signal: AbortSignal): Promise<Attempt> {
    const { sender, clock } = this.#options;
    const at = clock.now();
    const secrets = this.#secretsOf(webhook, at);
    if (secrets.length === 0)
      return { at, durationMs: 0, status: null, error: 'The secret can’t be read any more. Renew it.' };
    const body = JSON.stringify(this.#bodyOf(notice));
    const headers = signWebhook({ id: notice.id, at, body }, secrets);
    return { at, ...(await sender.send({ url: new URL(webhook.url), headers, body }, signal)) };
  }

  /** Ids alone: whoever may read more asks for it. */
  #bodyOf(notice: Notice) {
    const { id, kind, at, recipient, subject } = notice;
    const subjects = Object.entries(subject).filter(([, value]) => value !== null);
    return {
      id,
      kind,
      at: at.toISOString(),
      organization: recipient,
      subject: Object.fromEntries(subjects),
      url: new URL(pageOf(notice), this.#options.publicUrl()).href,
    };
  }

  #secretsOf({ secret, former }: Webhook, now: Date): string[] {
    const sealed = [secret, ...(former !== null && former.until > now ? [former.secret] : [])];
    return sealed.flatMap((each) => this.#options.seal.open(each) ?? []);
  }
}
