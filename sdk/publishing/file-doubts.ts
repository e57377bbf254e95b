import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { ContentDoubt } from './file-signatures.ts';

/** What follows the path of a file that is not what its name promises; without a full stop. */
export function contentDoubtText(doubt: ContentDoubt): BilingualText {
  const { extension } = doubt;
  if (doubt.kind === 'ACTIVE')
    return {
      en: 'has script in it: it is kept as it is, and no picture is made of it',
      zh: '带有脚本：会照原样保存，但不生成图像',
    };
  if (doubt.beginsLike === null)
    return {
      en: `is named .${extension}, but its content is something else`,
      zh: `名为 .${extension}，内容却并非此类`,
    };
  return {
    en: `is named .${extension}, but its content begins like ${doubt.beginsLike}`,
    zh: `名为 .${extension}，内容开头却是 ${CHINESE.get(doubt.beginsLike) ?? doubt.beginsLike}`,
  };
}

/** Of formats that have no name of their own in every language. */
const CHINESE = new Map([
  ['a program', '可执行程序'],
  ['MPEG-4 or QuickTime', 'MPEG-4 或 QuickTime'],
]);
