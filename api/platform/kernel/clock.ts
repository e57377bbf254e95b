export const DAY_MS = 86_400_000;

/** The only source of the current time, so that tests and replays decide it. */
export interface Clock {
  now(): Date;
}
