import { defineText } from '../language/text.ts';

export const assetText = defineText({
  en: { noTitle: 'Without a title', noPicture: 'No picture yet' },
  zh: { noTitle: '无标题', noPicture: '暂无图片' },
});
