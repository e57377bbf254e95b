import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { decodeStatement, encodeStatement } from '@lanran/protocol/log/statement';
import {
  ConflictError,
  type DomainError,
  findRefusal,
  LedgerRefusedError,
  NotFoundError,
} from '../../platform/kernel/errors.ts';
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

  /** Many in few transactions. Harmless to repeat. Returns why some could not be shown, by asset. */
  async ensureAll(assetIds: readonly AssetId[]): Promise<ReadonlyMap<AssetId, DomainError>> {
    const under = assetIds.filter((assetId) => this.#running.has(assetId));
    const others = assetIds.filter((assetId) => !this.#running.has(assetId));
    const failures = this.#materializeAll(others);
    for (const assetId of others) {
      const shown = failures
        .then((all) => rejectIf(all.get(assetId)))
        .finally(() => this.#running.delete(assetId));
      // Whoever waits for it alone is told; else nobody is.
      shown.catch(() => undefined);
      this.#running.set(assetId, shown);
    }
    const all = new Map(await failures);
    for (const assetId of under) {
      const failure = await findRefusal(this.ensure(assetId));
      if (failure !== null) all.set(assetId, failure);
    }
    return all;
  }

  async #materializeAll(assetIds: readonly AssetId[]): Promise<ReadonlyMap<AssetId, DomainError>> {
    const { ledger } = this.#options;
    const failures = new Map<AssetId, DomainError>();
    const missing = await this.#listMissing(assetIds);
    if (missing.length === 0) return failures;
    const requests: MaterializeRequest[] = [];
    const shown: AssetId[] = [];
    let anchor: Anchor | null = null;
    for (const assetId of missing) {
      const asked = async () => {
        const published = await this.#findPublication(assetId);
        anchor = await this.#covering(anchor, published);
        requests.push(await this.#requestOf(published, anchor));
        shown.push(assetId);
      };
      const failure = await findRefusal(asked());
      if (failure !== null) failures.set(assetId, failure);
    }
    const refusals = await ledger.materializeAll(requests);
    const refused = shown.filter((_, at) => refusals[at] !== null);
    // Another process may have been faster.
    const stillMissing = new Set(await this.#listMissing(refused));
    shown.forEach((assetId, at) => {
      const reasons = refusals[at];
      if (reasons != null && stillMissing.has(assetId))
        failures.set(assetId, new LedgerRefusedError(reasons));
    });
    return failures;
  }

  async #listMissing(assetIds: readonly AssetId[]): Promise<AssetId[]> {
    const { ledger } = this.#options;
    const known = await Promise.all(assetIds.map((assetId) => ledger.isMaterialized(assetId)));
    return assetIds.filter((_, at) => known[at] !== true);
  }

  async #materialize(assetId: AssetId): Promise<Hex | null> {
    if (await this.#options.ledger.isMaterialized(assetId)) return null;
    const published = await this.#findPublication(assetId);
    return this.#send(await this.#requestOf(published, await this.#covering(null, published)));
  }

  /** An anchor that covers the statement: the one at hand, or one that is made now. */
  async #covering(anchor: Anchor | null, published: LoggedStatement): Promise<Anchor> {
    if (anchor !== null && anchor.size > published.index) return anchor;
    const made = await this.#options.sealer.sealNow();
    if (made !== null && made.size > published.index) return made;
    const { assetId } = published.statement;
    throw new ConflictError(`Asset ${assetId} is not anchored yet. Try again in a moment.`);
  }

  async #requestOf(published: LoggedStatement, anchor: Anchor): Promise<MaterializeRequest> {
    const { openings, statement } = published;
    if (openings === null)
      throw new ConflictError(
        `Asset ${statement.assetId} has no stored openings; it can't be shown to the contracts.`,
      );
    return {
      statement: encodeStatement(statement),
      evidence: published.evidence,
      leafIndex: published.index,
      logSize: anchor.size,
      inclusionProof: await this.#options.log.inclusionProof(published.index, anchor.size),
      organizationId: openings.organizationId,
      assetSalt: openings.assetSalt,
      community: openings.community,
    };
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

async function rejectIf(failure: DomainError | undefined): Promise<null> {
  if (failure !== undefined) throw failure;
  return null;
}
