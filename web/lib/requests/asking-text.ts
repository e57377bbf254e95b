import { defineText } from '../language/text.ts';

/** Ways to the page on which somebody asks, and to what was asked. */
export const askingText = defineText({
  en: {
    requests: 'Requests',
    ask: 'Ask the holder and the council',
    askHolder: 'Ask the holder',
    askOther: 'Ask for other terms',
    askHint: 'Describe what you need; they answer with terms for just this use, or say why not.',
    askSeveral: 'To ask for several at once, add them to a list and press “Ask for all” there.',
    question: 'Ask a question',
    review: 'Ask the council to look at this',
    reviewMany:
      '{count, plural, one {Ask the council to look at this one} other {Ask the councils to look at these {count, number}}}',
    askAll: '{count, plural, one {Ask for this one} other {Ask for all {count, number}}}',
    askRefused:
      '{count, plural, one {Ask for the one that can’t be licensed} other {Ask for the {count, number} that can’t be licensed}}',
  },
  zh: {
    requests: '申请',
    ask: '向持有机构和议事会申请',
    askHolder: '向持有机构申请',
    askOther: '申请其他条款',
    askHint: '请说明您的需要。对方会就这一次使用提出条款，或说明为何不可。',
    askSeveral: '要一次申请多件，请先加入清单，再在清单中点“申请全部”。',
    question: '提问',
    review: '请议事会审看',
    reviewMany: '请议事会审看这 {count, number} 件',
    askAll: '申请全部 {count, number} 件',
    askRefused: '申请不能许可的 {count, number} 件',
  },
});
