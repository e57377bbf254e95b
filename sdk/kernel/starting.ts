import { z } from 'zod';

/** What every door of a platform that starts answers with 503. */
const Answer = z.object({ status: z.literal('starting'), progress: z.string().nullish() });

/** How far a platform is that starts. */
export interface Starting {
  /** A sentence, such as how many files were checked; null where there is nothing to count. */
  readonly progress: string | null;
}

/** What an answer says of the platform's start; null for any other answer. */
export function findStarting(status: number, text: string): Starting | null {
  if (status !== 503) return null;
  try {
    const { progress = null } = Answer.parse(JSON.parse(text));
    return { progress };
  } catch {
    return null;
  }
}
