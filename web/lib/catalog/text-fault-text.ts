import { defineText } from '../language/text.ts';

export const textFaultText = defineText({
  en: {
    tooLong: 'A search has at most 200 characters. Shorten it.',
    tooManyWords: 'A search has at most 24 words. Leave some out.',
    noWord: 'There is no letter, digit or character to search for.',
  },
  zh: {
    tooLong: '搜索文字最多 200 个字符，请缩短。',
    tooManyWords: '搜索最多 24 个词，请删去一些。',
    noWord: '其中没有可供搜索的文字或数字。',
  },
});
