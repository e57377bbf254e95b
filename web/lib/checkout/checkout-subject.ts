import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { CheckoutItem } from '@lanran/sdk/desk/checkout-plan';
import { parseTerritories, territoryCodes } from '@lanran/protocol/territories/territories';
import { mediaOf, parseMedia } from '@lanran/protocol/licensing/media';
import type { PictureFile } from '../../components/facts/picture.tsx';
import { writeWish } from '../territories/wish.ts';

type Names = { readonly en: string | null; readonly zh: string | null };

/** What a checkout says of an asset. */
export interface CheckoutSubject {
  readonly id: string;
  readonly title: Names;
  readonly identifier: string | null;
  readonly cover: PictureFile | null;
  readonly holder: { readonly name: Names };
  readonly community: { readonly name: Names } | null;
}

const MOST_ASKED = 50;

/** Where one asks for what can't be bought, with the use filled in. */
export function askingAddress(items: readonly Pick<CheckoutItem, 'assetId' | 'wish'>[]): string {
  const address = new URLSearchParams();
  const assets: readonly AssetId[] = [...new Set(items.map(({ assetId }) => assetId))];
  address.set('assets', assets.slice(0, MOST_ASKED).join(','));
  const wish = items[0]?.wish;
  if (wish === undefined) return `/requests/new?${address.toString()}`;
  const written = writeWish(address, {
    media: mediaOf(parseMedia(wish.media.join(','))),
    territories: territoryCodes(parseTerritories(wish.territories.join(','))),
    from: wish.from,
    to: wish.to,
    isExclusive: wish.exclusive,
  });
  return `/requests/new?${written.toString()}`;
}
