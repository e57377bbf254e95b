import type { Catalog } from './template.ts';

/** Who may do what, when: OpenZeppelin's AccessManaged and AccessManager, the forwarder of relayed acts, and Safes. */
export const ACCESS_REFUSALS: Catalog = {
  AuthorityDelayTooShort: {
    en: 'A member of role {roleId} waits at least {shortestSeconds} seconds before it acts; {delaySeconds} are too few. Name a delay as long or longer.',
    zh: '角色{roleId}的成员办理事项前至少须等待{shortestSeconds}秒，{delaySeconds}秒过短。请填写不短于此的时长。',
  },
  AccessManagedUnauthorized: {
    en: '{caller} has no role that allows this. Ask the accreditor, the operator or the guardian, whose act it is.',
    zh: '{caller}没有办理此事的角色。请由有权的认证机构、运营方或监护人办理。',
  },
  AccessManagedRequiredDelay: {
    en: '{caller} may do this only {delay:days} after announcing it. Announce it first.',
    zh: '{caller}须先公示，满{delay:days}后才能办理。请先提交公示。',
  },
  AccessManagedInvalidAuthority: {
    en: '{authority} can’t decide on access: there is no contract. Name the deployed authority.',
    zh: '{authority}不能作为权限合约：该地址没有合约。请填写已部署的权限合约。',
  },
  AccessManagerNotScheduled: {
    en: 'Act {operationId} was not announced. Announce it, wait for its delay, then do it.',
    zh: '操作{operationId}尚未公示。请先公示，等待期满后再办理。',
  },
  AccessManagerNotReady: {
    en: 'The delay of act {operationId} is not over yet. Wait until the day it was announced for.',
    zh: '操作{operationId}的公示期尚未届满，请到期后再办理。',
  },
  AccessManagerExpired: {
    en: 'Act {operationId} was announced too long ago. Announce it again.',
    zh: '操作{operationId}的公示已过期，请重新公示。',
  },
  AccessManagerAlreadyScheduled: {
    en: 'Act {operationId} is announced already. Wait for its delay to pass.',
    zh: '操作{operationId}已经公示，请等待期满。',
  },
  AccessManagerLockedRole: {
    en: 'Role {roleId} can’t be changed by anybody. Choose another role.',
    zh: '角色{roleId}不可更改，请选择其他角色。',
  },
  AccessManagerLockedFunction: {
    en: 'The function {selector} can’t be given to anybody. Choose another.',
    zh: '函数{selector}不可授予任何人，请选择其他函数。',
  },
  AccessManagerInvalidInitialAdmin: {
    en: '{initialAdmin} can’t be the first administrator. Deploy with another address.',
    zh: '{initialAdmin}不能作为首任管理员，部署时请使用其他地址。',
  },
  AccessManagerBadConfirmation: {
    en: 'A role is given up only by its own holder. Confirm with the key that has it.',
    zh: '角色只能由其持有人自行放弃，请用持有该角色的密钥确认。',
  },
  AccessManagerUnauthorizedAccount: {
    en: '{msgsender} does not have role {roleId}. Ask somebody who has it.',
    zh: '{msgsender}没有角色{roleId}，请由具有该角色者办理。',
  },
  AccessManagerUnauthorizedCall: {
    en: '{caller} may not call {selector} of {target}. Ask somebody whose role allows it.',
    zh: '{caller}无权调用{target}的{selector}，请由有权的角色办理。',
  },
  AccessManagerUnauthorizedConsume: {
    en: '{target} can’t use up announced acts. Only the contract they are meant for does.',
    zh: '{target}不能核销已公示的操作，只有目标合约可以。',
  },
  AccessManagerUnauthorizedCancel: {
    en: '{msgsender} may not cancel what {caller} announced ({selector} of {target}). Only {caller} or the guardian of that act can.',
    zh: '{msgsender}无权取消{caller}的公示（{target}的{selector}）。只有{caller}或该操作的监护人可以。',
  },
  ERC2771ForwarderExpiredRequest: {
    en: 'The signed act had to reach the chain by {deadline:time}. Nothing was done; sign again.',
    zh: '已签署的操作须在{deadline:time}之前送达链上，现已过期。未作任何更改，请重新签署。',
  },
  ERC2771ForwarderInvalidSigner: {
    en: 'The act of {from} was signed by {signer}, or changed after signing, or done already. Sign again with the key of {from}.',
    zh: '以{from}名义的操作由{signer}签署，或签署后被改动，或已执行过。请用{from}的密钥重新签署。',
  },
  ERC2771ForwarderMismatchedValue: {
    en: 'The act is to pay {requestedValue}, but {msgValue} was sent along. Send exactly that amount.',
    zh: '该操作应支付{requestedValue}，实际随附{msgValue}。请支付准确金额。',
  },
  ERC2771ForwarderNoRefundReceiver: {
    en: 'Several acts can be sent together only if somebody is named to get back what is left. Name an address.',
    zh: '一并提交多项操作时须指定余款的退回地址，请填写。',
  },
  BatchForwarderExpired: {
    en: 'The signed acts had to reach the chain by {deadline:time}. What was done stays done; sign the others again.',
    zh: '已签署的各项操作须在{deadline:time}之前送达链上，现已过期。已完成的仍然有效，其余请重新签署。',
  },
  BatchForwarderInvalidSigner: {
    en: 'The acts of {from} were signed by {signer}, or changed after signing. Sign again with the key of {from}.',
    zh: '以{from}名义的各项操作由{signer}签署，或签署后被改动。请用{from}的密钥重新签署。',
  },
  BatchForwarderUntrustfulTarget: {
    en: 'The contract {to} takes no relayed acts, so that act {index} was not done. Use the addresses of this installation.',
    zh: '合约{to}不接受代发的操作，第{index}项未执行。请使用本平台的合约地址。',
  },
  BatchForwarderNotSigned: {
    en: 'Act {index} is none of those that were signed. Send exactly what was signed, or sign again.',
    zh: '第{index}项不在已签署的操作之中。请原样提交已签署的内容，或重新签署。',
  },
  BatchForwarderDone: {
    en: 'Act {index} was done before. Nothing has to be done again; reload to see it.',
    zh: '第{index}项此前已经完成，无需重做。请刷新后查看。',
  },
  BatchForwarderCallFailed: {
    en: 'Act {index} was refused by its contract ({reason}). None of the acts sent with it was done; send the others without it.',
    zh: '第{index}项被合约拒绝（{reason}），与其一并提交的操作均未执行。请去掉该项后重新提交。',
  },
  ERC2771UntrustfulTarget: {
    en: 'The contract {target} takes no relayed acts from {forwarder}. Use the addresses of this installation.',
    zh: '合约{target}不接受{forwarder}代发的操作。请使用本平台的合约地址。',
  },
  GS010: {
    en: 'The council’s Safe did not get enough gas for this. Send it again with a higher limit. (GS010)',
    zh: '议事会Safe钱包的gas不足，请提高上限后重新发送。（GS010）',
  },
  GS013: {
    en: 'The council’s Safe signed, but the act itself was refused by the contract. Nothing was done; look at the reason of the act alone, then sign again. (GS013)',
    zh: '议事会Safe钱包签名有效，但合约拒绝了其操作。未作任何更改，请查明该操作被拒的原因后重新签署。（GS013）',
  },
  GS020: {
    en: 'Too few members of the council have signed. Gather the missing signatures, then send it again. (GS020)',
    zh: '议事会的签名数量不足，请收集齐全后再提交。（GS020）',
  },
  GS024: {
    en: 'The signature of a contract that belongs to the council is not valid. Have it sign again. (GS024)',
    zh: '议事会中某个合约成员的签名无效，请其重新签署。（GS024）',
  },
  GS025: {
    en: 'A member of the council is named as agreeing but has not approved this act. Have them approve or sign it. (GS025)',
    zh: '列为同意的某位议事会成员尚未批准此操作，请其批准或签署。（GS025）',
  },
  GS026: {
    en: 'A signature is not by a member of the council, is there twice, or is of another act. Gather the signatures again, for exactly this act. (GS026)',
    zh: '有签名不属于议事会成员、重复，或针对的是另一操作。请针对此操作重新收集签名。（GS026）',
  },
};
