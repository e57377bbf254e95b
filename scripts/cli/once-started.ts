import { StartingError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { findStarting, type Starting } from '@lanran/sdk/kernel/starting';
import { setTimeout as delay } from 'node:timers/promises';

const ASK_EVERY_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;

export interface Waiting {
  readonly apiUrl: string;
  readonly say: (line: string) => void;
}

/**
 * Runs a command; where it met a platform that is starting, again once that serves: every command may be run again,
 * however far it was.
 */
export async function onceStarted<T>(run: () => Promise<T>, waiting: Waiting): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      const hasWaited = await waitForStart(waiting);
      // It may have begun to serve between the two questions.
      if (!hasWaited && !(error instanceof StartingError)) throw error;
      if (!hasWaited) await delay(ASK_EVERY_MS);
    }
  }
}

/** Waits for as long as the platform says that it is starting. False when it did not say so at all. */
async function waitForStart({ apiUrl, say }: Waiting): Promise<boolean> {
  let said: string | null = null;
  for (;;) {
    const starting = await askForStart(apiUrl);
    if (starting === null) return said !== null;
    const { progress } = starting;
    const line = `The platform at ${new URL(apiUrl).origin} is starting; waiting for it${progress === null ? '' : ` (${progress})`} …`;
    if (line !== said) say(line);
    said = line;
    await delay(ASK_EVERY_MS);
  }
}

async function askForStart(apiUrl: string): Promise<Starting | null> {
  try {
    const response = await fetch(`${apiUrl}/readyz`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return findStarting(response.status, await response.text());
  } catch {
    return null;
  }
}
