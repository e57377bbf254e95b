import { formatDay } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { PriceRule } from '@lanran/protocol/licensing/pricing';
import { rightsBits, type RightsBits } from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import { getAsset, type Asset } from '../assets/assets.ts';
import { RefusedError } from '../kernel/errors.ts';
import { closeOfferAct, offerAct, type OfferTerms } from './licensing-acts.ts';
import type { Platform } from '../kernel/session.ts';
import { relay, relayUnlessDone, type RelayedAct } from '../acts/relaying.ts';
import { isSameRule } from '../assets/offered-rule.ts';
import { isSameReach } from '../consent/presented-window.ts';

export interface OfferRequest extends Wish {
  /** Of a license, or with a rule of a month, in its currency's smallest unit. */
  readonly price: bigint;
  /** The currency, by the address of its contract. */
  readonly token: Address;
  /** How the price depends on the use; left out: not at all. */
  readonly rule?: PriceRule;
  /** The one organization that can take it; left out: anybody. */
  readonly licensee?: OrganizationId;
  readonly rights: RightsBits;
  /** The community's share that the holder was shown; an offer with another one is not signed. Left out: the one that is demanded now. */
  readonly communityShareBps?: number;
}

export interface OpenedOffer extends Pick<RelayedAct, 'transaction' | 'proposal'> {
  /** Null while it is only proposed. */
  readonly offerId: string | null;
  /** True when the very same offer was open before. */
  readonly alreadyOpen: boolean;
}

/**
 * Offers licenses, with the share that the consent in force demands. The very same offer twice is one.
 * @throws RefusedError SHARE_CHANGED when another share is demanded than was shown
 */
export async function openOffer(
  platform: Platform,
  assetId: AssetId,
  request: OfferRequest,
): Promise<OpenedOffer> {
  const asset = await getAsset(platform.api, assetId);
  const { communityShareBps: shown, ...wished } = request;
  const demanded = shareOf(asset);
  // Consent to one use by the licensee may demand more than the general one, which the contract asks for first.
  const isForUse = wished.licensee !== undefined && shown !== undefined && shown > demanded;
  // A consent that is joined with the first offer demands its share only then.
  if (!isForUse && (demanded !== 0 || shown === undefined)) requireShownShare(shown, demanded);
  const terms = {
    ...wished,
    communityShareBps: shown ?? demanded,
  };
  const open = asset.offers.find((candidate) => isSameOffer(candidate, terms));
  if (open !== undefined) return { offerId: open.id, transaction: null, proposal: null, alreadyOpen: true };
  const { offerId = null, transaction, proposal } = await relayOffer(platform, asset, terms, shown);
  if (offerId === null && transaction !== null)
    throw new RefusedError('UNEXPECTED_ANSWER', `Transaction ${transaction} opened no offer.`);
  return { offerId, transaction, proposal, alreadyOpen: false };
}

async function relayOffer(
  platform: Platform,
  { id, consent }: Pick<Asset, 'id' | 'consent'>,
  terms: OfferTerms,
  shown: number | undefined,
): Promise<RelayedAct> {
  try {
    return await relay(platform, offerAct(id, terms));
  } catch (error) {
    // An asset joins its collection's consent when it is first offered; which share that demands is known only then.
    const communityShareBps = demandedBpsOf(error);
    if (consent != null || communityShareBps === null) throw error;
    requireShownShare(shown, communityShareBps);
    return relay(platform, offerAct(id, { ...terms, communityShareBps }));
  }
}

function requireShownShare(shown: number | undefined, demanded: number): void {
  if (shown === undefined || shown === demanded) return;
  throw new RefusedError(
    'SHARE_CHANGED',
    `The community’s share is ${demanded / 100} % now, you were shown ${shown / 100} %. Nothing was offered; look at the consent first.`,
  );
}

function demandedBpsOf(error: unknown): number | null {
  if (!(error instanceof RefusedError)) return null;
  const reason = error.reasons.find(({ code }) => code === 'OFFER_BOOK_SHARE_TOO_LOW');
  return reason?.data['demandedBps'] === undefined ? null : Number(reason.data['demandedBps']);
}

function shareOf({ community, consent }: Asset): number {
  return community == null ? 0 : (consent?.shareBps ?? 0);
}

type ComparedOffer = Omit<Asset['offers'][number], 'id' | 'canBeTaken' | 'licensee'> & {
  readonly licensee?: { readonly id: OrganizationId } | null | undefined;
};

/** Is the offer on just these terms? */
export function isSameOffer(open: ComparedOffer, terms: OfferTerms): boolean {
  return (
    open.price.amount === terms.price &&
    isSameRule(open.rule, terms) &&
    (open.licensee?.id ?? null) === (terms.licensee ?? null) &&
    open.price.token.toLowerCase() === terms.token &&
    open.exclusive === terms.exclusive &&
    open.communityShareBps === terms.communityShareBps &&
    rightsBits(open.rights) === terms.rights &&
    open.firstDay === formatDay(terms.firstDay) &&
    isSameReach(open, terms)
  );
}

/** Takes an offer back. Null when it was closed before. */
export async function closeOffer(platform: Platform, offerId: bigint): Promise<RelayedAct | null> {
  return relayUnlessDone(platform, closeOfferAct(offerId), 'OFFER_BOOK_OFFER_CLOSED');
}
