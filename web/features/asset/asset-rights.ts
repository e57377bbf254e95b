import type { Me } from '../../lib/session.tsx';

interface RightsAsset {
  readonly access: 'OPEN' | 'LICENSED' | 'RESTRICTED';
  readonly isWithdrawn: boolean;
  readonly holder: { readonly id: string };
  readonly community: { readonly id: string } | null;
  readonly custodyOffer: { readonly id: string } | null;
}

/** What this person may begin from the asset's page. The contracts and the platform decide; this only spares dead ends. */
export interface AssetRights {
  readonly canOffer: boolean;
  readonly canRevise: boolean;
  readonly canHandOver: boolean;
  readonly canAccept: boolean;
  readonly canWithdraw: boolean;
  /** Organization in whose name the asset may be disputed; null for nobody. */
  readonly disputesAs: string | null;
  /** Community in whose name consent may be decided; null for nobody. */
  readonly consentsAs: string | null;
  readonly canDownload: boolean;
}

export function assetRights(me: Me | null, asset: RightsAsset): AssetRights {
  const roleIn = (id: string | undefined) =>
    me?.memberships.find(({ organization }) => organization.id === id)?.role;
  const actsFor = (id: string | undefined) => ['OWNER', 'EDITOR'].includes(roleIn(id) ?? '');
  const isHolder = actsFor(asset.holder.id) && !asset.isWithdrawn;
  // A community's council counts as its owner.
  const speaksFor = asset.community !== null && actsFor(asset.community.id) ? asset.community.id : null;
  const auditor = me?.memberships.find(({ organization }) => organization.kind === 'AUDITOR')?.organization
    .id;
  const isInside = roleIn(asset.holder.id) !== undefined || roleIn(asset.community?.id) !== undefined;
  return {
    canOffer: isHolder && asset.access !== 'RESTRICTED',
    canRevise: isHolder,
    canHandOver: isHolder,
    canAccept: actsFor(asset.custodyOffer?.id) && !asset.isWithdrawn,
    canWithdraw: isHolder,
    disputesAs: speaksFor ?? auditor ?? null,
    consentsAs: asset.isWithdrawn ? null : speaksFor,
    canDownload: asset.access === 'OPEN' || isInside,
  };
}
