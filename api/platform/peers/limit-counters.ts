/** A share that runs empty evenly: takes at once, and the time in which they come back. */
export interface Share {
  readonly most: number;
  readonly windowMs: number;
}

/** Shares by key that the processes of one platform use up together. */
export interface LimitCounters {
  /** False once the key has had its share; what is refused does not count. */
  take(key: string, share: Share, now: Date): Promise<boolean>;
  /** Forgets keys that have all of their share again. */
  sweep(now: Date): Promise<void>;
}
