import type { Language } from '@lanran/protocol/kernel/language';

/** What the platform advises in English (api/concepts/domain/), and the same in Chinese. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^must be one of (.+)\.$/, '须为下列之一：$1。'],
  [
    /^must be 1 to (\d+) lower-case letters and digits/,
    '须为 1 至 $1 个小写字母与数字，词间以 - 连接，如 wax-resist。',
  ],
  [/^must be given\.$/, '请填写。'],
  [/^has (\d+) characters; at most (\d+) are allowed\./, '有 $1 个字符，最多 $2 个。请缩短。'],
  [/^has (\d+) entries; at most (\d+) are allowed\.$/, '有 $1 项，最多 $2 项。请减少。'],
  [/^has (\d+) bytes; at most (\d+) are allowed\./, '有 $1 字节，最多 $2 字节。请拆分，上位概念在前。'],
  [/^has (\d+) concepts; at most (\d+) are allowed\./, '有 $1 个概念，最多 $2 个。请拆分，上位概念在前。'],
  [/^has no concept in it\.$/, '其中没有概念。'],
  [/^has a control character/, '含有控制字符，或半个字符。请删除。'],
  [/^has an invisible character that turns/, '含有改变文字方向的不可见字符。请删除。'],
  [/^must be a single line\./, '只能写一行。请去掉换行。'],
  [/^must be a vocabulary, \/ and a code/, '须为“词表/代码”，如 technique/batik。'],
  [/^must name a work or a page\.$/, '请写明著作或网页。'],
  [/^must be nine digits/, '须为九位数字，如 300264072。'],
  [/^must be Q and a number/, '须为 Q 加数字，如 Q42。'],
  [/^must be an item number/, '须为项目编号，如 VIII-25。'],
  [/^must be six digits/, '须为六位数字，如 520000。'],
  [/^must say where it can be looked up/, '请注明何处可查证二者含义相同。'],
  [
    /^(.+) is a label of (\S+) \((.+), .+\)\. Choose/,
    '“$1”已是“$3”（$2）的名称。请另选名称，或提议修改该概念。',
  ],
  [/^(\S+) is here twice\. Remove one\.$/, '$1 出现两次。请删除其一。'],
  [/^(\S+) can't name itself\. Remove it\.$/, '$1 不能以自身为上位或相关概念。请删除。'],
  [/^there is no concept (\S+)\. Propose it too/, '没有概念 $1。请一并提议，或删除。'],
  [/^(\S+) is of another vocabulary than (\S+)\./, '$1 与 $2 不在同一词表。请改列为相关概念。'],
  [/^makes a circle: (.+)\. No concept/, '形成循环：$1。概念不能是自身的上位概念。'],
  [/^(\S+) is above or below (\S+) already/, '$1 已是 $2 的上位或下位概念，不能同时列为相关。请删除。'],
  [/^is the same as what is there already\./, '与现有内容相同。请先作修改。'],
  [/is no community that was admitted here\.$|^must be the id of a community/, '不是已获认证的社区。'],
  [/^a concept that is there becomes a community’s own/, '已有的概念只能由社区自己提议归其所有。'],
  [
    /^nobody may accept all of these together\./,
    '没有一方可以接受全部内容。请将属于某一社区的概念，与不属于任何社区的概念，分开提议。',
  ],
  [/^must say why/, '请说明理由。'],
  [/^line (\d+): the column (.+) is missing\.$/, '第 $1 行：缺少列 $2。'],
  [/^line (\d+): the column (.+) is there twice\.$/, '第 $1 行：列 $2 出现两次。'],
  [/^has (\d+) cells; the header has (\d+)\.$/, '有 $1 格，表头有 $2 格。'],
  [
    /^line (\d+): there is no column (.+); the columns are (.+)\.$/,
    '第 $1 行：没有名为 $2 的列；可用的列为 $3。',
  ],
  [
    /^is no address of a concept/,
    '不是概念的网址：须以“/concepts/词表/代码”结尾，如 /concepts/technique/batik。',
  ],
  [/^is no CSV: (.+)$/, '不是 CSV：$1'],
  [/^is no JSON: (.+)$/, '不是 JSON：$1'],
  [/^is no JSON-LD[^:]*: (.+)$/, '不是 JSON-LD：$1'],
  [/^is no Turtle: (.+)$/, '不是 Turtle：$1'],
];

/** In the reader's language, where it is known; else as the platform said it. */
export function adviceIn(language: Language, advice: string): string {
  return (language === 'zh' ? findChineseAdvice(advice) : null) ?? advice;
}

/** Null for advice that is not known here. */
export function findChineseAdvice(advice: string): string | null {
  const found = ADVICE.find(([pattern]) => pattern.test(advice));
  if (found === undefined) return null;
  const [pattern, sentence] = found;
  const places = pattern.exec(advice) ?? [];
  return sentence.replace(/\$(\d)/g, (_, at: string) => places[Number(at)] ?? '');
}
