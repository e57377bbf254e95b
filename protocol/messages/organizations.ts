import type { Catalog } from './template.ts';

/** Organizations and ProvenanceLog. */
export const ORGANIZATION_REFUSALS: Catalog = {
  OrganizationsIdZero: {
    en: 'An organization can’t have the id zero. Make the id from its short name.',
    zh: '机构编号不能为零，请由机构的简短名称生成编号。',
  },
  OrganizationsAlreadyAdmitted: {
    en: 'Organization {organizationId} is admitted already. There is nothing left to do.',
    zh: '机构{organizationId}已获认证，无需重复操作。',
  },
  OrganizationsUnknown: {
    en: 'Organization {organizationId} is not admitted. Check the id, or ask the accreditor for admission.',
    zh: '机构{organizationId}尚未获得认证。请核对编号，或向认证机构申请。',
  },
  OrganizationsKindMissing: {
    en: 'Say what organization {organizationId} is: institution, studio, community, auditor, accreditor or operator.',
    zh: '请指明机构{organizationId}的类型：收藏机构、制作公司、社区、审计机构、认证机构或运营方。',
  },
  OrganizationsAddressZero: {
    en: 'An address of organization {organizationId} is zero. Fill in its owner, its payout address and the new key.',
    zh: '机构{organizationId}有地址为零。请填写其所有者、收款地址或新密钥。',
  },
  OrganizationsCouncilInvalid: {
    en: 'Council {council} does not fit organization {organizationId}: a community needs one, and no other organization has one.',
    zh: '议事会地址{council}与机构{organizationId}不符：社区必须有议事会，其他机构不得有。请更正。',
  },
  OrganizationsNotOwner: {
    en: '{caller} is no owner of organization {organizationId}. Ask an owner, or the council of the community.',
    zh: '{caller}不是机构{organizationId}的所有者。请联系其所有者，或由社区议事会办理。',
  },
  OrganizationsRoleMissing: {
    en: 'Say which role {key} is to have: viewer, editor or owner.',
    zh: '请指明{key}的角色：查看者、编辑或所有者。',
  },
  OrganizationsMemberExists: {
    en: 'Organization {organizationId} knows the key {key} already, and a removed key does not come back. Use a new key.',
    zh: '机构{organizationId}已登记过密钥{key}，移除后的密钥不能再次加入。请使用新的密钥。',
  },
  OrganizationsNotMember: {
    en: '{key} is no member of organization {organizationId}, or no longer. Check the list of members.',
    zh: '{key}不是机构{organizationId}的成员，或已被移除。请核对成员列表。',
  },
  OrganizationsLastOwner: {
    en: '{key} is the last owner of organization {organizationId}. Add or name another owner first.',
    zh: '{key}是机构{organizationId}唯一的所有者，请先增加另一位所有者。',
  },
  OrganizationsSizeOutOfRange: {
    en: 'The key can’t stop counting at leaf {size}. Choose a size of the log from {admittedSize} (its admission) to {anchoredSize} (anchored now).',
    zh: '密钥的失效位置不能为{size}。请在{admittedSize}（加入时）与{anchoredSize}（现已锚定）之间选择日志大小。',
  },
  OrganizationsAccountTaken: {
    en: 'Organization {organizationId} would share the license account {account} with another. Admit it under another id.',
    zh: '机构{organizationId}的许可账户{account}与另一机构相同，请换用其他编号。',
  },
  OrganizationsNotCouncil: {
    en: '{caller} is not the present council of community {communityId}. Only the council can do this.',
    zh: '{caller}不是社区{communityId}的现任议事会。只有现任议事会可以办理。',
  },
  OrganizationsNotCommunity: {
    en: 'Organization {organizationId} is no community, so that it has no council to succeed. Name a community.',
    zh: '机构{organizationId}不是社区，没有可更替的议事会。请指定社区。',
  },
  OrganizationsCandidateInvalid: {
    en: '{candidate} can’t become the council of community {communityId}: it is nobody, or the council already. Name another address.',
    zh: '{candidate}不能成为社区{communityId}的议事会：地址为空，或本来就是议事会。请指定其他地址。',
  },
  OrganizationsSuccessorNamed: {
    en: 'The council of community {communityId} named {candidate} as its successor itself; the accreditor can’t change that. Ask the council.',
    zh: '社区{communityId}的议事会已自行指定{candidate}接任，认证机构不能更改。请联系议事会。',
  },
  OrganizationsNotCandidate: {
    en: '{caller} is not named to become the council of community {communityId}. Sign with the key that is named.',
    zh: '{caller}不是社区{communityId}议事会的候任者。请用被提名的地址签署。',
  },
  OrganizationsTooEarly: {
    en: 'The council of community {communityId} may object until {seatableAt:time}. Take the seat after that.',
    zh: '社区{communityId}的现任议事会在{seatableAt:time}之前可以否决，请在此之后接任。',
  },
  OrganizationsNoSuccession: {
    en: 'Nobody is proposed as the next council of community {communityId}. There is nothing to veto.',
    zh: '社区{communityId}目前没有议事会更替提议，无需否决。',
  },
  OrganizationsNotSuspendable: {
    en: 'Organization {organizationId} can’t be suspended: only institutions, studios and auditors can. A community decides by its council.',
    zh: '机构{organizationId}不能被暂停：只有收藏机构、制作公司和审计机构可以。社区由其议事会自行决定。',
  },
  OrganizationsAlreadySuspended: {
    en: 'Organization {organizationId} is suspended from {suspendedFrom:time} on already. Lift that suspension first to announce another.',
    zh: '机构{organizationId}的暂停已经公布，自{suspendedFrom:time}起生效。如需重新公布，请先解除。',
  },
  OrganizationsNotSuspended: {
    en: 'Organization {organizationId} is not suspended. There is nothing to lift.',
    zh: '机构{organizationId}没有被暂停，无需解除。',
  },
  OrganizationsReasonMissing: {
    en: 'Say why organization {organizationId} is to be suspended. The reason is public.',
    zh: '请说明暂停机构{organizationId}的理由，理由将公开。',
  },
  ProvenanceLogZero: {
    en: 'The log’s id and its sealer can’t be zero. Fill in both.',
    zh: '日志编号和封存地址不能为零，请填写完整。',
  },
  ProvenanceLogNotSealer: {
    en: '{caller} is not the sealer. Only the sealer anchors checkpoints; let it do so, or have the operator name another.',
    zh: '{caller}不是封存者。只有封存者可以锚定检查点，请由其办理，或由运营方另行指定。',
  },
  ProvenanceLogNotAppend: {
    en: 'The tree of {size} leaves with root {root} is not shown to be an append to the anchored log. Fetch the newest checkpoint and its proof; if this goes on, somebody is rewriting the log: tell the auditors.',
    zh: '大小为{size}、根为{root}的树未被证明是在已锚定日志之后追加而成。请获取最新检查点及证明；若仍如此，可能有人在改写日志，请告知审计机构。',
  },
  ProvenanceLogSizeInvalid: {
    en: 'A tree of {size} leaves can’t follow one of {past}: a checkpoint adds at most 4,294,967,296 leaves. Anchor a smaller tree first.',
    zh: '大小为{size}的树不能接在大小为{past}的树之后：一次检查点最多增加4294967296条。请先锚定较小的树。',
  },
  ProvenanceLogSizeUnknown: {
    en: 'None of the last four anchored trees has {size} leaves. Fetch a proof for a newer one.',
    zh: '最近四次锚定中没有大小为{size}的日志，请针对较新的锚定重新获取证明。',
  },
};
