import type { AssetId } from '@lanran/protocol/ids';
import type { Dispute } from '../domain/dispute.ts';
import type { DisputeStore } from '../ports/dispute-store.ts';

/** What is held against assets. The caller has made sure that the assets exist for the actor. */
export class DisputesService {
  readonly #disputes: DisputeStore;

  constructor(disputes: DisputeStore) {
    this.#disputes = disputes;
  }

  /** Open ones of each asset, oldest first. */
  async openOf(assetIds: readonly AssetId[]): Promise<Dispute[][]> {
    const open = await this.#disputes.listOpen(assetIds);
    return assetIds.map((id) => open.filter(({ assetId }) => assetId === id));
  }
}
