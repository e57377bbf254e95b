import { isAllGone } from '../../../../lib/taking-down/left.ts';

interface OnSale {
  readonly access: 'OPEN' | 'LICENSED' | 'RESTRICTED';
  readonly isWithdrawn: boolean;
  readonly isTakenDown: boolean;
  readonly versions: readonly { readonly takeDown: object | null }[];
}

/** Is there a version left that a license could be of? */
export function mayBeLicensed(asset: OnSale): boolean {
  return asset.access !== 'RESTRICTED' && !asset.isWithdrawn && !isAllGone(asset);
}
