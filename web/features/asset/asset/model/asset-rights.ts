import type { Me } from '../../../../lib/session/session.tsx';
import { isAllGone } from '../../../../lib/taking-down/left.ts';

interface RightsAsset {
  readonly id: string;
  readonly isTakenDown: boolean;
  readonly versions: readonly { readonly takeDown: object | null }[];
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
  /** The page on which the person may take it down; null for who may not. */
  readonly takesDownAt: string | null;
  /** The page on which the person may dispute the asset; null for who may not. */
  readonly disputesAt: string | null;
  /** Community in whose name consent may be decided; null for nobody. */
  readonly consentsAs: string | null;
  readonly canDownload: boolean;
}

/** @param seated communities whose council the person is, or is a member of */
export function assetRights(me: Me | null, asset: RightsAsset, seated: readonly string[]): AssetRights {
  const roleIn = (id: string | undefined) =>
    me?.memberships.find(({ organization }) => organization.id === id)?.role;
  const actsFor = (id: string | undefined) => ['OWNER', 'EDITOR'].includes(roleIn(id) ?? '');
  const isHolder = actsFor(asset.holder.id) && !asset.isWithdrawn;
  // Members of a community who are not its council decide nothing for it.
  const speaksFor =
    asset.community !== null && seated.includes(asset.community.id) ? asset.community.id : null;
  const auditor = me?.memberships.find(
    ({ role, organization }) => organization.kind === 'AUDITOR' && role !== 'VIEWER',
  )?.organization;
  // What no community stands behind, any council may dispute.
  const council = asset.community === null ? seated[0] : undefined;
  const isInside = roleIn(asset.holder.id) !== undefined || roleIn(asset.community?.id) !== undefined;
  return {
    canOffer: isHolder && asset.access !== 'RESTRICTED' && !isAllGone(asset),
    canRevise: isHolder,
    canHandOver: isHolder,
    canAccept: actsFor(asset.custodyOffer?.id) && !asset.isWithdrawn,
    canWithdraw: isHolder,
    takesDownAt: takeDownPlace(asset, { isHolder: actsFor(asset.holder.id), council: speaksFor }),
    disputesAt: disputePlace({ council: speaksFor ?? council, auditor: auditor?.id }),
    consentsAs: asset.isWithdrawn ? null : speaksFor,
    canDownload: asset.access === 'OPEN' || isInside,
  };
}

function takeDownPlace(
  asset: RightsAsset,
  { isHolder, council }: { readonly isHolder: boolean; readonly council: string | null },
): string | null {
  if (isAllGone(asset)) return null;
  if (isHolder) return `/assets/${asset.id}/take-down`;
  return council === null ? null : `/council/${council}/take-down/${asset.id}`;
}

function disputePlace({
  council,
  auditor,
}: Readonly<Record<'council' | 'auditor', string | undefined>>): string | null {
  if (council !== undefined) return `/council/${council}/disputes`;
  return auditor === undefined ? null : `/auditor/${auditor}`;
}
