import type { Catalog } from './template.ts';

/** LicenseMarket, LicenseToken and the demonstration money. */
export const MARKET_REFUSALS: Catalog = {
  UnitOfAccountNotMoney: {
    en: '{symbol} is a unit of account here: nobody holds or sends it. What is priced in it is ordered and paid by invoice; place an order.',
    zh: '{symbol}在此仅为计价单位，无人持有，也不能转账。以其计价的授权须下单并凭付款通知书支付，请改为下单。',
  },
  LicenseMarketNotMember: {
    en: '{caller} may not act for organization {organizationId}. Sign with the key of one of its owners or editors.',
    zh: '{caller}无权代表机构{organizationId}。请用其所有者或编辑的密钥签署。',
  },
  LicenseMarketNotCouncil: {
    en: '{caller} is not the council of the community behind asset {assetId}. Only the council confirms its share.',
    zh: '{caller}不是资产{assetId}所属社区的议事会。只有议事会可以确认收到分成。',
  },
  LicenseMarketTermsChanged: {
    en: 'The terms have changed: you agreed to {expected}, now it would be {actual}. Nothing was bought; ask for a quote again.',
    zh: '条款已变更：您同意的是{expected}，现为{actual}。未购买任何许可，请重新询价。',
  },
  LicenseMarketPriceAboveMaximum: {
    en: 'The price is {price}, above your maximum of {maxPrice} (both in the currency’s smallest unit). Nothing was bought; ask for a quote again.',
    zh: '价格为{price}，高于您的上限{maxPrice}（均以该币种最小单位计）。未购买任何许可，请重新询价。',
  },
  LicenseMarketPaymentMismatch: {
    en: 'Expected {expected}, but {actual} moved (both in the currency’s smallest unit): the amount sent is not the price, or the token takes a fee. Nothing was paid; send the exact amount in a token without a fee.',
    zh: '应为{expected}，实际为{actual}（均以该币种最小单位计）：付款金额与价格不符，或该代币收取转账费用。款项未付出，请用不收费用的代币支付准确金额。',
  },
  LicenseMarketPermitExpired: {
    en: 'The permission to pay was valid until {deadline:time}. Nothing was paid; sign it again.',
    zh: '付款授权的有效期至{deadline:time}，现已过期。款项未付出，请重新签署。',
  },
  LicenseMarketCountInvalid: {
    en: '{count} licenses can’t be bought at once. Choose 1 to {maxCount}.',
    zh: '一次不能购买{count}个许可，请选择1至{maxCount}个。',
  },
  LicenseMarketOperatorInvalid: {
    en: 'The operator’s payout address {operatorPayout} can’t receive money. Deploy with an address that can.',
    zh: '运营方的收款地址{operatorPayout}无法收款，部署时请填写有效地址。',
  },
  LicenseMarketNothingToClaim: {
    en: 'Organization {organizationId} has nothing to claim in the token {token}. Its credit was paid out already, or nothing was sold yet.',
    zh: '机构{organizationId}在代币{token}中没有可提取的款项：已经提取，或尚无销售。请核对币种。',
  },
  LicenseMarketPayoutRefused: {
    en: 'The payout address {payout} did not take {amount} (in the currency’s smallest unit). The credit is kept; name another payout address, then claim again.',
    zh: '收款地址{payout}未接受{amount}（以该币种最小单位计）。款项仍保留，请更换收款地址后再次提取。',
  },
  LicenseMarketAlreadyOrdered: {
    en: 'Order {orderId:license} exists already on exactly these terms. Wait for its confirmation, or cancel it.',
    zh: '条款完全相同的订单{orderId:license}已存在。请等待确认，或将其取消。',
  },
  LicenseMarketNotOrdered: {
    en: 'There is no open order {orderId:license}: it was never made, was canceled, or its license is issued. Check the orders of this asset.',
    zh: '没有待处理的订单{orderId:license}：从未下单、已取消，或许可已签发。请核对此资产的订单。',
  },
  LicenseMarketAlreadyConfirmed: {
    en: 'This was confirmed for order {orderId:license} already. The license follows once the other side has confirmed.',
    zh: '订单{orderId:license}的此项确认已完成。待另一方确认后即签发许可。',
  },
  LicenseTokenNotMarket: {
    en: '{caller} can’t issue licenses: only the market does. Buy there.',
    zh: '{caller}不能签发许可：只有许可市场可以。请在市场购买。',
  },
  LicenseTokenUnknown: {
    en: 'There is no license {licenseId:license}. Check the id, or whether the terms are unchanged.',
    zh: '许可{licenseId:license}不存在。请核对编号，或条款是否有改动。',
  },
  LicenseTokenLocked: {
    en: 'The terms of license {licenseId:license} don’t let it be transferred. The other organization has to buy its own.',
    zh: '许可{licenseId:license}的条款不允许转让，对方须自行购买许可。',
  },
  LicenseTokenTermsNeeded: {
    en: 'License {licenseId:license} moves only together with its terms. Transfer it here, not as a token in a wallet.',
    zh: '许可{licenseId:license}必须连同条款一起转让。请在本平台转让，而不要在钱包中按代币转账。',
  },
  LicenseTokenLicenseeInvalid: {
    en: 'Organization {licensee} can’t get this license: it has it already, is not admitted, or is suspended. Name another admitted organization.',
    zh: '机构{licensee}不能获得此许可：它已持有、未获认证或已被暂停。请改选其他已认证的机构。',
  },
  LicenseTokenNotLicensee: {
    en: '{caller} may not act for the licensee {licensee}. Sign with the key of one of its owners or editors.',
    zh: '{caller}无权代表被许可方{licensee}。请用其所有者或编辑的密钥签署。',
  },
  LicenseTokenNotRevocable: {
    en: 'The terms of license {licenseId:license} don’t let it be revoked. It stays valid until its last day.',
    zh: '许可{licenseId:license}的条款不允许撤销，在到期日之前一直有效。',
  },
  LicenseTokenEnded: {
    en: 'License {licenseId:license} has ended or was revoked. Nothing can be done with it any more; buy a new one.',
    zh: '许可{licenseId:license}已到期或被撤销，不能再对其操作，请购买新的许可。',
  },
  LicenseTokenNotRevoker: {
    en: '{caller} may not revoke license {licenseId:license}. The asset’s holder or the council can; of a sublicense, who granted it.',
    zh: '{caller}无权撤销许可{licenseId:license}。资产的持有机构或议事会可以撤销；再许可则由授予方撤销。',
  },
  LicenseTokenReasonMissing: {
    en: 'Say why: the revocation of license {licenseId:license} needs a reason.',
    zh: '请说明理由：撤销许可{licenseId:license}必须附上理由。',
  },
  TestTokenTooMuch: {
    en: '{amount} of demonstration money is more than the {maxAmount} given at once (both in its smallest unit). Ask for less.',
    zh: '一次最多领取演示币{maxAmount}，您申请了{amount}（均以最小单位计），请减少数额。',
  },
  LicenseTokenVersionFixed: {
    en: 'License {licenseId:license} is of a fixed version: its terms let nobody take another. License the newer version anew.',
    zh: '许可{licenseId:license}限定于所售版本，其条款不允许改用其他版本。如需新版本，请另行购买许可。',
  },
  LicenseTokenVersionInvalid: {
    en: '{version} is not a version that license {licenseId:license} can take: it names none, or the one that was sold. Look at the newest version again.',
    zh: '许可{licenseId:license}不能改用{version}：它未指明版本，或就是所售版本。请重新查看最新版本。',
  },
};
