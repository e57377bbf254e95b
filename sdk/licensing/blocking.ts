import { parseDay, todayOf } from '@lanran/protocol/kernel/day';
import {
  type BlockableOffer,
  type Blocking,
  type BlockingAnswer,
  blockingOf,
  leastPriceAgainst,
} from '@lanran/protocol/licensing/blocker';
import { MEDIA, parseMedia } from '@lanran/protocol/licensing/media';
import { FLAT_PRICE, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { type OfferedRule, ruleOf } from '../assets/offered-rule.ts';
import type { OfferTerms } from './licensing-acts.ts';

/** An open offer, or the one that is about to be. */
export interface NumberedOffer extends BlockableOffer {
  /** Null: the one that is about to be opened. */
  readonly offerId: string | null;
}

/** Of an offer by the month, as the platform shows it. */
interface ShownRule extends Omit<OfferedRule, 'minimum' | 'mediaFactors'> {
  readonly minimum: string | bigint;
  readonly mediaFactors: readonly { readonly medium: string; readonly factor: number }[];
}

/** An open offer as the platform shows it; amounts as decimal text or as numbers. */
export interface ShownOffer {
  readonly id: string;
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
  readonly price: { readonly amount: string | bigint; readonly token: string };
  readonly rule?: ShownRule | null | undefined;
}

/** In hundredths. */
const UNCHANGED = 100;

export type OfferBlocking = Blocking<NumberedOffer>;

/** What blocking an asset's exclusive licenses costs once these terms are open beside its other offers; the present day is this machine's. */
export function blockingWith(
  terms: Omit<OfferTerms, 'communityShareBps' | 'rights'>,
  open: readonly ShownOffer[],
): BlockingAnswer<NumberedOffer> {
  const opening: NumberedOffer = {
    ...terms,
    rule: terms.rule ?? FLAT_PRICE,
    token: terms.token.toLowerCase(),
    offerId: null,
  };
  const answer = blockingOf([opening, ...open.map(numbered)], todayOf(Math.floor(Date.now() / 1000)));
  // What others cost each other was so before.
  const isOfThis = ({ offer, exclusive }: Pick<OfferBlocking, 'offer' | 'exclusive'>) =>
    offer.offerId === null || exclusive.offerId === null;
  return {
    blockings: answer.blockings.filter(isOfThis),
    incomparable: answer.incomparable.filter(isOfThis),
  };
}

function numbered({
  id,
  media,
  territories,
  firstDay,
  lastDay,
  exclusive,
  price,
  rule,
}: ShownOffer): NumberedOffer {
  return {
    offerId: id,
    media: parseMedia(media.join(',')),
    territories: parseTerritories(territories.join(',')),
    firstDay: parseDay(firstDay),
    lastDay: parseDay(lastDay),
    exclusive,
    price: BigInt(price.amount),
    token: price.token.toLowerCase(),
    rule: rule == null ? FLAT_PRICE : ruleOfShown(rule, exclusive),
  };
}

/** A rule that says nothing but that prices are by the month is told from a flat price by its factor of exclusivity, which is not shown. */
function ruleOfShown(shown: ShownRule, exclusive: boolean): PriceRule {
  const mediaFactors = MEDIA.flatMap((medium) =>
    shown.mediaFactors.filter((each) => each.medium === medium).map(({ factor }) => ({ medium, factor })),
  );
  const rule = ruleOf({ ...shown, mediaFactors, minimum: BigInt(shown.minimum) });
  return exclusive ? rule : { ...rule, exclusivityFactor: UNCHANGED };
}

/** What keeps it from being cheap: a least price of which offer, null for the one that is about to be opened. */
export function remedyFor(blocking: OfferBlocking): {
  readonly offerId: string | null;
  readonly leastPrice: bigint;
} {
  return { offerId: blocking.offer.offerId, leastPrice: leastPriceAgainst(blocking) };
}
