import type { Mailer } from '../ports/mailer.ts';
import type { WebhookStore } from '../ports/webhook-store.ts';

export interface ReachOptions {
  readonly mailer: Mailer | null;
  readonly webhooks: Pick<WebhookStore, 'isAny'>;
}

/** Is there anybody to send to? Another process may make the first webhook, so only a yes is remembered. */
export class Reach {
  readonly #options: ReachOptions;
  #hasWebhooks = false;

  constructor(options: ReachOptions) {
    this.#options = options;
  }

  get hasMail(): boolean {
    return this.#options.mailer !== null;
  }

  async hasWebhooks(): Promise<boolean> {
    this.#hasWebhooks ||= await this.#options.webhooks.isAny();
    return this.#hasWebhooks;
  }
}
