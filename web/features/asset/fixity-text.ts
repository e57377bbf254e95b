import { defineText } from '../../lib/text.ts';

/** Stored originals, read again. */
export const fixityText = defineText({
  en: {
    title: 'Are the originals still whole?',
    intact: 'Whole',
    intactSays:
      '{count, plural, one {The one original is as it was published} other {All # originals, of every version, are as they were published}}: last read again, byte for byte, by {when}.',
    notYet: 'Not read again yet',
    notYetSays: 'Every stored original is read again from time to time and compared with what was published.',
    notYetSome: '{count, plural, one {One newer file} other {# newer files}} had no turn yet.',
    damaged: 'Damaged',
    damagedSays:
      '{count, plural, one {One of the originals} other {# of the originals}} ({files} in all) could not be read as published. What was damaged is not given out; its holder can bring it back.',
    late: 'Reading is late',
    lateSays: 'Some originals were last read on {when}, longer ago than planned. The operator sees it too.',
    check: 'Check this yourself',
    statement: 'The statement is in the log:',
    going: 'The originals are being read now.',
    readNow: 'Read them again now',
    files: 'What is damaged',
    states: {
      OK: 'Whole again',
      DAMAGED: 'Other bytes than were published',
      MISSING: 'Missing',
      UNREADABLE: 'Cannot be read to its end',
    },
    since: 'found {when}',
    bringBack: 'Bring the file back',
    bringBackLead:
      'Choose the file from a package that was downloaded, from a backup, or from where it was published. Its name does not matter: it is taken only if it is, byte for byte, what was published; nothing else changes anything.',
    bringBackHint: 'Files, or a folder with them: each is compared here, and only what is wanted is sent.',
    comparing: 'Comparing {path}',
    sending: 'Sending {path}',
    isBack: '{count, plural, one {One original is} other {# originals are}} whole again.',
    isStated: 'The next check states it in the log.',
    none: 'Nothing of what you chose is what is missing here.',
    noneSays:
      '{count, plural, one {The one file was} other {All # files were}} compared by size and SHA-256. Look in another folder or an older backup.',
  },
  zh: {
    title: '原件是否完好？',
    intact: '完好',
    intactSays: '各版本共 {count} 份原件均与发布时一致；最近一次逐字节重新读取完成于 {when}。',
    notYet: '尚未复读',
    notYetSays: '所存原件会定期重新读取，并与发布时比对。',
    notYetSome: '另有 {count} 个较新的文件尚未轮到。',
    damaged: '有损坏',
    damagedSays:
      '{files} 份原件中有 {count} 份读出的内容与发布时不符或无法读取。损坏的文件不予提供；其持有机构可将其恢复。',
    late: '复读逾期',
    lateSays: '部分原件上次读取于 {when}，已超过计划的间隔。运营方也会看到此提示。',
    check: '自行核验',
    statement: '相关声明已记入日志：',
    going: '正在重新读取原件。',
    readNow: '立即重新读取',
    files: '损坏的文件',
    states: {
      OK: '已恢复完好',
      DAMAGED: '内容与发布时不同',
      MISSING: '文件缺失',
      UNREADABLE: '无法完整读取',
    },
    since: '发现于 {when}',
    bringBack: '恢复文件',
    bringBackLead:
      '请从已下载的授权包、备份或发布时的来源中选择该文件。文件名不限：只有与发布时逐字节相同才会被接受，其他内容不会造成任何改变。',
    bringBackHint: '可选择文件或文件夹：均在本机比对，只发送所需的文件。',
    comparing: '正在比对 {path}',
    sending: '正在发送 {path}',
    isBack: '已有 {count} 份原件恢复完好。',
    isStated: '下一次复读会将此记入日志。',
    none: '所选文件中没有此处所缺的文件。',
    noneSays: '已按大小与 SHA-256 比对 {count} 个文件。请查看其他文件夹或更早的备份。',
  },
});
