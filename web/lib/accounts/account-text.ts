import { defineText } from '../language/text.ts';

export const accountText = defineText({
  en: {
    title: 'Statement of account',
    first: 'First day',
    last: 'Last day',
    save: 'Save statement (CSV)',
    paper: 'Statement (PDF)',
    file: 'account',
    saved: 'Saved.',
    empty: 'Nothing happened until then.',
  },
  zh: {
    title: '对账单',
    first: '起始日',
    last: '截止日',
    save: '保存对账单（CSV）',
    paper: '对账单（PDF）',
    file: '对账单',
    saved: '已保存。',
    empty: '截至该日没有往来。',
  },
});
