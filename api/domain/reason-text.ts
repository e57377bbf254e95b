import { formatDay, LAST_DAY } from '@lanran/protocol/day';
import { mediaOf, mediumName } from '@lanran/protocol/media';
import type { Reason, ReasonName } from '@lanran/protocol/reasons';
import { territoriesOf, territoryName, WORLD } from '@lanran/protocol/territories';

/** A sentence in both languages. */
export interface BilingualText {
  readonly en: string;
  readonly zh: string;
}

type Language = keyof BilingualText;

const MAX_NAMES = 8;
const DAY_BITS = 32n;
const DAY_MASK = (1n << DAY_BITS) - 1n;

/** What stands in the way, for people (LOOK, "Reasons, not errors"). */
const SENTENCES: Readonly<Record<ReasonName, (subject: bigint) => BilingualText>> = {
  ASSET_UNKNOWN: () => ({
    en: 'This asset has not been shown to the contracts yet. That happens with its first consent or offer.',
    zh: '此资产尚未登记上链；首次获得同意或发出要约时即会登记。',
  }),
  ASSET_WITHDRAWN: () => ({
    en: 'The holder has withdrawn this asset from sale.',
    zh: '持有机构已撤回此资产。',
  }),
  ASSET_DISPUTED: (count) => ({
    en: `${count} open dispute(s) freeze new licenses of this asset.`,
    zh: `此资产有 ${count} 项未决争议，暂停新的授权。`,
  }),
  LICENSEE_UNKNOWN: () => ({
    en: 'The licensee is no admitted organization. Ask the accreditor for admission.',
    zh: '被许可方不是已认证机构，请先向认证机构申请。',
  }),
  WINDOW_EMPTY: () => ({
    en: 'The window is empty: name at least one medium and territory, and a last day not before the first.',
    zh: '授权窗口为空：请至少指定一种媒介、一个国家或地区，且结束日不早于开始日。',
  }),
  WINDOW_PAST: (today) => ({
    en: `The first day has passed. Begin on ${dayText(today)} or later.`,
    zh: `开始日已过，请从 ${dayText(today)} 或之后开始。`,
  }),
  NO_CONSENT: () => ({
    en: 'The community’s council has not consented to licensing this asset.',
    zh: '社区议事会尚未同意授权此资产。',
  }),
  CONSENT_MEDIA: (bits) => ({
    en: `The council has not consented to: ${mediaText(bits, 'en')}.`,
    zh: `议事会未同意用于：${mediaText(bits, 'zh')}。`,
  }),
  CONSENT_TERRITORIES: (bits) => ({
    en: `The council has not consented for: ${territoriesText(bits, 'en')}.`,
    zh: `议事会未同意用于以下国家或地区：${territoriesText(bits, 'zh')}。`,
  }),
  CONSENT_ENDS: (day) => ({
    en: `The council’s consent ends on ${dayText(day)}. End by then.`,
    zh: `议事会的同意至 ${dayText(day)} 为止，请在此之前结束。`,
  }),
  NO_OFFER: () => ({
    en: 'The holder offers no license of this asset now.',
    zh: '持有机构目前没有此资产的要约。',
  }),
  OFFER_MEDIA: (bits) => ({
    en: `Not on offer for: ${mediaText(bits, 'en')}.`,
    zh: `要约不含：${mediaText(bits, 'zh')}。`,
  }),
  OFFER_TERRITORIES: (bits) => ({
    en: `Not on offer for: ${territoriesText(bits, 'en')}.`,
    zh: `要约不含以下国家或地区：${territoriesText(bits, 'zh')}。`,
  }),
  OFFER_DAYS: (days) => {
    const first = dayText(days >> DAY_BITS);
    const last = dayText(days & DAY_MASK);
    return { en: `The offer is for ${first} to ${last} only.`, zh: `要约期限仅为 ${first} 至 ${last}。` };
  },
  EXCLUSIVE_NOT_OFFERED: (offerId) => ({
    en: `Offer ${offerId} is not exclusive. Ask without exclusivity.`,
    zh: `要约 ${offerId} 非独占，请改为非独占申请。`,
  }),
  ALREADY_LICENSED: (licenseId) => ({
    en: `You hold license ${licenseId} for exactly this already.`,
    zh: `您已持有内容相同的许可 ${licenseId}。`,
  }),
  EXCLUSIVE_OVERLAP: (licenseId) => ({
    en: `This overlaps the exclusive license ${licenseId}.`,
    zh: `与独占许可 ${licenseId} 冲突。`,
  }),
  SHARE_RAISED: (bps) => ({
    en: `The council now asks for ${Number(bps) / 100} % of the price; the holder has to make a new offer.`,
    zh: `议事会现要求 ${Number(bps) / 100}% 的分成，持有机构须重新发出要约。`,
  }),
};

export function describeReason({ name, subject }: Reason): BilingualText {
  return SENTENCES[name](subject);
}

function mediaText(bits: bigint, language: Language): string {
  return listOf(
    mediaOf(Number(bits)).map((medium) => mediumName(medium, language)),
    language,
  );
}

function territoriesText(bits: bigint, language: Language): string {
  if (bits === WORLD) return language === 'en' ? 'the whole world' : '全球';
  return listOf(
    territoriesOf(bits).map((code) => territoryName(code, language)),
    language,
  );
}

/** The first names of a list, and how many more there are. */
function listOf(names: readonly string[], language: Language): string {
  const shown = names.slice(0, MAX_NAMES).join(language === 'en' ? ', ' : '、');
  const more = names.length - MAX_NAMES;
  if (more <= 0) return shown;
  return language === 'en' ? `${shown} and ${more} more` : `${shown}等 ${names.length} 个`;
}

/** The chain takes any uint32 as a day; what is later than year 9999 is shown as its last day. */
function dayText(day: bigint): string {
  return formatDay(Math.min(Number(day), LAST_DAY));
}
