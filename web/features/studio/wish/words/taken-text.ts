import { defineText } from '../../../../lib/language/text.ts';

/** What was sold before, as far as it stands in the way. */
export const takenText = defineText({
  en: {
    title: 'What is taken',
    none: 'Nothing: this asset has no license that is live or begins later.',
    use: 'What for',
    where: 'Where',
    how: 'How',
    when: 'From – to',
    period: '{from} – {to}',
    exclusively: 'Exclusively',
    beside: 'Beside others',
    besideNote:
      'What was sold beside others is shown together for each offer. More can be sold beside it, but nobody can have any of it alone.',
    license: 'See that license',
    overlap: {
      exclusive:
        'This overlaps a license that was sold exclusively: {media} in {territories}, {from} to {to}. Choose other uses, places or days.',
      beside:
        'Nobody can have this alone, since it was sold beside others before: {media} in {territories}, {from} to {to}. Choose other uses, places or days, or ask without exclusivity.',
    },
  },
  zh: {
    title: '已售出的范围',
    none: '此资产目前没有有效或即将生效的许可。',
    use: '用途',
    where: '地域',
    how: '方式',
    when: '起止日期',
    period: '{from}至{to}',
    exclusively: '独占',
    beside: '非独占',
    besideNote: '非独占许可按要约合并列出。其中仍可售出非独占许可，但不能再独占。',
    license: '查看该许可',
    overlap: {
      exclusive: '与一项已售出的独占许可冲突：{media}，{territories}，{from}至{to}。请另选用途、地域或日期。',
      beside:
        '此前已售出非独占许可，因而不能独占：{media}，{territories}，{from}至{to}。请另选用途、地域或日期，或改为非独占。',
    },
  },
});
