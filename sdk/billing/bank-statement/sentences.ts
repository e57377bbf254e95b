import type { BilingualText } from '@lanran/protocol/kernel/language';

/** Of a bank statement as a whole, and of one line of it. `{value}` is a text as it was found. */
export const SENTENCES = {
  EMPTY: { en: 'The file is empty.', zh: '文件为空。' },
  TOO_LARGE: {
    en: 'The file has {bytes} bytes; at most {most} are read. Export a shorter period.',
    zh: '文件有 {bytes} 字节，最多读取 {most} 字节。请导出较短的期间。',
  },
  CHARSET: {
    en: 'Row {row} has the byte {value} (byte {at} of the file), which is not {charset}. Save the file as UTF-8 and try again.',
    zh: '第 {row} 行有字节 {value}（文件第 {at} 字节），不属于 {charset} 编码。请另存为 UTF-8 后再试。',
  },
  CHARSET_UNCLEAR: {
    en: 'Row {row} has the byte {value} (byte {at} of the file), which may be GB18030 or Windows-1252. Save the file as UTF-8 and try again.',
    zh: '第 {row} 行有字节 {value}（文件第 {at} 字节），可能是 GB18030，也可能是 Windows-1252 编码。请另存为 UTF-8 后再试。',
  },
  CHARSET_UNKNOWN: {
    en: 'The file says that it is written in {value}. Save it as UTF-8 and try again.',
    zh: '文件声明的编码是 {value}，无法读取。请另存为 UTF-8 后再试。',
  },
  FORMAT: {
    en: 'This is no bank statement that can be read. Export it as CAMT.053, MT940, or CSV with columns for date and amount.',
    zh: '无法识别此银行流水。请导出 CAMT.053、MT940，或含有日期、金额两列的 CSV。',
  },
  XML_OTHER: {
    en: 'The file is {value}, not camt.053. Export the booked statement (CAMT.053).',
    zh: '文件是 {value}，不是 camt.053。请导出已入账的对账单（CAMT.053）。',
  },
  XML_DOCTYPE: {
    en: 'The file has a DOCTYPE in line {line}, which bank statements never have. It was not read. Export it from the bank again.',
    zh: '文件第 {line} 行含有 DOCTYPE，银行对账单不会有此内容，因此未读取。请重新从银行导出。',
  },
  XML_BROKEN: {
    en: 'The file breaks off or is damaged at line {line} ({value}). None of it was taken. Export it from the bank again.',
    zh: '文件在第 {line} 行处中断或损坏，未采用其中任何内容。请重新从银行导出。',
  },
  MT940_BROKEN: {
    en: 'The statement that begins in line {line} has no closing balance (:62F:): the file breaks off. None of it was taken. Export it from the bank again.',
    zh: '第 {line} 行开始的对账单没有期末余额（:62F:），文件不完整，未采用其中任何内容。请重新从银行导出。',
  },
  CSV_BROKEN: {
    en: 'The table has quotes that do not pair (row {row}). Export it from the bank again.',
    zh: '表格第 {row} 行的引号不成对。请重新从银行导出。',
  },
  SEVERAL_ACCOUNTS: {
    en: 'The file has statements of several accounts: {value}. Say which one.',
    zh: '文件包含多个账户的流水：{value}。请选定其中一个。',
  },
  NO_SUCH_ACCOUNT: {
    en: 'The file has no statement of the account {value}; it has {accounts}.',
    zh: '文件中没有账户 {value} 的流水，只有 {accounts}。',
  },
  CURRENCY_MISSING: {
    en: 'The table does not say its currency. Say which one.',
    zh: '表格未注明币种。请指定币种。',
  },
  DATES_UNCLEAR: {
    en: 'The days, such as {value}, may begin with the day or with the month. Say DMY or MDY.',
    zh: '日期（如 {value}）无法判断是先日后月还是先月后日。请选择 DMY（日月年）或 MDY（月日年）。',
  },
  NO_ENTRY: {
    en: 'Line {line} is no entry: {value}.',
    zh: '第 {line} 行不是流水记录：{value}。',
  },
  NOT_BOOKED: {
    en: 'Line {line} is announced, but not booked yet.',
    zh: '第 {line} 行尚未入账。',
  },
  DATE: { en: 'Line {line}: {value} is not a day.', zh: '第 {line} 行：“{value}”不是日期。' },
  AMOUNT: { en: 'Line {line}: {value} is not an amount.', zh: '第 {line} 行：“{value}”不是金额。' },
  AMOUNT_UNCLEAR: {
    en: 'Line {line}: {value} may have thousands or decimals.',
    zh: '第 {line} 行：“{value}”中的分隔符可能是千分位，也可能是小数点。',
  },
  AMOUNT_DECIMALS: {
    en: 'Line {line}: {value} has more decimals than {currency} has ({decimals}).',
    zh: '第 {line} 行：“{value}”的小数位多于 {currency} 的位数（{decimals}）。',
  },
  AMOUNT_TOO_LARGE: {
    en: 'Line {line}: {value} has more than 18 digits.',
    zh: '第 {line} 行：“{value}”超过18位数字。',
  },
  CURRENCY: {
    en: 'Line {line}: {value} is no currency of ISO 4217.',
    zh: '第 {line} 行：“{value}”不是 ISO 4217 币种代码。',
  },
} as const satisfies Readonly<Record<string, BilingualText>>;
