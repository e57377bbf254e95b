import type { Response } from 'express';
import { UnavailableError } from '../kernel/errors.ts';

/** Most answers have ended by then, and cost no question. */
const FIRST_ASKED_MS = 600;
/** With what it takes to ask, and `VERDICT_KEPT_MS`, a revocation ends a stream within a second. */
const ASK_EVERY_MS = 400;
/** A store or chain that is away for so long may have ended the license. */
const MOST_UNKNOWN_MS = 10_000;

/**
 * Asks again and again whether what is sent may still be sent, also while its reader is slow, until the answer has ended. Destroys
 * the connection once it may not: the reader sees that the answer is cut.
 * @param requireOpen throws when the answer may not go on; an UnavailableError leaves it undecided for 10 seconds
 */
export function cutOffWhenRefused(response: Response, requireOpen: () => Promise<void>): void {
  if (response.destroyed) return;
  let unknownSince: number | null = null;
  let isOver = false;
  const ask = async () => {
    try {
      await requireOpen();
      unknownSince = null;
    } catch (error) {
      unknownSince ??= performance.now();
      const isUnknown = error instanceof UnavailableError;
      if (!isUnknown || performance.now() - unknownSince > MOST_UNKNOWN_MS) response.destroy();
    }
    if (!isOver) timer = setTimeout(() => void ask(), ASK_EVERY_MS);
  };
  let timer = setTimeout(() => void ask(), FIRST_ASKED_MS);
  response.once('close', () => {
    isOver = true;
    clearTimeout(timer);
  });
}
