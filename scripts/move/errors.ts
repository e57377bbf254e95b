import { ClientError } from '@lanran/sdk/kernel/errors';

/** A move that can't begin or go on; both sides stay as they are, and the same command goes on later. */
export class MoveRefusedError extends ClientError {
  override readonly name = 'MoveRefusedError';
  constructor(advice: string, options?: ErrorOptions) {
    super('MOVE_REFUSED', advice, options);
  }
}
