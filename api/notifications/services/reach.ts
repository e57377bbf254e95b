import type { Mailer } from '../ports/mailer.ts';
import type { WebhookStore } from '../ports/webhook-store.ts';

export interface ReachOptions {
  readonly mailer: Mailer | null;
  readonly webhooks: Pick<WebhookStore, 'isAny'>;
}

/** Is there anybody to send to? Asks once; afterwards only a webhook that is made here changes the answer. */
export class Reach {
  readonly #options: ReachOptions;
  #hasWebhooks: boolean | null = null;

  constructor(options: ReachOptions) {
    this.#options = options;
  }

  get hasMail(): boolean {
    return this.#options.mailer !== null;
  }

  async hasWebhooks(): Promise<boolean> {
    this.#hasWebhooks ??= await this.#options.webhooks.isAny();
    return this.#hasWebhooks;
  }

  noteWebhook(): void {
    this.#hasWebhooks = true;
  }
}
