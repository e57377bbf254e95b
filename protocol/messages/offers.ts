import type { Catalog } from './template.ts';

/** OfferBook, its price rules, Judgement and Calendar. */
export const OFFER_REFUSALS: Catalog = {
  OfferBookNotMember: {
    en: '{caller} may not act for organization {organizationId}. Sign with the key of one of its owners or editors.',
    zh: '{caller}无权代表机构{organizationId}。请用其所有者或编辑的密钥签署。',
  },
  OfferBookNotTrusted: {
    en: '{caller} can’t sell or release licenses here: only the market and the license token do. Buy and revoke through them.',
    zh: '{caller}不能在此出售或释放许可：只有许可市场和许可凭证合约可以。请通过它们购买或撤销。',
  },
  OfferBookAssetUnknown: {
    en: 'The contracts do not know asset {assetId} yet. Materialize it, then offer it.',
    zh: '资产{assetId}尚未上链，请先上链再发出要约。',
  },
  OfferBookAssetWithdrawn: {
    en: 'Asset {assetId} is withdrawn. Nothing new can be offered of it.',
    zh: '资产{assetId}已被撤回，不能再发出要约。请改用其他资产。',
  },
  OfferBookNoConsent: {
    en: 'The community’s council does not consent to licensing asset {assetId} by its present holder, or no longer does. Ask the council first.',
    zh: '社区议事会未同意现持有机构授权资产{assetId}，或已撤回同意，请先征得其同意。',
  },
  OfferBookTokenNotAccepted: {
    en: 'Money of the token {token} is not accepted. Choose one of the accepted currencies.',
    zh: '不接受代币{token}付款，请选择受支持的币种。',
  },
  OfferBookMediaInvalid: {
    en: 'The media ({media:media}) are empty or contain some that do not exist yet. Choose from the list of media.',
    zh: '所选媒介（{media:media}）为空，或含有尚未定义的媒介。请从媒介列表中选择。',
  },
  OfferBookTerritoriesEmpty: {
    en: 'The offer of asset {assetId} names no territory. Choose at least one, or the whole world.',
    zh: '资产{assetId}的要约没有指明国家或地区。请至少选择一个，或选择全球。',
  },
  OfferBookDaysInvalid: {
    en: 'Nothing can be offered from {firstDay:day} to {lastDay:day}; today is {today:day}. Choose a last day that is not before the first or before today.',
    zh: '要约期限{firstDay:day}至{lastDay:day}无效；今天是{today:day}。结束日不得早于开始日，也不得早于今天。',
  },
  OfferBookRightsInvalid: {
    en: 'The contracts of this installation do not know these rights: {rights:rights}. Leave them out.',
    zh: '本平台的合约没有这些权利：{rights:rights}。请去掉。',
  },
  OfferBookShareTooLow: {
    en: 'The offer gives the community {shareBps:share}, and its consent demands {demandedBps:share}. Offer at least that.',
    zh: '要约给社区的分成为{shareBps:share}，而其同意要求{demandedBps:share}。请至少达到该比例。',
  },
  OfferBookShareTooHigh: {
    en: 'The community’s {shareBps:share} and the operator’s {operatorShareBps:share} are more than the whole price. Lower the community’s share.',
    zh: '社区分成{shareBps:share}与运营方分成{operatorShareBps:share}合计超过全部价款，请调低社区分成。',
  },
  OfferBookShareWithoutCommunity: {
    en: 'No community stands behind asset {assetId}, so that nobody could be given a share. Offer it without one.',
    zh: '资产{assetId}没有所属社区，无人可得分成，请将社区分成设为零。',
  },
  OfferBookPriceTooHigh: {
    en: 'The price {price} (in the currency’s smallest unit) is higher than the contracts can count. Choose a lower one.',
    zh: '价格{price}（以该币种最小单位计）超出合约可处理的范围，请降低价格。',
  },
  OfferBookOffersFull: {
    en: 'Asset {assetId} has {maxOffers} offers that are open or have live licenses, as many as it can have. Close one that has sold nothing.',
    zh: '资产{assetId}已有{maxOffers}个开放中或仍有有效许可的要约，达到上限。请关闭一个尚未售出许可的要约。',
  },
  OfferBookOfferUnknown: {
    en: 'Offer {offerId} does not exist, or is not of this asset. Ask for a quote again.',
    zh: '要约{offerId}不存在，或不属于此资产，请重新询价。',
  },
  OfferBookOfferClosed: {
    en: 'Offer {offerId} is closed already. There is nothing left to do.',
    zh: '要约{offerId}已经关闭，无需再操作。',
  },
  JudgementRefused: {
    en: 'This can’t be sold. Ask for a quote of exactly this to see every reason.',
    zh: '无法出售。请就同一申请询价，以查看全部原因。',
  },
  JudgementLicenseUnknown: {
    en: 'No license {licenseId:license} was issued on these terms. Take the terms unchanged from the license.',
    zh: '没有按这些条款签发的许可{licenseId:license}。请原样使用该许可的条款。',
  },
  OfferBookOperatorShareInvalid: {
    en: 'An operator’s share of {operatorShareBps:share} is more than the whole price. Deploy with at most 100%.',
    zh: '运营方分成{operatorShareBps:share}超过全部价款，部署时请不要高于100%。',
  },
  OfferBookHolderSuspended: {
    en: 'Organization {organizationId} is suspended and offers nothing. Ask the accreditor; what was sold stays.',
    zh: '机构{organizationId}已被暂停，不能提出要约。请联系认证方；已售出的许可不受影响。',
  },
  OfferBookLicenseeUnknown: {
    en: 'The offer is for {licensee} alone, which is no admitted organization. Check its id.',
    zh: '该要约仅面向{licensee}，而它不是已获认证的机构，请核对编号。',
  },
  PricingDaysInvalid: {
    en: 'The last day, {lastDay:day}, is before the first, {firstDay:day}. Choose a later last day.',
    zh: '截止日{lastDay:day}早于起始日{firstDay:day}，请选择更晚的截止日。',
  },
  PricingGroupsTooMany: {
    en: 'The price rule has {count} groups of territories, and can have {maxCount}. Join some of them.',
    zh: '价格规则含有{count}个地区组，最多可有{maxCount}个，请合并其中一些。',
  },
  PricingGroupEmpty: {
    en: 'Group {at} of the price rule (counted from 0) has no territory. Name some, or leave it out.',
    zh: '价格规则的第{at}组（从0起）没有国家或地区，请指明或去掉该组。',
  },
  PricingMediaFactorsInvalid: {
    en: 'The price rule has {count} factors for media. Give one for each of the 16 media bits, or none.',
    zh: '价格规则含有{count}个媒介系数。请为16种媒介各给一个，或全部省略。',
  },
  PricingMediumNotOffered: {
    en: 'Medium {medium} (its bit, from 0) has a factor but is not offered. Offer it, or leave its factor out.',
    zh: '媒介{medium}（位序从0起）有系数却不在要约之内。请列入该媒介，或去掉其系数。',
  },
  PricingFactorZero: {
    en: 'A factor of the price rule is zero: of an offered medium, of a group, or of exclusivity. Choose at least 0.01; 1.00 changes nothing.',
    zh: '价格规则中有系数为零（所列媒介、地区组或独家系数），请至少填0.01；1.00表示不变。',
  },
  PricingBaseZero: {
    en: 'By this rule every use is free. Name a price per month or a minimum, or offer at the flat price 0.',
    zh: '按此规则任何使用都是免费的。请给出月价或最低价，或改为固定价0。',
  },
  JudgementNotMarket: {
    en: '{caller} is not the market, which alone sells. Buy through the market.',
    zh: '{caller}不是市场合约，只有市场可以出售，请通过市场购买。',
  },
  JudgementRightsInvalid: {
    en: 'A part of a license can’t have these rights: {rights:rights}. It may be revocable or of a fixed version, and have adaptation, showing after the last day, and trailers and posters where the license has them.',
    zh: '许可的一部分不能具有这些权利：{rights:rights}。只可以是可撤销或限定版本；许可本身具有改编、到期后继续放映、预告片与海报权利的，该部分也可具有。',
  },
  CalendarNotTrusted: {
    en: '{caller} may not write the calendar of exclusive licenses. Act through the market.',
    zh: '{caller}无权写入独家许可日历，请通过市场操作。',
  },
};
