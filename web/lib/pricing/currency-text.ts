import { defineText } from '../language/text.ts';

export const currencyText = defineText({
  en: {
    currency: 'Currency',
    invoiced: '{price}, paid by invoice',
    kinds: { UNIT: 'Paid by invoice', TOKEN: 'Paid at once', TEST: 'Play money' },
    decimals:
      '{decimals, plural, =0 {{symbol} has no decimals: write a whole amount.} other {{symbol} has at most {decimals, number} decimals.}}',
  },
  zh: {
    currency: '币种',
    invoiced: '{price}，凭付款通知书支付',
    kinds: { UNIT: '凭付款通知书支付', TOKEN: '即时支付', TEST: '演示币' },
    decimals:
      '{decimals, plural, =0 {{symbol} 没有小数，请填写整数金额。} other {{symbol} 的小数不超过 {decimals, number} 位。}}',
  },
});
