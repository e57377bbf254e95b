/** What the platform advises in English when it takes no record (api/publishing/domain/draft-content.ts), and the same in Chinese. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^has (\d+) characters; at most (\d+) are allowed\./, '有 $1 个字符，最多 $2 个。请缩短。'],
  [/^has (\d+) entries; at most (\d+) are allowed\./, '有 $1 项，最多 $2 项。请减少。'],
  [/^has a control character\./, '含有控制字符。请删除。'],
  [/^has an invisible character that turns/, '含有改变文字方向的不可见字符。请删除。'],
  [/^must be a single line\./, '只能写一行。请去掉换行。'],
  [/^needs a text in English/, '须有英文或中文，也可两者都有。'],
  [/^must be one of (.+)\.$/, '须为下列之一：$1。'],
  [
    /^must be 1 to 64 letters, digits and/,
    '须为 1 至 64 个字母、数字或 . _ : / -，并以字母或数字开头。请更正。',
  ],
  [/^repeats (\S+) (.+)\. Remove one\.$/, '“$2”重复出现。请删除其一。'],
  [
    /^can't be OPEN while a community/,
    '背后有社区的资产不能设为开放：开放后无法撤回，须先经社区签署同意。请改为 licensed（凭许可）或 restricted（受限）。',
  ],
  [
    /^must be the id of a community|is no admitted community/,
    '不是已获认证的社区。请填写其标识或短名，没有则写 none。',
  ],
  [/^(.+) is given twice in this request\./, '“$1”出现两次。请保留其一。'],
  [
    /^Upload-Length: a file may have at most (\d+) bytes, and (.+) has (\d+)\./,
    '单个文件最多 $1 字节，“$2”有 $3 字节。请拆分后分别列出。',
  ],
  [/^Upload-Metadata: /, '文件名无法保留。请重命名，不要含控制字符或反斜杠，每段名称也不要以空格或点结尾。'],
  [/^A draft takes at most (\d+) files\./, '每件资产最多 $1 个文件。请将其余文件列入另一条记录。'],
];

/** In Chinese, without the field that it begins with; null for advice that is not known here. */
export function findChineseAdvice(message: string, field: string | null): string | null {
  const advice = field === null ? message : message.replace(`${field}: `, '');
  const found = ADVICE.find(([pattern]) => pattern.test(advice));
  if (found === undefined) return null;
  const [pattern, sentence] = found;
  const places = pattern.exec(advice) ?? [];
  return sentence.replace(/\$(\d)/g, (_, at: string) => places[Number(at)] ?? '');
}
