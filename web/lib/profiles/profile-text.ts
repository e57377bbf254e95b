import { defineText } from '../language/text.ts';

/** What an organization says beforehand, and whom to ask there. */
export const profileText = defineText({
  en: {
    website: 'Website',
    email: 'E-mail',
    telephone: 'Telephone',
    contactName: 'Person or office',
    postalAddress: 'Postal address',
    welcome: 'What it welcomes',
    never: 'What it never allows',
    answers: '{days, plural, one {It answers within one day.} other {It answers within # days.}}',
    closed: 'It takes no new requests until {day}, included',
    whom: 'Whom to ask',
    beforehandTitle: 'Before you ask',
    beforehandLead: 'In their own words, for you to read. It changes no price.',
  },
  zh: {
    website: '网站',
    email: '电子邮件',
    telephone: '电话',
    contactName: '联系人或部门',
    postalAddress: '通信地址',
    welcome: '欢迎的使用',
    never: '绝不允许的使用',
    answers: '{days, plural, other {在 # 天内答复。}}',
    closed: '至{day}（含当日）暂不接受新的申请',
    whom: '联系方式',
    beforehandTitle: '询问之前',
    beforehandLead: '以下为其自述，供您参考，不影响价格。',
  },
});
