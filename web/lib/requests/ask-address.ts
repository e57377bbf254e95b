import { MEDIA } from '@lanran/protocol/licensing/media';
import { type WishDraft, writeWish } from '../territories/wish.ts';

/** USE: for an organization. QUESTION: to the holder, without terms. REVIEW: a holder asks a council to look. */
export const ASKED_KINDS = ['USE', 'QUESTION', 'REVIEW'] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];

/** As many as one send takes. */
export const MOST_ASKED = 50;

interface AskOptions {
  readonly kind?: AskedKind;
  readonly assetIds: readonly string[];
  /** As far as it is described. */
  readonly wish?: WishDraft | null;
}

/** Where assets are asked for, with the use filled in. */
export function askAddress({ kind = 'USE', assetIds, wish = null }: AskOptions): string {
  const address = new URLSearchParams({ assets: assetIds.slice(0, MOST_ASKED).join(',') });
  if (kind !== 'USE') address.set('kind', kind);
  return `/requests/new?${(wish === null ? address : writeWish(address, wish)).toString()}`;
}

interface AgreedTerms {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
}

/** Where an asset is licensed on these terms, by this offer. */
export function licenseAddress(assetId: string, terms: AgreedTerms, offerId: string): string {
  const wish = wishDraftOf(terms);
  return `/assets/${assetId}/license?${writeWish(new URLSearchParams({ offer: offerId }), wish).toString()}`;
}

/** What the platform shows of terms, as a form has it. */
export function wishDraftOf({ media, territories, firstDay, lastDay, exclusive }: AgreedTerms): WishDraft {
  return {
    media: MEDIA.filter((medium) => media.includes(medium)),
    territories: [...territories],
    from: firstDay,
    to: lastDay,
    isExclusive: exclusive,
  };
}
