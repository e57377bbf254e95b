import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Actor } from '../../platform/kernel/actor.ts';
import type { Asset } from '../../assets/domain/asset.ts';
import { type DomainError, findRefusal, ForbiddenError } from '../../platform/kernel/errors.ts';
import type { DecodedAct } from '../../chain/ports/ledger.ts';
import type { CollectionJoining } from '../../consent/services/collection-joining.ts';
import type { Materialization } from './materialization.ts';
import type { VersionsOnSale } from '../../licensing/services/versions-on-sale.ts';

const SELLING: readonly string[] = ['OfferBook', 'LicenseMarket'];
/** Acts that the contracts refuse without consent in force. */
const NEEDING_CONSENT: readonly string[] = [
  'offer',
  'buy',
  'buyMany',
  'order',
  'renew',
  'sublicense',
  'confirmPaid',
  'confirmShare',
];
/** Whoever ends a dispute may be none of the asset's people; the contract answers for what is not disputed as for what is not there. */
const ENDING_DISPUTES: readonly string[] = ['retractDispute', 'resolveDispute', 'allowDispute'];

export interface ActPreparationOptions {
  readonly catalog: { get(actor: Actor, id: AssetId): Promise<Asset> };
  readonly materialization: Materialization;
  readonly joining: Pick<CollectionJoining, 'ensure' | 'ensureAll'>;
  readonly versions: Pick<VersionsOnSale, 'require'>;
}

/** What an act about assets needs before it is sent, whoever signs it: a key or a Safe. */
export class ActPreparation {
  readonly #options: ActPreparationOptions;

  constructor(options: ActPreparationOptions) {
    this.#options = options;
  }

  /**
   * @throws NotFoundError, ForbiddenError unless each asset exists for the actor and may be sold where the act sells;
   * VersionRefusedError, TakenDownError unless each version that it would sell or take is on sale
   */
  async requireAllowed(actor: Actor, act: DecodedAct): Promise<void> {
    requirePart(actor, act);
    for (const assetId of assetsToPrepare(act)) await this.#requireAllowed(actor, act, assetId);
    await this.#requireVersions(act);
  }

  /**
   * Also shows the assets to the contracts, and lets them join the collection whose consent the act needs. Harmless to repeat.
   */
  async prepare(actor: Actor, act: DecodedAct): Promise<void> {
    requirePart(actor, act);
    const { materialization, joining } = this.#options;
    const assets: Asset[] = [];
    for (const assetId of assetsToPrepare(act)) assets.push(await this.#requireAllowed(actor, act, assetId));
    await this.#requireVersions(act);
    for (const asset of assets) {
      await materialization.ensure(asset.id);
      if (needsConsent(act)) await joining.ensure(asset);
    }
  }

  /** As `prepare`, for many in few transactions. Why an act may not be sent, or null; in their order. */
  async prepareAll(actor: Actor, acts: readonly DecodedAct[]): Promise<(DomainError | null)[]> {
    const { materialization, joining } = this.#options;
    const assets = new Map<AssetId, Asset>();
    const refusals = await Promise.all(
      acts.map((act) => findRefusal(this.#collectAllowed(actor, act, assets))),
    );
    const allowed = acts.filter((_, at) => refusals[at] === null);
    const failures = await materialization.ensureAll([...new Set(allowed.flatMap(assetsToPrepare))]);
    const needing = new Set(allowed.filter(needsConsent).flatMap(assetsToPrepare));
    await joining.ensureAll([...assets.values()].filter(({ id }) => needing.has(id) && !failures.has(id)));
    return acts.map((act, at) => refusals[at] ?? firstOf(failures, assetsToPrepare(act)));
  }

  async #collectAllowed(actor: Actor, act: DecodedAct, assets: Map<AssetId, Asset>): Promise<void> {
    requirePart(actor, act);
    for (const assetId of assetsToPrepare(act))
      assets.set(assetId, await this.#requireAllowed(actor, act, assetId));
    await this.#requireVersions(act);
  }

  async #requireVersions({ versions }: DecodedAct): Promise<void> {
    for (const { assetId, version } of versions) await this.#options.versions.require(assetId, version);
  }

  async #requireAllowed(
    actor: Actor,
    { contract, functionName }: DecodedAct,
    assetId: AssetId,
  ): Promise<Asset> {
    const { catalog, versions } = this.#options;
    const asset = await catalog.get(actor, assetId);
    if (functionName === 'offer') await versions.require(assetId, asset.head);
    if (!SELLING.includes(contract) || asset.metadata.access !== 'RESTRICTED') return asset;
    throw new ForbiddenError(
      `Asset ${assetId} is RESTRICTED: it exists for its people alone and is not for sale. Publish what may be licensed as LICENSED.`,
    );
  }
}

/** The contracts refuse strangers whatever else is relayed; play money is anybody's, and each block is kept for good. */
function requirePart(actor: Actor, { contract }: DecodedAct): void {
  if (contract !== 'TestToken' || (actor.kind === 'member' && actor.memberships.length > 0)) return;
  throw new ForbiddenError(
    'Play money is for members of organizations. Ask for your organization to be admitted first.',
  );
}

function needsConsent({ functionName }: DecodedAct): boolean {
  return NEEDING_CONSENT.includes(functionName);
}

function firstOf(
  failures: ReadonlyMap<AssetId, DomainError>,
  assetIds: readonly AssetId[],
): DomainError | null {
  const failed = assetIds.find((assetId) => failures.has(assetId));
  return failed === undefined ? null : (failures.get(failed) ?? null);
}

function assetsToPrepare({ functionName, assetIds }: DecodedAct): readonly AssetId[] {
  return ENDING_DISPUTES.includes(functionName) ? [] : assetIds;
}
