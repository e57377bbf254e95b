import type { Catalog } from './template.ts';

/** ConsentRegistry. `subject` is an asset or the root of a collection. */
export const CONSENT_REFUSALS: Catalog = {
  ConsentRegistryNotCouncil: {
    en: '{caller} is not the council of the community behind {subject}. Only the council consents and withdraws.',
    zh: '{caller}不是{subject}所属社区的议事会。只有议事会可以同意或撤回。',
  },
  ConsentRegistryHolderMismatch: {
    en: 'The consent for {subject} names {holder} as the holder, which does not hold it or is not admitted. Look at the asset again and name its present holder.',
    zh: '对{subject}的同意所指明的持有机构{holder}并不持有它，或未获认证。请重新查看资产并指明现持有机构。',
  },
  ConsentRegistryCustodyTooFresh: {
    en: 'Asset {assetId} changed hands this very moment. Look at its new holder, and consent again in a minute.',
    zh: '资产{assetId}刚刚移交。请先核对新的持有机构，一分钟后再同意。',
  },
  ConsentRegistryMediaInvalid: {
    en: 'The media ({media:media}) are empty or contain some that do not exist yet. Choose from the list of media.',
    zh: '所选媒介（{media:media}）为空，或含有尚未定义的媒介。请从媒介列表中选择。',
  },
  ConsentRegistryTerritoriesEmpty: {
    en: 'The consent for {subject} names no territory. Choose at least one, or the whole world.',
    zh: '对{subject}的同意没有指明国家或地区。请至少选择一个，或选择全球。',
  },
  ConsentRegistryPast: {
    en: 'The consent would have ended on {lastDay:day}, and today is {today:day}. Choose today or a later day as the last.',
    zh: '该同意的截止日为{lastDay:day}，而今天是{today:day}。请选择今天或之后的日期。',
  },
  ConsentRegistryShareTooHigh: {
    en: 'A share of {shareBps:share} is more than the whole price. Choose at most 100%.',
    zh: '分成{shareBps:share}超过全部价款，请不要高于100%。',
  },
  ConsentRegistryRightsInvalid: {
    en: 'These rights can’t be consented to: {rights:rights}. Revocation, renewal and the version sold are the holder’s alone; leave them out. Contracts of before know no consent but to transfer and sublicensing.',
    zh: '无法对这些权利表示同意：{rights:rights}。撤销、续期和限定版本由持有机构自行决定，请去掉。旧合约只能就转让和再许可表示同意。',
  },
  ConsentRegistryShareLowered: {
    en: 'The share can’t fall from {currentShareBps:share} to {shareBps:share} while the consent is in force. Withdraw it, wait seven days, then consent anew.',
    zh: '同意有效期间，分成不能从{currentShareBps:share}降到{shareBps:share}。请先撤回，满七天后再重新同意。',
  },
  ConsentRegistryShareTooEarly: {
    en: 'A share of {shareBps:share}, lower than the {lastShareBps:share} that was withdrawn, can be granted from {allowedAt:time} on. Wait until then, or ask for no less than before.',
    zh: '新的分成{shareBps:share}低于已撤回的{lastShareBps:share}，须自{allowedAt:time}起才可同意。请届时再试，或不低于原分成。',
  },
  ConsentRegistryNone: {
    en: 'There is no consent in force for the collection {root}. Check its root; it may have been withdrawn already.',
    zh: '集合{root}没有有效的同意。请核对其根哈希，它也可能已被撤回。',
  },
  ConsentRegistryCollectionInvalid: {
    en: 'A collection with root {root} and {size} asset(s) is none. Name at least one asset.',
    zh: '根为{root}、共{size}项资产的集合无效，请至少列入一项资产。',
  },
  ConsentRegistryCommunityMismatch: {
    en: 'Asset {assetId} is of another community than the collection {root}. Its own council has to consent.',
    zh: '资产{assetId}与集合{root}不属于同一社区，须由其所属社区的议事会同意。',
  },
  ConsentRegistryNotInCollection: {
    en: 'Asset {assetId} is not in the collection {root}, or the proof is of another. Fetch the proof again, or ask the council for consent to this asset.',
    zh: '资产{assetId}不在集合{root}中，或证明有误。请重新获取证明，或请议事会单独同意此资产。',
  },
  ConsentRegistryInForce: {
    en: 'Asset {assetId} has consent already. It can join a collection once the council has withdrawn that.',
    zh: '资产{assetId}已有有效的同意。须待议事会撤回后才能加入集合。',
  },
  ConsentRegistryWithdrawn: {
    en: 'The council withdrew asset {assetId} after it consented to the collection {root}. Ask the council for consent to this asset.',
    zh: '议事会在同意集合{root}之后撤回了资产{assetId}。请议事会单独同意此资产。',
  },
  ConsentRegistryDaysInvalid: {
    en: 'The first day, {firstDay:day}, comes after the last, {lastDay:day}. Choose a later last day.',
    zh: '起始日{firstDay:day}晚于截止日{lastDay:day}，请选择更晚的截止日。',
  },
  ConsentRegistryLicenseeUnknown: {
    en: 'The consent to one use names {licensee}, which is no admitted organization. Check its id.',
    zh: '单次使用的同意所指明的{licensee}不是已获认证的机构，请核对编号。',
  },
  ConsentRegistryNoUse: {
    en: 'There is no consent to one use of asset {assetId} by {licensee}: none was given, it was withdrawn, or a license was sold by it. There is nothing to withdraw.',
    zh: '没有对{licensee}单次使用资产{assetId}的有效同意：从未给出、已撤回，或已据此售出许可。无可撤回。',
  },
  ConsentRegistryNotTrusted: {
    en: '{caller} may not say that a use was sold. Act through the market.',
    zh: '{caller}无权登记使用已售出，请通过市场操作。',
  },
};
