/** What engines say of a text that is no JSON, and how that is said in Chinese; the first that fits. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/unterminated string/i, '文字缺少结束的引号'],
  [/control character/i, '文字中有未转义的控制字符'],
  [/bad escape|invalid escape/i, '文字中的转义无效'],
  [/unexpected end/i, '内容不完整'],
  [/non-whitespace character after/i, '末尾之后还有多余的内容'],
  [/after property name/i, '名称之后缺少冒号'],
  [/after property value/i, '值之后缺少逗号或右花括号'],
  [/after array element/i, '元素之后缺少逗号或右方括号'],
  [/property name/i, '名称须写在双引号中，最后一项之后不加逗号'],
  [/unexpected token/i, '有不该出现的字符，文字须写在双引号中'],
  [/number|minus|digit/i, '数字写法有误'],
];

/** In Chinese, with the place where the engine names one. */
export function chineseJsonReason(message: string): string {
  const reason = REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? '写法有误';
  const column = /column (\d+)/.exec(message)?.[1];
  const position = /position (\d+)/.exec(message)?.[1];
  const at = column ?? (position === undefined ? null : String(Number(position) + 1));
  return at === null ? reason : `第 ${at} 个字符处，${reason}`;
}
