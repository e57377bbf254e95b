import type { BilingualText } from '@lanran/protocol/kernel/language';
import { fillIn } from '@lanran/protocol/messages/template';

/* What an import says of a folder, table, mapping or record: one catalog for the command line and the page. */

/** Sentences follow the row and the column at fault. `{value}` is a text as it was found, `{quoted}` the same for a terminal. */
const SENTENCES = {
  FOLDER_UNREADABLE: { en: "{path} can't be read: {reason}.", zh: '无法读取 {path}（{reason}）。' },
  TABLE_MISSING: {
    en: '{folder} has no {names}. Put the table beside the files.',
    zh: '{folder} 中没有 metadata.csv 或 metadata.jsonl。请将表格与文件放在一起。',
  },
  TABLE_TWICE: {
    en: '{folder} has {only} and {other}. Take one of them away.',
    zh: '{folder} 中既有 {only} 又有 {other}。请移走其中之一。',
  },
  TABLE_TOO_LARGE: {
    en: '{name} has {bytes} bytes; at most {most} are read. Split it.',
    zh: '{name} 有 {bytes} 字节，最多读取 {most} 字节。请拆分后再试。',
  },
  TABLE_EMPTY: {
    en: '{path} has no records. Give it a row for each asset.',
    zh: '{path} 中没有记录。请为每件资产写一行。',
  },
  TABLE_ENCODING: {
    en: '{path} is not in {encodings}. Save it as "CSV UTF-8", or name its encoding in the mapping.',
    zh: '{path} 不是所试的编码（{tried}）。请另存为“CSV UTF-8”，或在映射中注明编码。',
  },
  TABLE_COLUMN_TWICE: {
    en: '{path} has two columns {column}. Rename one.',
    zh: '{path} 中有两列同名“{column}”。请改名其一。',
  },
  TABLE_MALFORMED: {
    en: '{path} is no CSV: {reason}. Correct it there.',
    zh: '{path} 无法作为 CSV 读取。请检查分隔符和引号，或另存为“CSV UTF-8”后再试。',
  },
  TABLE_QUOTES: {
    en: '{path} is no CSV: {reason}. Correct it there.',
    zh: '{path} 不是有效的 CSV：第 {line} 行的引号不成对或位置不对。含引号的单元格须整格加引号，其中的引号写两遍。',
  },
  ROW_CELLS: {
    en: 'has {cells} cells, the header {columns}. Quote cells that hold a {delimiter} or a line break.',
    zh: '有 {cells} 个单元格，而表头有 {columns} 列。含有“{delimiter}”或换行的单元格请加引号。',
  },
  ROW_NO_JSON: {
    en: 'is no JSON ({reason}). Write one object a line.',
    zh: '不是有效的 JSON：{chineseReason}。请更正；每行写一个对象。',
  },
  ROW_NO_OBJECT: {
    en: 'is no JSON object. Write one object a line.',
    zh: '不是 JSON 对象。请每行写一个对象。',
  },
  MAPPING_MALFORMED: {
    en: '{place}: {reason}. Correct the mapping.',
    zh: '映射 {place}：{chineseReason}。请更正映射。',
  },
  MAPPING_NO_JSON: {
    en: "{name} can't be read as JSON: {reason}.",
    zh: '{name} 无法作为 JSON 读取：{chineseReason}。',
  },
  DATE_MALFORMED: {
    en: "{quoted} is no date as {form}. Correct it, or the mapping's dates.",
    zh: '“{value}”不是 {form} 写法的日期。请更正，或修改映射中的日期写法。',
  },
  VALUE_UNKNOWN: {
    en: "{quoted} is not among the mapping's values. Add it there.",
    zh: '“{value}”不在映射的取值之中。请在映射中添加。',
  },
  FIELD_EMPTY: { en: 'is empty; {field} needs a text.', zh: '为空；{field}必须填写。' },
  TITLE_EMPTY: {
    en: 'is empty; the title needs a text in English or Chinese.',
    zh: '为空；标题须有英文或中文。',
  },
  CHOICE_UNKNOWN: {
    en: '{quoted} is no {field}. Write {choices}, or map it.',
    zh: '“{value}”不是可用的{field}。请填写 {choices} 之一，或在映射中替换。',
  },
  COMMUNITY_MISSING: {
    en: 'names no community. Name the one behind the asset, or none; or choose one for all records that name none.',
    zh: '未注明社区。请填写资产背后的社区，没有则写 none；也可为所有未注明的记录统一指定。',
  },
  COMMUNITY_UNKNOWN: {
    en: '{value} is no admitted community here. Give its id or slug, or none.',
    zh: '“{value}”不是已获认证的社区。请填写其标识或短名，没有则写 none。',
  },
  COMMUNITY_REASON_MISSING: {
    en: 'the record names a people ({peoples}) and no community. Name its community, or say why none is asked: the reason is signed and public, and the councils of that people read it.',
    zh: '该记录提及民族（{peoples}），却未注明社区。请注明社区，或说明为何不征询任何社区：理由将签署并公开，该民族各社区的议事会都会读到。',
  },
  NOT_TRUE_OR_FALSE: { en: '{quoted} is neither true nor false.', zh: '“{value}”既不是“是”也不是“否”。' },
  RIGHTS_STATEMENT: {
    en: '{reason}.',
    zh: '权利声明有误：copyright 填 {codes} 之一或其网址，填写其他各项时必填；rightsHolder 与 inTrustFor 各写一行，最多 {most} 个字符；basisOfTitle 填 {bases} 之一。',
  },
  TERM_UNKNOWN: {
    en: "{quoted} is not among the mapping's values for {vocabulary}. Add it there, or say what becomes of other values.",
    zh: '“{value}”不在映射的“{vocabulary}”取值之中。请在映射中添加，或指定其他取值如何处理。',
  },
  TERM_MALFORMED: {
    en: '{quoted} makes no term: write a code of at most 64 letters, =, then its text.',
    zh: '“{value}”不能成为术语：请写不超过 64 个字符的代码、等号，再写文字。',
  },
  IDENTIFIER_TWICE: {
    en: '{externalId} is in row {first} already. Give each record an identifier of its own.',
    zh: '{externalId} 已在第 {first} 行出现。每条记录须有各自的标识。',
  },
  RECORD_OVERTAKEN: {
    en: 'Another import, or somebody else, changed this record meanwhile and has not published it. Let it end, then run this import again: it goes on, and what is published by then counts as existing.',
    zh: '另一次导入或他人同时更改了此记录，且尚未发布。请待其结束后再次导入：会接着完成，届时已发布的计为已有。',
  },
  FILE_BEYOND_QUOTA: {
    en: '{path} has {bytes} bytes, and your organization has room for {most} in all. Take it out of the record, or ask the operator for more room.',
    zh: '“{path}”有 {bytes} 字节，而贵机构的全部额度为 {most} 字节。请将其从记录中移除，或向运营方申请更多空间。',
  },
  FILES_NONE: {
    en: 'names no file. Every asset has at least one.',
    zh: '未列出文件。每件资产至少有一个文件。',
  },
  FILE_PATH: {
    en: '{reason}. Name files below the folder, with / between folders.',
    zh: '“{path}”不能作为路径：请写文件夹之内的文件，文件夹之间用 /，不含 ..、反斜杠或控制字符。',
  },
  FILE_NAME: {
    en: '{reason}.',
    zh: '“{path}”不是每台电脑都能保留的名称。请重命名：不含 < > : " | ? *，首尾无空格或点，无不可见字符，也不是 CON、NUL 等 Windows 保留名。',
  },
  FILE_CASE: {
    en: '{path} and {alike} differ in upper and lower case alone, and many disks hold only one of them. Rename one.',
    zh: '“{path}”与“{alike}”仅大小写不同，许多磁盘只能保留其一。请重命名其中之一。',
  },
  FILE_PATTERN_EMPTY: {
    en: '{path} means no file of the folder. Correct it.',
    zh: '文件夹中没有符合“{path}”的文件。请更正。',
  },
  FILE_TWINS: {
    en: '{path} names two files that differ in Unicode form (NFC, NFD) alone. Remove one.',
    zh: '“{path}”对应两个文件，其名称仅 Unicode 形式（NFC、NFD）不同。请移除其一。',
  },
  FILE_NAME_GBK: {
    en: '{path} is there, but its name is in GBK. Rename it: convmv -f gbk -t utf8 --notest.',
    zh: '“{path}”存在，但文件名是 GBK 编码。请改名：convmv -f gbk -t utf8 --notest。',
  },
  FILE_OTHER_CASE: {
    en: '{path} is not in the folder. There is {alike}.',
    zh: '文件夹中没有“{path}”，但有“{alike}”。请更正大小写。',
  },
  FILE_MISSING: {
    en: '{path} is not in the folder. Put it there, or correct its name.',
    zh: '文件夹中没有“{path}”。请放入该文件，或更正名称。',
  },
  FILE_EMPTY: {
    en: '{path} is empty (0 bytes). Copy it again from where it came from.',
    zh: '“{path}”是空文件（0 字节）。请从来源处重新复制。',
  },
  FILE_UNREADABLE: { en: "{path} can't be read: {reason}.", zh: '无法读取“{path}”（{reason}）。' },
  FILE_LINK_OUT: {
    en: '{path} is a link that leads out of the folder. Put the file itself there.',
    zh: '“{path}”是指向文件夹之外的链接。请放入文件本身。',
  },
  FILE_NO_FILE: {
    en: '{path} is no file. Name the files in it, or {path}/*.',
    zh: '“{path}”不是文件。请列出其中的文件，或写 {path}/*。',
  },
} as const satisfies Readonly<Record<string, BilingualText>>;

type ImportProblemCode = keyof typeof SENTENCES;

export interface ImportProblem {
  readonly code: ImportProblemCode;
  /** By name, as the sentence has places for. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Fields and vocabularies, as the page calls them; English sentences have them as a mapping writes them. */
const CHINESE_NAMES: Readonly<Record<string, string>> = {
  externalId: '原系统标识',
  kind: '类别',
  access: '原始文件获取方式',
  technique: '工艺',
  motif: '纹样题材',
  ich: '非遗项目',
  place: '地点',
  material: '材料',
  ethnicGroup: '民族',
};

/** What is wrong and what to do, in both languages; null for a code that the platform gave. */
export function findProblemText({ code, values = {} }: ProblemLike): BilingualText | null {
  return isImportCode(code) ? problemText({ code, values }) : null;
}

export function problemText({ code, values = {} }: ImportProblem): BilingualText {
  const named: Record<string, string> = { ...values };
  for (const name of ['field', 'vocabulary']) {
    const value = values[name];
    if (value !== undefined) named[name] = CHINESE_NAMES[value] ?? value;
  }
  if (values['peoples'] !== undefined) named['peoples'] = values['chinesePeoples'] ?? values['peoples'];
  const sentence = SENTENCES[code];
  return {
    en: fillIn(sentence, values).en,
    zh: fillIn(sentence, named).zh,
  };
}

interface ProblemLike {
  readonly code: string;
  readonly values?: Readonly<Record<string, string>> | undefined;
}

function isImportCode(code: string): code is ImportProblemCode {
  return Object.hasOwn(SENTENCES, code);
}

/** A text as it was found, for a sentence that quotes it. */
export function quoted(value: string): { readonly value: string; readonly quoted: string } {
  return { value, quoted: JSON.stringify(value) };
}
