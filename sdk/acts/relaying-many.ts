import { RefusedError, type StatedReason, UnreachableError } from '../kernel/errors.ts';
import type { Platform } from '../kernel/session.ts';
import { relay, type Act } from './relaying.ts';
import type { Proposal } from './safe-acts.ts';

/** What became of one of many acts. */
export interface ActOutcome {
  readonly state: 'DONE' | 'PROPOSED' | 'REFUSED' | 'WAITING';
  readonly transaction: string | null;
  readonly offerId: string | null;
  readonly licenseIds: readonly string[];
  readonly proposal: Proposal | null;
  /** Of a refusal. */
  readonly reasons: readonly StatedReason[];
  readonly message: string | null;
}

const WAITING: ActOutcome = {
  state: 'WAITING',
  transaction: null,
  offerId: null,
  licenseIds: [],
  proposal: null,
  reasons: [],
  message: null,
};

/** One outcome an act, in their order; a refused one stops no other. */
export async function relayMany(
  platform: Platform,
  acts: readonly Act[],
  { onProgress }: { readonly onProgress?: (outcomes: readonly ActOutcome[]) => void } = {},
): Promise<readonly ActOutcome[]> {
  const outcomes = acts.map(() => WAITING);
  for (const [at, act] of acts.entries()) {
    outcomes[at] = await outcomeOf(platform, act);
    onProgress?.(outcomes);
  }
  return outcomes;
}

async function outcomeOf(platform: Platform, act: Act): Promise<ActOutcome> {
  try {
    const { transaction, proposal, offerId = null, licenseIds } = await relay(platform, act);
    const state = transaction === null ? 'PROPOSED' : 'DONE';
    return { ...WAITING, state, transaction, proposal, offerId: offerId ?? null, licenseIds };
  } catch (error) {
    if (error instanceof UnreachableError || !(error instanceof RefusedError)) throw error;
    return { ...WAITING, state: 'REFUSED', reasons: error.reasons, message: error.message };
  }
}
