import { defineText } from '../../../../lib/language/text.ts';

/** What the list of files says of what they are. */
export const fileText = defineText({
  en: {
    misleading:
      'Named {extension}, but {format, select, none {its content is no such file} TEXT {it is plain text} other {it is a {format} file}}.',
    text: 'Text',
    moreFiles: 'Show more files',
  },
  zh: {
    misleading:
      '名称为 {extension}，{format, select, none {内容却不是该格式} TEXT {实为纯文本} other {实为 {format} 文件}}。',
    text: '文本',
    moreFiles: '显示更多文件',
  },
});
