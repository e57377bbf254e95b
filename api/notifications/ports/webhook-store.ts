import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Webhook } from '../domain/webhook.ts';

export interface WebhookStore {
  isAny(): Promise<boolean>;
  find(id: string): Promise<Webhook | null>;
  /** In the order of their making. */
  listOf(organizationId: OrganizationId): Promise<Webhook[]>;
  insert(webhook: Webhook): Promise<void>;
  update(
    id: string,
    changes: Partial<Pick<Webhook, 'secret' | 'former' | 'failingSince' | 'offAt'>>,
  ): Promise<void>;
  /** Notes since when nothing arrives; an earlier time stays. Answers what is noted; null when it was deleted. */
  noteFailure(id: string, at: Date): Promise<Date | null>;
  /** True for exactly one caller. */
  switchOff(id: string, at: Date): Promise<boolean>;
  delete(id: string): Promise<void>;
}
