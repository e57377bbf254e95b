import type { AssetId } from '@lanran/protocol/ids';
import type { AssetStore } from '../ports/asset-store.ts';
import type { OfferStore } from '../ports/licensing-stores.ts';

/** From the asset's open offers, so that repeating an old leaf leaves the asset as the newest one made it. */
export async function showOnOffer(
  { assets, offers }: { readonly assets: AssetStore; readonly offers: OfferStore },
  assetId: AssetId,
): Promise<void> {
  const open = await offers.listOpen([assetId]);
  await assets.setOnOffer(assetId, open.length > 0);
}
