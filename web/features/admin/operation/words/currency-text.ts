import { defineText } from '../../../../lib/language/text.ts';

export const currenciesText = defineText({
  en: {
    currencies: 'Currencies',
    lead: 'Chosen at the first start, for good. Others need a new deployment: docs/operating.md, “Currencies”.',
    table: 'Currencies in which prices are named',
    currency: 'Currency',
    decimals: 'Decimals',
    payment: 'Payment',
    kinds: {
      UNIT: 'Ordered and paid by invoice',
      TOKEN: 'Bought at once, with a token of the chain',
      TEST: 'Bought at once, with play money',
    },
    addresses: 'Contracts of the currencies',
    freeTitle: 'Licenses can be had for nothing',
    free: 'Anybody can make {symbol} on this chain and buy with it whatever is priced in it. Close offers in {symbol}; without demo data no new ones should be made.',
  },
  zh: {
    currencies: '币种',
    lead: '首次启动时选定，不能更改。如需其他币种，须重新部署：见 docs/operating.md “Currencies”。',
    table: '可用于标价的币种',
    currency: '币种',
    decimals: '小数位数',
    payment: '支付方式',
    kinds: {
      UNIT: '下单后凭付款通知书支付',
      TOKEN: '以链上代币即时购买',
      TEST: '以演示币即时购买',
    },
    addresses: '各币种的合约',
    freeTitle: '许可可被无偿取得',
    free: '任何人都能在本链上自行生成 {symbol}，并以此购买以 {symbol} 标价的许可。请关闭以 {symbol} 标价的要约；没有演示数据时，不应再以其标价。',
  },
});
