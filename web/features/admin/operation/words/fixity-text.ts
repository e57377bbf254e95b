import { defineText } from '../../../../lib/language/text.ts';

/** Stored originals, read again. */
export const fixityText = defineText({
  en: {
    title: 'Stored originals',
    lead: 'Every stored original is read again from time to time, byte for byte, and compared with what was published. Each run is one statement in the log.',
    well: 'All whole when they were last read',
    damaged:
      '{count, plural, one {One original is damaged, missing or unreadable} other {# originals are damaged, missing or unreadable}}',
    late: 'Reading is late: some originals were last read on {when}',
    repair:
      'Their holders see them on the asset’s page and can bring them back; so can you: lanran fixity status names them, lanran fixity repair takes files from a package or a backup.',
    originals: 'Originals',
    schedule: 'Each is read',
    everyDays: '{count, plural, one {every day} other {at least every # days}}',
    lastRun: 'Last run ended',
    never: 'There was none yet',
    statement: 'Its statement',
    nextRun: 'Next run begins',
    nothing: 'When something is published',
    readNow: 'Read everything now',
    going: 'Reading: {read} of about {files}',
  },
  zh: {
    title: '所存原件',
    lead: '所存原件会定期逐字节重新读取，并与发布时比对。每次复读在日志中记为一条声明。',
    well: '最近一次读取时均完好',
    damaged: '有 {count} 份原件损坏、缺失或无法读取',
    late: '复读逾期：部分原件上次读取于 {when}',
    repair:
      '持有机构可在资产页面看到并恢复这些文件；您也可以处理：lanran fixity status 列出文件，lanran fixity repair 从授权包或备份中取回。',
    originals: '原件数',
    schedule: '读取间隔',
    everyDays: '至少每 {count} 天一次',
    lastRun: '上次复读结束于',
    never: '尚未进行',
    statement: '相关声明',
    nextRun: '下次复读开始于',
    nothing: '有内容发布之后',
    readNow: '立即全部复读',
    going: '正在读取：{read} / 约 {files}',
  },
});
