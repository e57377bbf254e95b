import { defineText } from '../language/text.ts';

export const balanceText = defineText({
  en: {
    balance: 'Your balance: {money}',
    balanceShort: 'You lack {money} for this price.',
    playMoney: 'Get play money',
    playHint: 'Play money is free and worth nothing.',
    topUp: 'Ask whoever pays for your organization to send money to your key’s address, named under Details.',
  },
  zh: {
    balance: '您的余额：{money}',
    balanceShort: '余额不足，还差 {money}。',
    playMoney: '领取演示币',
    playHint: '演示币可免费领取，不值钱。',
    topUp: '请让贵机构的付款人员向您密钥的地址转账，地址见“详情”。',
  },
});
