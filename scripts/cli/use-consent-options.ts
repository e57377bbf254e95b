import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { formatMoney, parseMoney } from '@lanran/protocol/kernel/money';
import { formatRights } from '@lanran/protocol/licensing/rights';
import { formatTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { UsageError } from '@lanran/sdk/kernel/errors';
import type { UseConsentTerms } from '@lanran/sdk/consent/consent-acts';
import type { Deployment } from '@lanran/sdk/kernel/session';
import { parseShareBps } from './consent-options.ts';
import { parseOption } from './output.ts';
import { parseRightsOption, parseWish } from './wish-options.ts';

/** `--only --min-price --media --territory --from --to [--exclusive --share-bps --rights]` as commander gives them. */
export interface UseConsentOptions {
  readonly media: string;
  readonly territory: string;
  readonly only?: string;
  readonly minPrice?: string;
  readonly from?: string;
  readonly to?: string;
  readonly until?: string;
  readonly exclusive?: boolean;
  readonly shareBps?: string;
  readonly rights?: string;
}

type Use = Omit<UseConsentTerms, 'holder' | 'licensee'>;

/** @param consentedBps what the consent to all licenses asks for, if there is one. @throws UsageError naming the option */
export function parseUseConsent(
  options: UseConsentOptions,
  { paymentToken }: Pick<Deployment, 'paymentToken'>,
  consentedBps: number | null,
): Use {
  const { media, territory, minPrice, to = options.until, shareBps, rights } = options;
  if (minPrice === undefined) throw new UsageError('--min-price', 'give the least that the license costs.');
  if (to === undefined) throw new UsageError('--to', 'give the last day of the license at the latest.');
  if (shareBps === undefined && consentedBps === null)
    throw new UsageError('--share-bps', "give the community's share of the price, 2000 for 20 %.");
  const from = options.from ?? formatDay(todayOf(Math.floor(Date.now() / 1000)));
  return {
    ...parseWish({ media, territory, from, to, exclusive: options.exclusive === true }),
    token: paymentToken.address,
    minPrice: parseOption('--min-price', () => parseMoney(minPrice, [paymentToken])).units,
    shareBps: shareBps === undefined ? (consentedBps ?? 0) : parseShareBps(shareBps),
    rights: parseRightsOption(rights),
  };
}

/** What was permitted, in words for the one document. */
export function useConsentDocument(use: Use, { paymentToken }: Pick<Deployment, 'paymentToken'>) {
  return {
    media: formatMedia(use.media),
    territories: formatTerritories(use.territories),
    from: formatDay(use.firstDay),
    to: formatDay(use.lastDay),
    exclusive: use.exclusive,
    minPrice: formatMoney(use.minPrice, paymentToken),
    shareBps: use.shareBps,
    rights: formatRights(use.rights),
  };
}

/** The same as a sentence. */
export function useConsentLine(use: Use, deployment: Pick<Deployment, 'paymentToken'>): string {
  const { media, from, to, exclusive, minPrice, shareBps, rights } = useConsentDocument(use, deployment);
  const places = territoryText(use.territories, 'en');
  return `${media} in ${places}, ${from} to ${to}${exclusive ? ', also exclusive' : ''}, for at least ${minPrice}; ${shareBps / 100} % goes to the community; rights: ${rights}`;
}
