/** The platform's own requests run at once; those of guests wait for each other. */
export type Lane = 'platform' | 'guest';

export interface Caller {
  readonly lane: Lane;
  /** Aborted when the caller has closed the connection. */
  readonly signal: AbortSignal;
}
