import type { AnsweredAssets } from './answered-assets.ts';
import type { CouncilAsset } from './assets.ts';

type Decided = Pick<CouncilAsset, 'id' | 'access' | 'consent' | 'consentToJoin' | 'consentRefusal'>;

/**
 * How an asset stands with its council. RESTRICTED ones are never for sale (ADR 8), so that nobody asks. What belongs to a
 * collection that was consented to is decided, though its consent counts only from its first offer on; so is what the council
 * answered for one use in a request.
 */
export type Standing = 'asks' | 'answered' | 'refused' | 'consented' | 'covered' | 'never';

export function standingOf(
  { id, access, consent, consentToJoin, consentRefusal }: Decided,
  answered: AnsweredAssets,
): Standing {
  if (consent !== null) return 'consented';
  if (consentToJoin !== null) return 'covered';
  if (access === 'RESTRICTED') return 'never';
  if (consentRefusal !== null) return 'refused';
  return answered.has(id) ? 'answered' : 'asks';
}

export interface HolderAsks<Asset> {
  readonly holder: CouncilAsset['holder'];
  readonly assets: readonly Asset[];
}

/** By who keeps them, in the order in which they come. */
export function byHolder<Asset extends Pick<CouncilAsset, 'holder'>>(
  assets: readonly Asset[],
): readonly HolderAsks<Asset>[] {
  const holders = new Map<string, { holder: CouncilAsset['holder']; assets: Asset[] }>();
  for (const asset of assets) {
    const known = holders.get(asset.holder.id);
    if (known === undefined) holders.set(asset.holder.id, { holder: asset.holder, assets: [asset] });
    else known.assets.push(asset);
  }
  return [...holders.values()];
}
