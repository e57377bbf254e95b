import { toHex, uintBytes } from '../kernel/bytes.ts';
import { licenseIdFrom } from '../kernel/ids.ts';
import type { BilingualText } from '../kernel/language.ts';
import type { Reason, ReasonName } from '../licensing/reasons.ts';
import { dayText, mediaText, rightsText, shareText, territoriesText } from './words.ts';

const DAY_BITS = 32n;
const DAY_MASK = (1n << DAY_BITS) - 1n;
const ADDRESS_MASK = (1n << 160n) - 1n;

/** What stands in the way of a wish, and what to do about it, for people. */
export function describeReason({ name, subject }: Reason): BilingualText {
  return SENTENCES[name](subject);
}

function addressText(number: bigint): string {
  return toHex(uintBytes(number & ADDRESS_MASK, 20));
}

const SENTENCES: Readonly<Record<ReasonName, (subject: bigint) => BilingualText>> = {
  ASSET_UNKNOWN: () => ({
    en: 'This asset has not been shown to the contracts yet. That happens with its first consent or offer.',
    zh: '此资产尚未登记上链；首次获得同意或发出要约时即会登记。',
  }),
  ASSET_WITHDRAWN: () => ({
    en: 'The holder has withdrawn this asset. Licenses sold before stay valid; no new ones are sold.',
    zh: '持有机构已撤回此资产：已售出的许可继续有效，不再出售新的许可。',
  }),
  ASSET_DISPUTED: (count) => ({
    en: `${count} open dispute(s) freeze new licenses of this asset until the accreditor resolves them.`,
    zh: `此资产有${count}项争议尚未裁决，在认证机构裁决之前暂停新的许可。`,
  }),
  LICENSEE_UNKNOWN: () => ({
    en: 'The licensee is no admitted organization. Ask the accreditor for admission.',
    zh: '被许可方尚未获得认证，请先向认证机构申请。',
  }),
  WINDOW_EMPTY: () => ({
    en: 'The window is empty: name at least one medium and territory, and a last day not before the first.',
    zh: '授权窗口为空：请至少指定一种媒介、一个国家或地区，且结束日不早于开始日。',
  }),
  WINDOW_PAST: (day) => ({
    en: `The first day has passed. Begin on ${dayText(day)} or later.`,
    zh: `开始日已过，请从${dayText(day)}或之后开始。`,
  }),
  NO_CONSENT: () => ({
    en: 'The community’s council does not consent to licensing this asset, or no longer does. Ask the council first.',
    zh: '社区议事会未同意授权此资产，或已撤回同意，请先征得其同意。',
  }),
  CONSENT_MEDIA: (bits) => ({
    en: `The council has not consented to: ${mediaText(bits, 'en')}. Leave this out, or ask the council.`,
    zh: `议事会未同意用于：${mediaText(bits, 'zh')}。请去掉这些用途，或征得议事会同意。`,
  }),
  CONSENT_TERRITORIES: (bits) => ({
    en: `The council has not consented for: ${territoriesText(bits, 'en')}. Leave this out, or ask the council.`,
    zh: `议事会未同意用于以下国家或地区：${territoriesText(bits, 'zh')}。请将其去掉，或征得议事会同意。`,
  }),
  CONSENT_ENDS: (day) => ({
    en: `The council’s consent ends on ${dayText(day)}. End by then, or ask the council to extend it.`,
    zh: `议事会的同意至${dayText(day)}为止，请在此之前结束，或请议事会延长。`,
  }),
  NO_OFFER: () => ({
    en: 'The holder offers no license of this asset now. Ask the holder for an offer.',
    zh: '持有机构目前没有此资产的要约，请向其询问。',
  }),
  OFFER_MEDIA: (bits) => ({
    en: `Not on offer for: ${mediaText(bits, 'en')}. Leave this out, or ask the holder.`,
    zh: `要约不含以下用途：${mediaText(bits, 'zh')}。请将其去掉，或与持有机构商议。`,
  }),
  OFFER_TERRITORIES: (bits) => ({
    en: `Not on offer for: ${territoriesText(bits, 'en')}. Leave this out, or ask the holder.`,
    zh: `要约不含以下国家或地区：${territoriesText(bits, 'zh')}。请将其去掉，或与持有机构商议。`,
  }),
  OFFER_DAYS: (days) => {
    const first = dayText(days >> DAY_BITS);
    const last = dayText(days & DAY_MASK);
    return {
      en: `The offer is for ${first} to ${last} only. Stay within these days.`,
      zh: `要约期限为${first}至${last}，请在此期间内选择。`,
    };
  },
  EXCLUSIVE_NOT_OFFERED: (offerId) => ({
    en: `Offer ${offerId} is not exclusive. Ask without exclusivity.`,
    zh: `要约${offerId}不提供独占许可，请改为非独占。`,
  }),
  ONLY_EXCLUSIVE: (offerId) => ({
    en: `Offer ${offerId} sells exclusive licenses only. Ask for exclusivity, or for another offer.`,
    zh: `要约${offerId}仅出售独占许可，请改为独占，或选择其他要约。`,
  }),
  ALREADY_LICENSED: (id) => ({
    en: `License ${licenseIdFrom(id)} was sold on exactly these terms already. Use it, or choose another window.`,
    zh: `条款完全相同的许可${licenseIdFrom(id)}已经售出，请直接使用，或另选授权窗口。`,
  }),
  EXCLUSIVE_OVERLAP: (id) => ({
    en: `This overlaps the exclusive license ${licenseIdFrom(id)}. Choose other media, territories or days.`,
    zh: `与独占许可${licenseIdFrom(id)}冲突，请另选媒介、地区或日期。`,
  }),
  OFFER_OVERLAP: (offerId) => ({
    en: `Licenses sold from offer ${offerId} may overlap this, so that it can’t be exclusive. Choose other media, territories or days, or ask without exclusivity.`,
    zh: `要约${offerId}已售出的许可可能与此重叠，因而不能独占。请另选媒介、地区或日期，或改为非独占。`,
  }),
  CALENDAR_FULL: (count) => ({
    en: `This asset has ${count} live exclusive licenses, as many as it can have. Wait until one ends, or ask without exclusivity.`,
    zh: `此资产已有${count}个有效的独占许可，达到上限。请等其中一个到期，或改为非独占。`,
  }),
  SHARE_RAISED: (bps) => ({
    en: `The council now asks for ${shareText(bps)} of the price; the holder has to make a new offer.`,
    zh: `议事会现要求价款的${shareText(bps)}，持有机构须重新发出要约。`,
  }),
  SALES_PAUSED: () => ({
    en: 'Sales are paused. Existing licenses, claims and withdrawals are not affected; try again once sales go on.',
    zh: '销售暂停中。现有许可、提款和撤回不受影响，请待恢复后再试。',
  }),
  CONSENT_RIGHTS: (bits) => ({
    en: `The council has not consented to these rights: ${rightsText(bits, 'en')}. The holder can offer licenses without them, or ask the council.`,
    zh: `议事会未同意以下权利：${rightsText(bits, 'zh')}。持有机构可发出不含这些权利的要约，或征得议事会同意。`,
  }),
  OFFER_CLOSED: (offerId) => ({
    en: `Offer ${offerId} is closed. Ask for a quote again to see which offers are open.`,
    zh: `要约${offerId}已关闭，请重新询价以查看仍有效的要约。`,
  }),
  LICENSE_ENDED: (id) => ({
    en: `License ${licenseIdFrom(id)} has ended or was revoked, so that nothing can follow from it. Buy a new license.`,
    zh: `许可${licenseIdFrom(id)}已到期或被撤销，不能续期或再许可，请购买新的许可。`,
  }),
  NOT_RENEWABLE: (id) => ({
    en: `License ${licenseIdFrom(id)} does not grant renewal. Buy a new license for the following days.`,
    zh: `许可${licenseIdFrom(id)}的条款不含续期权，请为后续日期购买新的许可。`,
  }),
  NOT_SUBLICENSABLE: (id) => ({
    en: `License ${licenseIdFrom(id)} does not grant sublicensing. The other organization has to buy its own.`,
    zh: `许可${licenseIdFrom(id)}的条款不含再许可权，对方须自行购买许可。`,
  }),
  OUTSIDE_LICENSE: (id) => ({
    en: `This goes beyond license ${licenseIdFrom(id)}. Stay within its media, territories and days.`,
    zh: `超出许可${licenseIdFrom(id)}的范围，请在其媒介、地区和日期之内选择。`,
  }),
  VERSION_MISSING: () => ({
    en: 'The purchase names no version of the asset. Ask for a quote again; if it still names none, update the program you buy with.',
    zh: '未指明购买资产的哪个版本。请重新询价；若仍未指明，请更新您使用的程序。',
  }),
  LICENSEE_SUSPENDED: () => ({
    en: 'The licensee is suspended and can’t buy. It keeps what it bought before; ask the accreditor to lift the suspension.',
    zh: '被许可方已被暂停资格，不能购买；此前购买的许可不受影响。请向认证机构申请解除。',
  }),
  HOLDER_SUSPENDED: () => ({
    en: 'The holder is suspended, so that nothing new of this asset is sold. Licenses sold before stay valid; ask the holder when it can sell again.',
    zh: '持有机构已被暂停资格，此资产暂不出售新的许可；已售出的许可继续有效。请向持有机构询问何时恢复。',
  }),
  OFFER_RESERVED: (offerId) => ({
    en: `Offer ${offerId} is for another organization only. Ask the holder for an offer.`,
    zh: `要约${offerId}仅面向另一机构，请向持有机构索取要约。`,
  }),
  USE_DAYS: (days) => {
    const first = dayText(days >> DAY_BITS);
    const last = dayText(days & DAY_MASK);
    return {
      en: `The council’s consent for this licensee is for ${first} to ${last} only. Stay within these days, or ask the council.`,
      zh: `议事会对该被许可方的同意仅限${first}至${last}。请在此期间内选择，或征得议事会同意。`,
    };
  },
  USE_PRICE: (minPrice) => ({
    en: `The council consents for this licensee from a price of ${minPrice} on (in the currency’s smallest unit). Agree on a higher price, or ask the council.`,
    zh: `议事会对该被许可方的同意要求价款不低于${minPrice}（以该币种最小单位计）。请商定更高的价款，或征得议事会同意。`,
  }),
  USE_TOKEN: (token) => ({
    en: `The council consents for this licensee to a price in the token ${addressText(token)} only. Ask the holder for an offer in it, or ask the council.`,
    zh: `议事会对该被许可方的同意仅限以代币${addressText(token)}计价。请向持有机构索取以此计价的要约，或征得议事会同意。`,
  }),
  USE_NOT_EXCLUSIVE: () => ({
    en: 'The council’s consent for this licensee is not for an exclusive license. Ask without exclusivity, or ask the council.',
    zh: '议事会对该被许可方的同意不含独占许可。请改为非独占，或征得议事会同意。',
  }),
};
