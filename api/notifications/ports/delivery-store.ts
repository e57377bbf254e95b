import type { Attempt, Delivery, DeliveryChannel } from '../domain/delivery.ts';

/** What becomes of a delivery that was taken. */
export type Settlement =
  | { readonly state: 'SENT' | 'GAVE_UP' | 'DROPPED'; readonly last: Attempt | null; readonly at: Date }
  | { readonly state: 'WAITING'; readonly last: Attempt | null; readonly nextAt: Date };

export interface DeliveryStore {
  /** Those that are not there yet. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  find(id: string): Promise<Delivery | null>;
  /** Those that wait and are due, the one due first first. */
  listDue(
    channel: DeliveryChannel,
    page: { readonly now: Date; readonly most: number; readonly exceptOf?: readonly string[] },
  ): Promise<Delivery[]>;
  /** When the next one is due; null when none waits. */
  findNextAt(channel: DeliveryChannel): Promise<Date | null>;
  countWaiting(channel: DeliveryChannel): Promise<number>;
  /** The newest first. */
  listOf(target: string, most: number): Promise<Delivery[]>;
  /** Those that were given up, the newest first. */
  listGivenUp(target: string, most: number): Promise<Delivery[]>;
  /** Takes those of them that are due: others don't until then, unless they are settled. Counts an attempt. Answers the ids it took. */
  claim(
    ids: readonly string[],
    lease: { readonly now: Date; readonly until: Date; readonly batch: string | null },
  ): Promise<string[]>;
  settle(ids: readonly string[], settlement: Settlement): Promise<void>;
  /** What waits of the target. */
  settleWaiting(target: string, settlement: Settlement): Promise<void>;
  /** What is due of the target waits until then; no attempt is counted. */
  postpone(target: string, times: { readonly now: Date; readonly until: Date }): Promise<void>;
  /** Sends it from the first attempt on. False when it waits already or is not there. */
  sendAgain(id: string, now: Date): Promise<boolean>;
  removeOf(target: string): Promise<void>;
  /** Those that were settled before. */
  removeSettled(before: Date): Promise<void>;
}
