import type { Catalog } from './template.ts';

/** OpenZeppelin's tokens, signatures and guards. */
export const TOKEN_REFUSALS: Catalog = {
  ERC20InsufficientBalance: {
    en: '{sender} has {balance} and would need {needed} (both in the currency’s smallest unit). Nothing was paid; add money, then try again.',
    zh: '{sender}的余额为{balance}，需要{needed}（均以该币种最小单位计）。款项未付出，请充值后再试。',
  },
  ERC20InsufficientAllowance: {
    en: '{spender} may spend {allowance} of this money and would need {needed} (both in the currency’s smallest unit). Nothing was paid; allow the full price, then try again.',
    zh: '{spender}获准支用的额度为{allowance}，需要{needed}（均以该币种最小单位计）。款项未付出，请授权足额后再试。',
  },
  ERC20InvalidSender: {
    en: 'Money can’t come from {sender}. Name an address that has it.',
    zh: '{sender}不能作为付款地址，请填写有余额的地址。',
  },
  ERC20InvalidReceiver: {
    en: 'Money can’t go to {receiver}. Name another address.',
    zh: '{receiver}不能作为收款地址，请填写其他地址。',
  },
  ERC20InvalidApprover: {
    en: '{approver} can’t allow anybody to spend money. Sign with the key that owns it.',
    zh: '{approver}不能授权他人支用，请用款项所有者的密钥签署。',
  },
  ERC20InvalidSpender: {
    en: '{spender} can’t be allowed to spend money. Name the market.',
    zh: '不能授权{spender}支用款项，请填写许可市场的地址。',
  },
  ERC2612ExpiredSignature: {
    en: 'The permission to pay was valid until {deadline:time}. Nothing was paid; sign it again.',
    zh: '付款授权的有效期至{deadline:time}，现已过期。款项未付出，请重新签署。',
  },
  ERC2612InvalidSigner: {
    en: 'The permission to pay from {owner} was signed by {signer}, or for another amount, or used already. Sign it again with the key of {owner}.',
    zh: '从{owner}付款的授权由{signer}签署，或金额不符，或已使用过。请用{owner}的密钥重新签署。',
  },
  ERC721NonexistentToken: {
    en: 'There is no license {tokenId:license}. Check the id.',
    zh: '许可{tokenId:license}不存在，请核对编号。',
  },
  ERC721IncorrectOwner: {
    en: 'License {tokenId:license} belongs to {owner}, not to {sender}. Name its present licensee.',
    zh: '许可{tokenId:license}属于{owner}，而非{sender}。请指明现被许可方。',
  },
  ERC721InsufficientApproval: {
    en: '{operator} may not move license {tokenId:license}. A member of the licensee transfers it here.',
    zh: '{operator}无权移动许可{tokenId:license}，请由被许可方的成员在本平台转让。',
  },
  ERC721InvalidApprover: {
    en: '{approver} can’t let others move licenses. A member of the licensee transfers them here.',
    zh: '{approver}不能授权他人移动许可，请由被许可方的成员在本平台转让。',
  },
  ERC721InvalidOperator: {
    en: '{operator} can’t be allowed to move licenses. A member of the licensee transfers them here.',
    zh: '不能授权{operator}移动许可，请由被许可方的成员在本平台转让。',
  },
  ERC721InvalidOwner: {
    en: '{owner} can’t have licenses. Name an organization’s license account.',
    zh: '{owner}不能持有许可，请填写机构的许可账户。',
  },
  ERC721InvalidReceiver: {
    en: 'A license can’t go to {receiver}. Name an admitted organization.',
    zh: '许可不能转给{receiver}，请指定已认证的机构。',
  },
  ERC721InvalidSender: {
    en: 'This license exists already and can’t be issued again (from {sender}). Use the one that exists, or choose another window.',
    zh: '此许可已存在，不能重复签发（来自{sender}）。请使用现有许可，或另选授权窗口。',
  },
  InvalidAccountNonce: {
    en: 'What {account} signed is not its next act, which has the number {currentNonce}. Something else went first; sign again.',
    zh: '{account}签署的不是其下一项操作（下一编号为{currentNonce}），已有其他操作先行。请重新签署。',
  },
  ECDSAInvalidSignature: {
    en: 'The signature belongs to no key. Sign again.',
    zh: '签名无法对应任何密钥，请重新签署。',
  },
  ECDSAInvalidSignatureLength: {
    en: 'A signature of {length} bytes is none. Sign again with a wallet that makes 65-byte signatures.',
    zh: '长度为{length}字节的签名无效，请用能生成65字节签名的钱包重新签署。',
  },
  ECDSAInvalidSignatureS: {
    en: 'The signature could have a twin (its s is {s}). Sign again with a wallet that makes low s.',
    zh: '签名的s值{s}过高，存在等价签名。请用能生成低s值的钱包重新签署。',
  },
  SafeERC20FailedOperation: {
    en: 'The token {token} did not make the payment. Nothing was paid; check the balance and the permission to pay.',
    zh: '代币{token}未完成付款。款项未付出，请检查余额和付款授权。',
  },
  ReentrancyGuardReentrantCall: {
    en: 'Somebody tried to act again in the middle of a payment. Nothing was paid; use a payout address or token that does not.',
    zh: '付款过程中有合约试图再次操作。款项未付出，请更换不会如此操作的收款地址或代币。',
  },
  InsufficientBalance: {
    en: 'The contract has {balance} and would need {needed} (both in the smallest unit of the chain’s coin). Send along the missing amount.',
    zh: '合约余额为{balance}，需要{needed}（均以链上原生币最小单位计），请补足差额。',
  },
  FailedCall: {
    en: 'The act that was sent on failed without a reason. Nothing was done; try it alone to see why.',
    zh: '转发的操作失败，未给出原因。未作任何更改，请单独执行以查明原因。',
  },
  AddressEmptyCode: {
    en: 'There is no contract at {target}. Check the address and the chain.',
    zh: '地址{target}上没有合约，请核对地址和所在链。',
  },
  SafeCastOverflowedUintDowncast: {
    en: 'The number {value} does not fit into {bits} bits. Choose a smaller one.',
    zh: '数值{value}超出{bits}位的范围，请改用较小的数值。',
  },
  InvalidShortString: {
    en: 'A stored name is damaged. Check the deployment.',
    zh: '存储的名称已损坏，请检查部署。',
  },
  StringTooLong: {
    en: 'The name “{str}” is too long. Choose one of at most 31 bytes.',
    zh: '名称“{str}”过长，请不要超过31字节。',
  },
};
