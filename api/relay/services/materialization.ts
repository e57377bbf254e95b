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
import type { LoggedStatement, StatementOpenings } from '../../log/domain/logged-statement.ts';
import type { LeafStore } from '../../log/ports/leaf-store.ts';
import type { Anchor, Ledger, MaterializeRequest } from '../../chain/ports/ledger.ts';

export interface MaterializationOptions {
  readonly ledger: Ledger;
  readonly leaves: LeafStore;
  readonly log: {
    inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]>;
    inclusionProofs(indexes: readonly number[], size: number): Promise<readonly (readonly Uint8Array[])[]>;
  };
  readonly sealer: { sealNow(): Promise<Anchor | null> };
}

type OpenedPublication = LoggedStatement & { readonly openings: StatementOpenings };

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
    const { ledger, log } = this.#options;
    const failures = new Map<AssetId, DomainError>();
    const missing = await this.#listMissing(assetIds);
    const found: OpenedPublication[] = [];
    for (const assetId of missing) {
      const failure = await findRefusal(this.#findOpened(assetId).then((opened) => found.push(opened)));
      if (failure !== null) failures.set(assetId, failure);
    }
    if (found.length === 0) return failures;
    const anchor = await this.#sealOver(found);
    const proofs = await log.inclusionProofs(
      found.map(({ index }) => index),
      anchor.size,
    );
    const requests = found.map((opened, at) => requestOf(opened, { anchor, proof: proofs[at] ?? [] }));
    const refusals = await ledger.materializeAll(requests);
    const refused = found.flatMap(({ statement }, at) => {
      const reasons = refusals[at] ?? null;
      return reasons === null ? [] : [{ assetId: statement.assetId, reasons }];
    });
    // Another process may have been faster.
    const stillMissing = new Set(await this.#listMissing(refused.map(({ assetId }) => assetId)));
    for (const { assetId, reasons } of refused)
      if (stillMissing.has(assetId)) failures.set(assetId, new LedgerRefusedError(reasons));
    return failures;
  }

  async #listMissing(assetIds: readonly AssetId[]): Promise<AssetId[]> {
    const { ledger } = this.#options;
    const known = await Promise.all(assetIds.map((assetId) => ledger.isMaterialized(assetId)));
    return assetIds.filter((_, at) => known[at] !== true);
  }

  async #materialize(assetId: AssetId): Promise<Hex | null> {
    if (await this.#options.ledger.isMaterialized(assetId)) return null;
    const opened = await this.#findOpened(assetId);
    const anchor = await this.#sealOver([opened]);
    const proof = await this.#options.log.inclusionProof(opened.index, anchor.size);
    return this.#send(requestOf(opened, { anchor, proof }));
  }

  /** An anchor that covers the statements. */
  async #sealOver(published: readonly LoggedStatement[]): Promise<Anchor> {
    const anchor = await this.#options.sealer.sealNow();
    const beyond = published.find(({ index }) => anchor === null || index >= anchor.size);
    if (anchor !== null && beyond === undefined) return anchor;
    throw new ConflictError(
      `Asset ${beyond?.statement.assetId ?? ''} is not anchored yet. Try again in a moment.`,
    );
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

  async #findOpened(assetId: AssetId): Promise<OpenedPublication> {
    const statements = await this.#options.leaves.listByAsset(assetId);
    const published = statements.find((logged) => logged.statement.kind === 'published');
    if (published === undefined) throw new NotFoundError(`Asset ${assetId}`);
    const { openings } = published;
    if (openings === null)
      throw new ConflictError(`Asset ${assetId} has no stored openings; it can't be shown to the contracts.`);
    return { ...published, openings };
  }
}

async function rejectIf(failure: DomainError | undefined): Promise<null> {
  if (failure !== undefined) throw failure;
  return null;
}

function requestOf(
  { statement, evidence, index, openings }: OpenedPublication,
  { anchor, proof }: { readonly anchor: Anchor; readonly proof: readonly Uint8Array[] },
): MaterializeRequest {
  return {
    statement: encodeStatement(statement),
    evidence,
    leafIndex: index,
    logSize: anchor.size,
    inclusionProof: proof,
    organizationId: openings.organizationId,
    assetSalt: openings.assetSalt,
    community: openings.community,
  };
}
