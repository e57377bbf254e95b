import { describeCheckpoint, type SignedCheckpoint } from './signed-checkpoint.ts';
import { DomainError } from '../../platform/kernel/errors.ts';

/** The document store holds an older or another log than the one that the checkpoint key signed last (ADR 30). */
export class CheckpointRefusedError extends DomainError {
  override readonly name = 'CheckpointRefusedError';
  readonly code = 'CHECKPOINT_REFUSED';
  constructor(found: SignedCheckpoint, signed: SignedCheckpoint) {
    super(
      `The log in the document store, ${describeCheckpoint(found)} of ${found.origin}, contradicts what this platform signed last, ${describeCheckpoint(signed)} of ${signed.origin}. Nothing is signed or anchored. Stop the platform and give it the document store that holds those leaves, or restore one whole backup into a new data directory.`,
    );
  }
}
