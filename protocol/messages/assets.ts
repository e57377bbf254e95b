import type { Catalog } from './template.ts';

/** AssetRegistry and the evidence by which it materializes. */
export const ASSET_REFUSALS: Catalog = {
  AssetRegistryAlreadyMaterialized: {
    en: 'The contracts know asset {assetId} already. Go on with the consent or the offer.',
    zh: '资产{assetId}已经上链，请直接进行同意或要约。',
  },
  AssetRegistryUnknown: {
    en: 'The contracts do not know asset {assetId} yet. Its first consent or offer shows it to them; or materialize it.',
    zh: '资产{assetId}尚未上链。首次同意或要约时会自动上链，也可以单独上链。',
  },
  AssetRegistryNotCommunity: {
    en: '{communityId} is no admitted community. Ask the accreditor to admit it first.',
    zh: '{communityId}不是已获认证的社区，请先由认证机构予以认证。',
  },
  AssetRegistryNotLogged: {
    en: 'The anchored log has no leaf {leafHash} at place {leafIndex}. Wait for the next anchor, then fetch the proof again.',
    zh: '已锚定的日志在第{leafIndex}位没有叶{leafHash}。请等待下一次锚定后重新获取证明。',
  },
  AssetRegistryNotSigner: {
    en: '{signer}, who signed leaf {leafIndex}, was no owner or editor of organization {organizationId} at that place of the log. Publish again with a key that is.',
    zh: '签署第{leafIndex}叶的{signer}当时不是机构{organizationId}的所有者或编辑。请改用有权的密钥重新发布。',
  },
  AssetRegistryNotHolder: {
    en: '{caller} may not act for the holder {holder}. Sign with the key of one of its owners or editors.',
    zh: '{caller}无权代表持有机构{holder}。请用其所有者或编辑的密钥签署。',
  },
  AssetRegistryAlreadyWithdrawn: {
    en: 'Asset {assetId} is withdrawn already, and a withdrawal is for good. Publish a new asset to license it again.',
    zh: '资产{assetId}已被撤回，且撤回不可恢复。如需再次授权，请发布新的资产。',
  },
  AssetRegistryTakerInvalid: {
    en: 'Organization {organizationId} can’t take over asset {assetId}: it is not admitted, or holds the asset already. Name another admitted organization.',
    zh: '机构{organizationId}不能接管资产{assetId}：它尚未获得认证，或本来就持有该资产。请改选其他已认证的机构。',
  },
  AssetRegistryNotOfferedCustody: {
    en: 'Asset {assetId} is not offered to organization {organizationId}, or no longer. Ask its holder to offer custody.',
    zh: '资产{assetId}没有移交给机构{organizationId}的提议，或提议已失效。请持有机构先提议移交。',
  },
  AssetRegistryNotMember: {
    en: '{caller} may not act for organization {organizationId}. Sign with the key of one of its owners or editors.',
    zh: '{caller}无权代表机构{organizationId}。请用其所有者或编辑的密钥签署。',
  },
  AssetRegistryNotDisputant: {
    en: '{caller} can’t dispute assets for {organizationId}: only the council of a community and the members of an auditor can. Ask one of them.',
    zh: '{caller}不能代表{organizationId}提出争议：只有社区议事会和审计机构的成员可以。请联系其中一方。',
  },
  AssetRegistryAlreadyDisputed: {
    en: 'Organization {organizationId} disputes asset {assetId} already. Wait for the accreditor’s decision.',
    zh: '机构{organizationId}已对资产{assetId}提出争议，请等待认证机构裁决。',
  },
  AssetRegistryNotDisputed: {
    en: 'Organization {organizationId} has no open dispute about asset {assetId}. Check which disputes are open.',
    zh: '机构{organizationId}对资产{assetId}没有未决争议，请核对有哪些争议尚未裁决。',
  },
  AssetRegistryReasonMissing: {
    en: 'Say why: a dispute about asset {assetId}, its resolution and a taking down need a reason.',
    zh: '请说明理由：对资产{assetId}提出争议、作出裁决或下架都必须附上理由。',
  },
  AssetRegistryDisputeTooEarly: {
    en: 'A dispute of organization {organizationId} about asset {assetId} was resolved lately. It can dispute the asset again from {allowedAt:time} on, or earlier if the accreditor allows it.',
    zh: '机构{organizationId}对资产{assetId}的争议刚有裁决，{allowedAt:time}起才能再次提出；经认证机构允许可提前。',
  },
  AssetRegistryNotWaiting: {
    en: 'No dispute of organization {organizationId} about asset {assetId} was resolved lately, so that it waits for nothing. There is nothing to allow.',
    zh: '机构{organizationId}近期没有就资产{assetId}裁决过的争议，不受等待期限制，无需另行允许。',
  },
  AssetRegistrySuspended: {
    en: 'Organization {organizationId} is suspended: it can’t publish or dispute. Ask the accreditor to lift the suspension.',
    zh: '机构{organizationId}已被暂停，不能发布资产或提出争议。请联系认证机构解除暂停。',
  },
  AssetRegistryMayNotTakeDown: {
    en: '{caller} can’t take down asset {assetId} for {organizationId}: only the holder’s owners and editors and the council of the asset’s community can. Ask one of them.',
    zh: '{caller}不能代表{organizationId}下架资产{assetId}：只有持有机构的所有者、编辑和该资产所属社区的议事会可以。请联系其中一方。',
  },
  AssetRegistryAlreadyTakenDown: {
    en: 'Of asset {assetId}, the scope {scopeHash} is taken down already. There is nothing left to do.',
    zh: '资产{assetId}的范围{scopeHash}已经下架，无需重复操作。',
  },
  EvidenceNotAMember: {
    en: 'Evidence of type {evidenceType} names no member’s key. Only a statement signed by a member, alone or in a batch, shows an asset to the contracts.',
    zh: '类型{evidenceType}的凭据不含成员密钥。只有成员签署（单独或成批）的声明才能使资产上链。',
  },
  EvidenceNotCanonical: {
    en: 'The evidence with hash {evidenceHash} is not encoded as it must be. Take it unchanged from the log.',
    zh: '哈希为{evidenceHash}的凭据编码不符合规范。请原样使用日志中的凭据。',
  },
  EvidenceNotInBatch: {
    en: 'The path does not lead from statement {index} to the signed batch of {count}. Take the proof unchanged from the log.',
    zh: '该路径不能证明第{index}条声明属于已签署的{count}条一批。请原样使用日志中的证明。',
  },
  EvidenceSignatureInvalid: {
    en: 'The signature with hash {signatureHash} is malformed. Sign again with a wallet that makes ordinary 65-byte signatures.',
    zh: '哈希为{signatureHash}的签名格式不正确。请用能生成标准65字节签名的钱包重新签署。',
  },
};
