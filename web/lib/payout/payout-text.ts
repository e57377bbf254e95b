import { defineText } from '../language/text.ts';

/** Whose an address is, and where money goes. */
export const payoutText = defineText({
  en: {
    holder: {
      council: 'the council',
      candidate: 'named to be the next council',
      member: 'a member’s key',
      elder: 'one person’s own key, not the council’s',
      shared: 'a Safe of one of its people',
      nobody: 'nobody who acts for the organization now',
    },
    you: 'you',
    from: 'Where the money is paid from then on',
    fromHint: 'It is signed together with this change: one signature.',
    payee: 'Where it is paid from now on',
    keep: 'Where it is paid now: {holder}',
    newKey: 'To the new key',
    ownKey: 'To your own key',
    memberKey: 'To {name}',
    councilKey: 'To the council',
    newCouncil: 'To the new council',
    nextCouncil: 'To those named to follow',
    atSeat: 'Whoever takes the seat is asked again where the money is paid.',
    other: 'Another address …',
    address: 'Payout address',
    addressHint: 'It begins with 0x. Paste it, and compare its end with the person who keeps the money.',
    addressBad: 'This is no address. Copy it once more, whole.',
    choose: 'Say where the money is paid from then on.',
    concern: {
      nobody:
        'The money would go to a key that nobody who acts for you has any more. What is paid there is lost to you.',
      'one-person':
        'The money would go to one person’s own key, although the council decides together. That person could spend it alone.',
    },
    warn: {
      nobody:
        'Your money is paid to an address of nobody who acts for you now. Change it before you claim: what is paid there may be lost.',
      'one-person':
        'Your money is paid to one person’s own key, although the council decides together. Have it paid to the council.',
    },
    change: 'Change where it is paid',
  },
  zh: {
    holder: {
      council: '议事会',
      candidate: '已提名的下届议事会',
      member: '成员的密钥',
      elder: '某一位成员的个人密钥，并非议事会',
      shared: '由该机构成员持有的 Safe 地址',
      nobody: '现已无人代表该机构持有',
    },
    you: '您',
    from: '此后收益付往何处',
    fromHint: '与本次更改一并签署，只需签一次。',
    payee: '今后付往何处',
    keep: '不变：{holder}',
    newKey: '付给新密钥',
    ownKey: '付给您自己的密钥',
    memberKey: '付给{name}',
    councilKey: '付给议事会',
    newCouncil: '付给新议事会',
    nextCouncil: '付给被提名者',
    atSeat: '就任者届时会再被问及收益付往何处。',
    other: '其他地址……',
    address: '收款地址',
    addressHint: '以 0x 开头。请粘贴，并与管钱的人核对末尾的字符。',
    addressBad: '这不是有效地址。请重新完整复制。',
    choose: '请说明此后收益付往何处。',
    concern: {
      nobody: '收益将付往一把已无人代表贵方持有的密钥。付到那里的款项将无法取回。',
      'one-person': '议事会由多人共同决定，而收益将付往某一个人的密钥，此人可以独自支配。',
    },
    warn: {
      nobody: '收益现付往一个已无人代表贵方持有的地址。请在领取之前更改：付到那里的款项可能无法取回。',
      'one-person': '议事会由多人共同决定，而收益现付往某一个人的密钥。请改付给议事会。',
    },
    change: '更改收款地址',
  },
});
