import type { AssetId } from '@lanran/protocol/ids';
import type { Actor } from '../domain/actor.ts';
import type { Asset } from '../domain/asset.ts';
import { ForbiddenError } from '../domain/errors.ts';
import type { DecodedAct } from '../ports/ledger.ts';
import type { CollectionJoining } from './collection-joining.ts';
import type { Materialization } from './materialization.ts';
import type { TakeDowns } from './take-downs.ts';

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
/** Acts by which a version comes to be sold. */
const OF_A_VERSION: readonly string[] = ['offer', 'buy', 'buyMany', 'order', 'renew', 'sublicense'];
/** Whoever ends a dispute may be none of the asset's people; the contract answers for what is not disputed as for what is not there. */
const ENDING_DISPUTES: readonly string[] = ['retractDispute', 'resolveDispute', 'allowDispute'];

export interface ActPreparationOptions {
  readonly catalog: { get(actor: Actor, id: AssetId): Promise<Asset> };
  readonly materialization: Materialization;
  readonly joining: Pick<CollectionJoining, 'ensure'>;
  /** What was taken down is not sold. */
  readonly takenDown: Pick<TakeDowns, 'requireVersion'>;
}

/** What an act about assets needs before it is sent, whoever signs it: a key or a Safe. */
export class ActPreparation {
  readonly #options: ActPreparationOptions;

  constructor(options: ActPreparationOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError, ForbiddenError, TakenDownError unless each asset exists for the actor and may be sold where the act sells */
  async requireAllowed(actor: Actor, act: DecodedAct): Promise<void> {
    requirePart(actor, act);
    for (const assetId of assetsToPrepare(act)) await this.#requireAllowed(actor, act, assetId);
  }

  /**
   * Also shows the assets to the contracts, and lets them join the collection whose consent the act needs. Harmless to repeat.
   */
  async prepare(actor: Actor, act: DecodedAct): Promise<void> {
    requirePart(actor, act);
    const { materialization, joining } = this.#options;
    for (const assetId of assetsToPrepare(act)) {
      const asset = await this.#requireAllowed(actor, act, assetId);
      await materialization.ensure(assetId);
      if (NEEDING_CONSENT.includes(act.functionName)) await joining.ensure(asset);
    }
  }

  async #requireAllowed(
    actor: Actor,
    { contract, functionName }: DecodedAct,
    assetId: AssetId,
  ): Promise<Asset> {
    const { catalog, takenDown } = this.#options;
    const asset = await catalog.get(actor, assetId);
    if (OF_A_VERSION.includes(functionName)) await takenDown.requireVersion(asset, asset.version);
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

function assetsToPrepare({ functionName, assetIds }: DecodedAct): readonly AssetId[] {
  return ENDING_DISPUTES.includes(functionName) ? [] : assetIds;
}
