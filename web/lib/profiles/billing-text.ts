import { defineText } from '../language/text.ts';

/** The form for who an organization is to accountants. */
export const billingText = defineText({
  en: {
    title: 'For accountants',
    lead: 'Shown to your own people and on the invoices of your orders, never to the public. Where an account is given, it takes the place of the bank details.',
    fields: {
      legalName: 'Registered name',
      taxNumber: 'Tax number',
      vatId: 'VAT number, with its country',
      email: 'E-mail address for invoices',
      address: {
        street: 'Street and number',
        postcode: 'Postcode',
        city: 'City',
        country: 'Country, two letters such as CN',
      },
      account: {
        holder: 'Account name',
        iban: 'IBAN',
        number: 'Account number, without an IBAN',
        bic: 'BIC',
        bankName: 'Bank',
      },
    },
    faults: {
      line: 'Give one line without control characters.',
      vatId: 'Give the VAT number as it is registered, beginning with its country, such as DE136695976.',
      email: 'Give one e-mail address, such as invoices@example.org.',
      country: 'Give the two letters of the country, such as CN, FR or GB; every address has one.',
      iban: 'Compare the IBAN with your bank’s: a letter or digit is wrong or missing.',
      number: 'Give an IBAN or a number of the account, not both.',
      bic: 'Give 8 or 11 letters and digits, such as DEUTDEFF.',
    },
  },
  zh: {
    title: '财务信息',
    lead: '仅供贵机构成员查看，并列于相关订单的付款通知书，绝不公开。填有账户时，付款以此账户为准。',
    fields: {
      legalName: '登记名称',
      taxNumber: '税号（统一社会信用代码）',
      vatId: '增值税号（含国家字母）',
      email: '接收账单的电子邮件',
      address: {
        street: '街道门牌',
        postcode: '邮政编码',
        city: '城市',
        country: '国家代码，两个字母，如 CN',
      },
      account: {
        holder: '户名',
        iban: 'IBAN',
        number: '账号（无 IBAN 时）',
        bic: 'BIC',
        bankName: '开户行',
      },
    },
    faults: {
      line: '请在一行内填写，不含控制字符。',
      vatId: '请按登记填写增值税号，以国家字母开头，如 DE136695976。',
      email: '请填写一个电子邮件地址，例如 invoices@example.org。',
      country: '请填写国家的两个字母，如 CN、FR、GB；有地址就须填国家。',
      iban: 'IBAN 有误：请与银行所给的逐位核对。',
      number: 'IBAN 与账号只填其一。',
      bic: '请填写 8 位或 11 位字母数字，如 DEUTDEFF。',
    },
  },
});
