import { defineText } from '../../../../lib/language/text.ts';

export const listConsentText = defineText({
  en: {
    title: 'Consent to a list',
    lead: 'One answer and one signature for what is yours in it.',
    holder: 'Of which holder?',
    noneTitle: 'Nothing in this list is of your community',
    none: 'Open a list that has objects of yours, or go back to what asks for you.',
    look: 'Preview',
    caption:
      '{NEW, number} new · {REPLACES, number} replace a consent · {SAME, number} as they are · {REFUSED, number} refused',
    asset: 'Object',
    outcome: 'Outcome',
    reason: 'Reason',
    kinds: {
      NEW: 'New',
      SAME: 'Has just this consent',
      REPLACES: 'Replaces that until {day}',
      REFUSED: 'Refused',
    },
    states: { DONE: 'Consented', PROPOSED: 'Asks the others', REFUSED: 'Refused', WAITING: 'Not done yet' },
    consent: '{count, plural, one {Consent to # object} other {Consent to # objects}}',
    count: '{count, plural, one {# object} other {# objects}}',
    more: 'There are more: one act takes 500. When these are done, preview again.',
    done: 'This is what became of it.',
  },
  zh: {
    title: '对清单作出同意',
    lead: '清单中属于本社区的，一次答复、一次签署。',
    holder: '哪家持有机构？',
    noneTitle: '清单中没有本社区的资产',
    none: '请打开含有本社区资产的清单，或返回待决事项。',
    look: '预览',
    caption:
      '新增 {NEW, number} 项 · 取代 {REPLACES, number} 项 · 不变 {SAME, number} 项 · 拒绝 {REFUSED, number} 项',
    asset: '资产',
    outcome: '结果',
    reason: '原因',
    kinds: { NEW: '新增', SAME: '已有同样的同意', REPLACES: '取代至{day}的同意', REFUSED: '拒绝' },
    states: { DONE: '已同意', PROPOSED: '待其他成员签署', REFUSED: '拒绝', WAITING: '尚未完成' },
    consent: '对 {count, number} 件资产作出同意',
    count: '{count, number} 件资产',
    more: '尚有其余：每次至多 500 项。本批完成后，请再次预览。',
    done: '结果如下。',
  },
});
