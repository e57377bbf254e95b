/** Tells every process of a run how many times slower than an idle machine this one is (`machine-factor.ts`). */
export const MACHINE_FACTOR = 'LANRAN_MACHINE_FACTOR';

/** The load may double after the start of a run. */
const MARGIN = 2;
/** So that a test that hangs ends some time. */
const MOST = 8;

/**
 * A time limit of a test in ms, from one of an idle machine. A passing test never waits for it: be generous.
 * Without an argument: for what a component, a job or a process does next.
 */
export function within(idleMs = 15_000): number {
  const factor = Number(process.env[MACHINE_FACTOR] ?? 1);
  return Math.round(idleMs * Math.min(factor * MARGIN, MOST));
}
