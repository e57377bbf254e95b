import { defineText } from '../language/text.ts';

export const waitingText = defineText({
  en: {
    waiting:
      '{count, plural, one {1 waits for you} =100 {99+ wait for you} other {{count, number} wait for you}}',
  },
  zh: {
    waiting: '{count, plural, =100 {超过 99 项待您查看} other {{count, number} 项待您查看}}',
  },
});
