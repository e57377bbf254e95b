import { defineText } from '../language/text.ts';

export const waitingText = defineText({
  en: {
    waiting: '{count, plural, one {1 new notice} =100 {99+ new notices} other {{count, number} new notices}}',
  },
  zh: {
    waiting: '{count, plural, =100 {超过 99 条新通知} other {{count, number} 条新通知}}',
  },
});
