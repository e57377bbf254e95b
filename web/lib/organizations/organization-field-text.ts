import { defineText } from '../language/text.ts';

export const organizationFieldText = defineText({
  en: {
    search: 'Type a part of its name',
    none: 'No admitted organization is called like this.',
  },
  zh: {
    search: '输入名称的一部分',
    none: '没有名称相符的已认证机构。',
  },
});
