import { DomainError } from '../kernel/errors.ts';

/** This process stood still for so long that another may do the work by now. */
export class TurnLostError extends DomainError {
  override readonly name = 'TurnLostError';
  readonly code = 'UNAVAILABLE';
  constructor(what: string) {
    super(`This process stood still while it had its turn (${what}), and another may go on. Do it again.`);
  }
}

/** This process is about to end, so it begins nothing that others may do. */
export class ProcessEndingError extends DomainError {
  override readonly name = 'ProcessEndingError';
  readonly code = 'UNAVAILABLE';
  constructor() {
    super('This process of the platform is ending. Send the request again: the next one answers it.');
  }
}

/** The processes of one platform must agree on this. */
export class ProcessRefusedError extends Error {
  override readonly name = 'ProcessRefusedError';
}
