import type { Attempt } from '../domain/delivery.ts';

export interface WebhookCall {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookSender {
  /** May a webhook reach the host, as it resolves now? Null, or why not. */
  faultOf(url: URL): Promise<string | null>;
  /** Asks again where the host is; what no webhook may reach is an error of the attempt. */
  send(call: WebhookCall, signal: AbortSignal): Promise<Omit<Attempt, 'at'>>;
}
