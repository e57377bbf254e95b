import type { Outcome } from '@lanran/sdk/acts/relaying';
import { isHeldUp, type Proposal } from '@lanran/sdk/acts/safe-acts';

/** What became of an act. */
export function outcomeLine({ transaction, proposal }: Outcome): string {
  if (transaction !== null || proposal === null) return `transaction ${transaction ?? 'none'}`;
  if (isHeldUp(proposal)) return heldUpLine(proposal);
  const { hash, signatures, threshold } = proposal;
  return `proposed, not done yet: ${signatures} of ${threshold} signatures; the other owners run: lanran council sign ${hash}`;
}

/** What owners can do about a proposal that is held up. */
export function heldUpLine({ safe, nonce }: Proposal): string {
  return `signed by enough owners, not done yet: what waits under a nonce before ${nonce} goes first; see lanran council desk ${safe}, then sign that, or propose this again under its number with --safe-nonce`;
}
