import type { IConsentRegistry } from '../../contracts/abi/ConsentRegistry.ts';
import type { TermsStruct, WishStruct } from '../../contracts/abi/LicenseMarket.ts';
import type { IOfferBook } from '../../contracts/abi/OfferBook.ts';
import { ORIGIN, RIGHT } from '../../scripts/stage/market.ts';
import type { Platform } from '../../scripts/stage/platform.ts';
import { priceByRule } from './pricing-model.ts';

const PASSED_ON = RIGHT.ADAPTABLE | RIGHT.ENDURING | RIGHT.PROMOTABLE;
const CONSENTED = BigInt(RIGHT.TRANSFERABLE | RIGHT.SUBLICENSABLE | PASSED_ON);

/** Whether a license of this block was covered by the asset's consent, or by one to this use, which then is spent. */
export async function standsOnConsent(
  { assets, consents }: Platform,
  terms: TermsStruct,
  block: number,
): Promise<boolean> {
  const assetId = String(terms.assetId);
  const { holder } = await assets.assetOf(assetId, { blockTag: block });
  const consent = await consents.consentOf(assetId, { blockTag: block });
  const isCovered = consent.holder === holder && covers(consent, terms);
  if (isCovered) return true;
  const licensee = String(terms.licensee);
  const use = await consents.useConsentOf(assetId, licensee, { blockTag: block - 1 });
  const left = await consents.useConsentOf(assetId, licensee, { blockTag: block });
  return (
    BigInt(left.holder) === 0n &&
    use.holder === holder &&
    covers(use, terms) &&
    use.firstDay <= BigInt(terms.wish.firstDay) &&
    (use.exclusive || !terms.wish.exclusive) &&
    use.token === terms.token &&
    use.minPrice <= BigInt(terms.price)
  );
}

type Consented = Pick<
  IConsentRegistry.ConsentStructOutput,
  'media' | 'territories' | 'lastDay' | 'rights' | 'shareBps'
>;

function covers(consent: Consented, { wish, rights, origin, communityShareBps }: TermsStruct): boolean {
  const isPart = origin === ORIGIN.SUBLICENSE;
  const needed = (BigInt(rights) & CONSENTED) | BigInt(isPart ? RIGHT.SUBLICENSABLE : 0);
  return (
    (BigInt(wish.media) & ~consent.media) === 0n &&
    (BigInt(wish.territories) & ~consent.territories) === 0n &&
    BigInt(wish.lastDay) <= consent.lastDay &&
    (needed & ~consent.rights) === 0n &&
    (isPart || BigInt(communityShareBps) >= consent.shareBps)
  );
}

/** What a use costs by an offer. */
export function priceOfOffer(offered: IOfferBook.OfferTermsStructOutput, wish: WishStruct): bigint {
  const { minimum, mediaFactors, groups, exclusivityFactor } = offered.rule;
  const isFlat =
    minimum === 0n && mediaFactors.length === 0 && groups.length === 0 && exclusivityFactor === 0n;
  if (isFlat) return offered.price;
  const rule = {
    minimum,
    mediaFactors: mediaFactors.map(Number),
    groups: groups.map(({ territories, factor }) => ({ territories, factor: Number(factor) })),
    exclusivityFactor: Number(exclusivityFactor),
  };
  const use = {
    media: Number(wish.media),
    territories: BigInt(wish.territories),
    firstDay: Number(wish.firstDay),
    lastDay: Number(wish.lastDay),
    exclusive: wish.exclusive,
  };
  return priceByRule(rule, offered.price, use);
}
