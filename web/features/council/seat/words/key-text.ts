import { defineText } from '../../../../lib/language/text.ts';

export const keyText = defineText({
  en: {
    you: 'you',
    together: 'all of you together',
    council: 'the council',
    notKey:
      'That is no number of a key. It begins with 0x, followed by 40 letters and digits; the person finds it under “Your key”.',
    itself: 'That is the present council itself.',
  },
  zh: {
    you: '您',
    together: '你们共同',
    council: '议事会',
    notKey: '这不是密钥编号。它以 0x 开头，后接 40 个字母和数字；对方可在“您的密钥”中找到。',
    itself: '这就是现任议事会。',
  },
});
