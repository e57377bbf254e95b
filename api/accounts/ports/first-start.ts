import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';

/**
 * A deployment that waits for its accreditor. Whoever starts the platform knows how to finish it, and keeps the key that
 * does (ADR 17).
 */
export interface FirstStart {
  /** SHA-256 of the token in the one-time link. */
  readonly tokenHash: Hex;
  /** Who was named, recorded before the deployment is finished; null before. */
  named(): Address | null;
  /** Durable when it returns. */
  record(accreditor: Address): void;
  isFinished(): boolean;
  /** Runs the last step for who was named. Again after a failure it goes on. */
  finish(): Promise<void>;
}
