import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { decodeStatement, encodeStatement } from '@lanran/protocol/log/statement';
import { ConflictError, LedgerRefusedError, NotFoundError } from '../../platform/kernel/errors.ts';
import type { LoggedStatement } from '../../log/domain/logged-statement.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { Anchor, Ledger, MaterializeRequest } from '../../chain/ports/ledger.ts';

export interface MaterializationOptions {
  readonly ledger: Ledger;
  readonly leaves: LeafStore;
  readonly log: { inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]> };
  readonly sealer: { sealNow(): Promise<Anchor | null> };
}

/** Shows logged assets to the contracts: permissionless, sent by the relayer when an asset is first consented or offered. */
export class Materialization {
  readonly #options: MaterializationOptions;
  readonly #running = new Map<AssetId, Promise<Hex | null>>();

  constructor(options: MaterializationOptions) {
    this.#options = options;
  }

  /**
   * Harmless to repeat. Returns the transaction; null when the contracts knew the asset already.
   * @throws NotFoundError when the log has no such asset
   */
  async ensure(assetId: AssetId): Promise<Hex | null> {
    const running =
      this.#running.get(assetId) ?? this.#materialize(assetId).finally(() => this.#running.delete(assetId));
    this.#running.set(assetId, running);
    return running;
  }

  async #materialize(assetId: AssetId): Promise<Hex | null> {
    const { ledger, log, sealer } = this.#options;
    if (await ledger.isMaterialized(assetId)) return null;
    const published = await this.#findPublication(assetId);
    const anchor = await sealer.sealNow();
    if (anchor === null || anchor.size <= published.index) {
      throw new ConflictError(`Asset ${assetId} is not anchored yet. Try again in a moment.`);
    }
    const openings = published.openings;
    if (openings === null)
      throw new ConflictError(`Asset ${assetId} has no stored openings; it can't be shown to the contracts.`);
    return this.#send({
      statement: encodeStatement(published.statement),
      evidence: published.evidence,
      leafIndex: published.index,
      logSize: anchor.size,
      inclusionProof: await log.inclusionProof(published.index, anchor.size),
      organizationId: openings.organizationId,
      assetSalt: openings.assetSalt,
      community: openings.community,
    });
  }

  /** Another process may have been faster; the contracts know the asset all the same then. */
  async #send(request: MaterializeRequest): Promise<Hex | null> {
    const { ledger } = this.#options;
    try {
      return await ledger.materialize(request);
    } catch (error) {
      const { assetId } = decodeStatement(request.statement);
      if (error instanceof LedgerRefusedError && (await ledger.isMaterialized(assetId))) return null;
      throw error;
    }
  }

  async #findPublication(assetId: AssetId): Promise<LoggedStatement> {
    const statements = await this.#options.leaves.listByAsset(assetId);
    const published = statements.find((logged) => logged.statement.kind === 'published');
    if (published === undefined) throw new NotFoundError(`Asset ${assetId}`);
    return published;
  }
}
