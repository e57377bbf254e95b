import type { BilingualText } from '../kernel/language.ts';

/** Accounts of a statement of account, as people read them. */
export const ACCOUNT_NAMES = {
  INVOICES: { en: 'Invoices', zh: '应收款' },
  SHARES: { en: 'Community shares', zh: '社区分成' },
  CREDITS: { en: 'Credits on the platform', zh: '平台贷记' },
} as const satisfies Record<string, BilingualText>;

/** What moved such an account. */
export const ENTRY_NAMES = {
  INVOICE: { en: 'Invoice', zh: '付款通知书' },
  CREDIT_NOTE: { en: 'Credit note', zh: '取消冲减' },
  PAYMENT: { en: 'Payment confirmed', zh: '确认收款' },
  SHARE_OWED: { en: 'Share owed', zh: '应付分成' },
  SHARE_RECEIVED: { en: 'Share confirmed', zh: '确认收到分成' },
  CREDIT: { en: 'Credit of a sale', zh: '售出贷记' },
  CLAIM: { en: 'Paid out', zh: '已提取' },
} as const satisfies Record<string, BilingualText>;

export const OPENING_BALANCE: BilingualText = { en: 'Opening balance', zh: '期初余额' };
export const CLOSING_BALANCE: BilingualText = { en: 'Closing balance', zh: '期末余额' };
/** Of an old order, whose confirmation noted no day. */
export const DAY_OF_ORDER: BilingualText = {
  en: 'day of the order; the confirmation noted none',
  zh: '按下单日期；确认时未记日期',
};
