import { parseDay } from '@lanran/protocol/kernel/day';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { mediaOf, mediumName, parseMedia } from '@lanran/protocol/licensing/media';
import { CONSENTED_RIGHTS, rightName, rightsBits, rightsOf } from '@lanran/protocol/licensing/rights';
import { mediaBeyond, territoriesBeyond, type Window } from '@lanran/protocol/licensing/window';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import type { LicensingFacts } from '../consent/licensing-facts.ts';
import type { StatedReason } from '../kernel/errors.ts';
import type { OfferTerms } from './licensing-acts.ts';

/** Of an asset that is open at once (OfferBook). */
const MOST_OFFERS = 32;

/** A reason of this library, in the contracts' form. */
export function stated(code: string, en: string, zh: string, data: StatedReason['data'] = {}): StatedReason {
  return { code, data, en, zh };
}

export const NOT_FOUND = stated(
  'NOT_FOUND',
  'There is no such asset, or you may not see it.',
  '没有该资产，或您无权查看。',
);

/** Why nothing of the asset can be offered by this holder, whatever the terms. */
export function assetRefusals(
  { asset, isHolderSuspended, isTakenDown }: LicensingFacts,
  holder: OrganizationId,
): StatedReason[] {
  const reasons: StatedReason[] = [];
  if (asset.holder.id !== holder)
    reasons.push(
      stated('NOT_HOLDER', 'Another organization holds it.', '该资产由其他机构持有。', {
        holder: asset.holder.slug,
      }),
    );
  if (asset.isWithdrawn) reasons.push(stated('WITHDRAWN', 'It is withdrawn.', '该资产已撤回。'));
  if (asset.access === 'RESTRICTED')
    reasons.push(stated('RESTRICTED', 'It is restricted, and so not for sale.', '该资产限制开放，不出售。'));
  if (isTakenDown)
    reasons.push(stated('TAKEN_DOWN', 'Its newest version was taken down.', '其最新版本已下架。'));
  if (isHolderSuspended)
    reasons.push(stated('HOLDER_SUSPENDED', 'Its holder is suspended.', '持有机构已被暂停。'));
  return reasons;
}

/** Why these terms can't be offered, by what the community permits and what is open. */
export function termsRefusals(facts: LicensingFacts, terms: OfferTerms): StatedReason[] {
  const { offers } = facts;
  if (offers.length < MOST_OFFERS) return consentRefusals(facts, terms);
  return [
    ...consentRefusals(facts, terms),
    stated(
      'OFFERS_FULL',
      `It has ${MOST_OFFERS} open offers, the most there can be. Close one.`,
      `已有 ${MOST_OFFERS} 项要约，达到上限。请先关闭一项。`,
    ),
  ];
}

function consentRefusals({ asset, consent }: LicensingFacts, terms: OfferTerms): StatedReason[] {
  if (asset.community == null) return [];
  if (consent == null)
    return [
      stated('NO_CONSENT', 'Its community has not consented.', '其社区尚未同意。', {
        community: asset.community.slug,
      }),
    ];
  return [...reachRefusals(consent, terms), ...shareRefusals(consent, terms)];
}

type Consent = NonNullable<LicensingFacts['consent']>;

function reachRefusals(consent: Consent, terms: Omit<Window, 'firstDay'>): StatedReason[] {
  const media = mediaBeyond(terms.media, parseMedia(consent.media.join(',')));
  const territories = territoriesBeyond(terms.territories, parseTerritories(consent.territories.join(',')));
  const reasons: StatedReason[] = [];
  if (media !== 0) {
    const names = (language: 'en' | 'zh') =>
      mediaOf(media)
        .map((medium) => mediumName(medium, language))
        .join(language === 'en' ? ', ' : '、');
    reasons.push(
      stated('CONSENT_MEDIA', `Not consented: ${names('en')}.`, `未获同意的媒介：${names('zh')}。`),
    );
  }
  if (territories !== 0n)
    reasons.push(
      stated(
        'CONSENT_TERRITORIES',
        `Not consented: ${territoryText(territories, 'en')}.`,
        `未获同意的国家/地区：${territoryText(territories, 'zh')}。`,
      ),
    );
  if (parseDay(consent.lastDay) < terms.lastDay)
    reasons.push(
      stated('CONSENT_ENDS', `Consent ends on ${consent.lastDay}.`, `同意的截止日为 ${consent.lastDay}。`, {
        lastDay: consent.lastDay,
      }),
    );
  return reasons;
}

function shareRefusals(
  consent: Consent,
  terms: Pick<OfferTerms, 'rights' | 'communityShareBps'>,
): StatedReason[] {
  const reasons: StatedReason[] = [];
  const unconsented = terms.rights & CONSENTED_RIGHTS & ~rightsBits(consent.rights);
  if (unconsented !== 0) {
    const names = (language: 'en' | 'zh') =>
      rightsOf(unconsented)
        .map((right) => rightName(right, language))
        .join(language === 'en' ? ', ' : '、');
    reasons.push(
      stated('CONSENT_RIGHTS', `Rights not consented: ${names('en')}.`, `未获同意的权利：${names('zh')}。`),
    );
  }
  if (terms.communityShareBps < consent.shareBps)
    reasons.push(
      stated(
        'SHARE_RAISED',
        `The community asks for ${consent.shareBps / 100} % of each price.`,
        `社区要求每笔价款的 ${consent.shareBps / 100}%。`,
        { demandedBps: String(consent.shareBps) },
      ),
    );
  return reasons;
}
