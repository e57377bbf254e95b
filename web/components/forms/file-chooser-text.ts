import { defineText } from '../../lib/language/text.ts';

export const fileChooserText = defineText({
  en: {
    drop: 'Drag files or whole folders here',
    dropFolder: 'Drag the folder here',
    dropNow: 'Let go to add',
    choose: 'Choose files',
    chooseFolder: 'Choose a folder',
    reading: 'Looking through the folder … {count, plural, =0 {} one {# file} other {# files}}',
  },
  zh: {
    drop: '将文件或整个文件夹拖到此处',
    dropFolder: '将文件夹拖到此处',
    dropNow: '松开即可添加',
    choose: '选择文件',
    chooseFolder: '选择文件夹',
    reading: '正在查看文件夹……{count, plural, =0 {} other {已找到 # 个文件}}',
  },
});
