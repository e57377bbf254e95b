import { createHmac } from 'node:crypto';
import type { Limit } from '../kernel/limit.ts';
import type { LimitCounters, Share } from './limit-counters.ts';
import type { Peers } from './peers.ts';

export interface SharedLimitOptions {
  readonly share: Share;
  readonly name: string;
  readonly counters: LimitCounters;
  readonly peers: Pick<Peers, 'isAlone'>;
  /** What this process counts by itself, also while there are others. */
  readonly own: { take(key: string): boolean };
  /** The same in all processes: keys are networks and addresses of people, which are not stored. */
  readonly secret: Uint8Array;
}

const SWEPT_EVERY_MS = 60_000;

/** A limit of all API processes together: counted in memory while this one is alone, in the document store while there are others. */
export class SharedLimit implements Limit {
  readonly #options: SharedLimitOptions;
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(options: SharedLimitOptions) {
    this.#options = options;
  }

  take(key: string): boolean | Promise<boolean> {
    const { own, peers } = this.#options;
    if (!own.take(key)) return false;
    return peers.isAlone || this.#takeShared(key);
  }

  async #takeShared(key: string): Promise<boolean> {
    const { counters, share, name, secret } = this.#options;
    const now = new Date();
    const stored = createHmac('sha256', secret).update(`${name} ${key}`).digest('base64url');
    const isFree = await counters.take(stored, share, now);
    if (now.getTime() - this.#sweptAt >= SWEPT_EVERY_MS) {
      this.#sweptAt = now.getTime();
      await counters.sweep(now);
    }
    return isFree;
  }
}
