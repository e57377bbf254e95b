import { type Day, formatDay } from '@lanran/protocol/kernel/day';
import { bitsOf, mediaOf, type Medium } from '@lanran/protocol/licensing/media';
import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { type PriceParts, pricePartsOf, priceOf } from '@lanran/protocol/licensing/pricing';
import { parseTerritories, territoryCodes } from '@lanran/protocol/territories/territories';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { ShownParts } from '../../../../lib/pricing/shown-rule.ts';
import { type OfferDraft, requestOf } from './offer-draft.ts';

/** What some use would cost by the offer as it is written now. */
interface PriceExample {
  readonly media: readonly Medium[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly parts: ShownParts;
  readonly price: bigint;
}

/** Days of which a year and a month are begun and no further month. */
const YEAR: Day = 364;
const MONTH: Day = 27;

/** All that is offered for a year, and one medium in one place for a month. Of a draft without problems. */
export function priceExamples(draft: OfferDraft, currency: PlatformCurrency): readonly PriceExample[] {
  const offer = requestOf(draft, currency);
  const { rule } = offer;
  if (rule === undefined) return [];
  const until = (days: Day) => Math.min(offer.lastDay, offer.firstDay + days);
  const [medium] = draft.media;
  const place = draft.rule.groups[0]?.territories ?? draft.territories.slice(0, 1);
  const wishes: readonly Wish[] = [
    { ...windowOf(offer), lastDay: until(YEAR) },
    {
      ...windowOf(offer),
      media: medium === undefined ? offer.media : bitsOf([medium]),
      territories: parseTerritories(place.join(',')) & offer.territories,
      lastDay: until(MONTH),
    },
  ];
  return wishes
    .filter(({ territories }) => territories !== 0n)
    .map((wish) => ({
      media: mediaOf(wish.media),
      territories: territoryCodes(wish.territories),
      firstDay: formatDay(wish.firstDay),
      lastDay: formatDay(wish.lastDay),
      parts: shownParts(pricePartsOf({ price: offer.price, rule }, wish), {
        price: offer.price,
        minimum: rule.minimum,
      }),
      price: priceOf({ price: offer.price, rule }, wish),
    }));
}

function windowOf({ media, territories, firstDay, lastDay, exclusive }: Wish): Wish {
  return { media, territories, firstDay, lastDay, exclusive };
}

function shownParts(
  parts: PriceParts,
  { price, minimum }: { readonly price: bigint; readonly minimum: bigint },
): ShownParts {
  return {
    ...parts,
    computed: parts.computed.toString(),
    pricePerMonth: price.toString(),
    minimum: minimum.toString(),
  };
}
