const LONGEST_PAUSE_MS = 3_600_000;

/** When a job has to look again: at the time that is due next, else once an hour. */
export function pauseUntil(nextAt: Date | null, now: Date): number {
  const pauseMs = nextAt === null ? LONGEST_PAUSE_MS : nextAt.getTime() - now.getTime();
  return Math.min(Math.max(pauseMs, 0), LONGEST_PAUSE_MS);
}
