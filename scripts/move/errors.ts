import { ClientError, reasonOf } from '@lanran/sdk/kernel/errors';
import { StartRefusedError } from '../start/data-directory.ts';

/** A move that can't begin or go on; both sides stay as they are, and the same command goes on later. */
export class MoveRefusedError extends ClientError {
  override readonly name = 'MoveRefusedError';
  constructor(advice: string, options?: ErrorOptions) {
    super('MOVE_REFUSED', advice, options);
  }
}

const GO_ON = 'What was copied stays. When the cause is mended, run the same command again.';
export const NOTHING_COPIED = 'Nothing was written on the other side.';

/** The server answered with an error, or not to its end. */
export class ContentServerError extends Error {
  override readonly name = 'ContentServerError';
}

/** A MoveRefusedError for failures of a server, a disk or the data directory; any other error as it is. */
export function explainEnd(error: unknown, advice = GO_ON): unknown {
  if (error instanceof StartRefusedError) return new MoveRefusedError(error.message, { cause: error });
  if (!isOutage(error)) return error;
  return new MoveRefusedError(`The move stopped: ${reasonOf(error).replace(/\.+$/, '')}. ${advice}`, {
    cause: error,
  });
}

/** As MongoDB's driver, Node and the other side's node say it. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isOfSystem = 'code' in error && /^E[A-Z]{3,}$/.test(String(error.code));
  return error instanceof ContentServerError || error.name.startsWith('Mongo') || isOfSystem;
}
