import { defineText } from '../../../lib/language/text.ts';

export const fileText = defineText({
  en: {
    files: 'Files',
    choose: 'Choose files',
    hint: 'At most {most} files of {size} each: JPEG, PNG, WebP, PDF, text in UTF-8, CSV. Only the parties can read them.',
    sending: 'Sending {name}',
    sent: 'Ready to be sent',
    remove: 'Remove {name}',
    again: 'Send {name} again',
    tooMany: 'At most {most} files go with one message. These were left out: {names}.',
    empty: 'The file is empty, as after a copy that failed. Copy it again from where it came.',
    tooLarge: 'The file has more than {size}. Make it smaller, or write where it can be found.',
    otherType: 'Threads take JPEG, PNG, WebP, PDF, text (.txt) and CSV. Save it as one of these.',
    badName:
      'The name is longer than {most} characters, or has characters that are not shown. Rename the file.',
    refusedBytes:
      'The content is not what the name says, or of a kind that threads don’t take. Save it anew as JPEG, PNG, WebP, PDF, text in UTF-8 or CSV.',
    noRoom:
      'There is no more room: a thread takes 100 MB of files, and a key some in a day. Leave files out, or wait.',
    over: 'This request is over and takes no files.',
    preview: 'Picture {name}',
    download: 'Download {name}',
    picture: 'Picture',
    document: 'PDF',
    table: 'Table',
    text: 'Text',
  },
  zh: {
    files: '文件',
    choose: '选择文件',
    hint: '最多 {most} 个文件，每个不超过 {size}：JPEG、PNG、WebP、PDF、UTF-8 文本、CSV。仅当事各方可读。',
    sending: '正在发送 {name}',
    sent: '已就绪，待发送',
    remove: '移除 {name}',
    again: '重新发送 {name}',
    tooMany: '每条消息最多附 {most} 个文件，以下文件未加入：{names}。',
    empty: '文件为空，可能是复制失败所致。请从原处重新复制。',
    tooLarge: '文件超过 {size}。请压缩，或写明可在何处取得。',
    otherType: '只接收 JPEG、PNG、WebP、PDF、文本（.txt）和 CSV。请另存为其中一种。',
    badName: '文件名超过 {most} 个字符，或含有不可见字符。请重命名。',
    refusedBytes:
      '内容与文件名不符，或不属于可接收的类型。请重新保存为 JPEG、PNG、WebP、PDF、UTF-8 文本或 CSV。',
    noRoom: '已无余量：每份申请最多 100 MB 文件，每个密钥每天亦有限额。请减少文件，或稍后再试。',
    over: '该申请已结束，不再接收文件。',
    preview: '图片 {name}',
    download: '下载 {name}',
    picture: '图片',
    document: 'PDF',
    table: '表格',
    text: '文本',
  },
});
