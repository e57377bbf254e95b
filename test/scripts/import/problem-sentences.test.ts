import { describe, expect, it } from 'vitest';
import { chineseJsonReason } from '@lanran/sdk/import/json-fault';
import { parseMapping, requireMappingJson } from '@lanran/sdk/import/mapping';
import { findChineseAdvice } from '@lanran/sdk/import/platform-advice';
import { findProblemText, problemText, quoted } from '@lanran/sdk/import/problem-sentences';
import { ImportArgumentError, RowError } from '@lanran/sdk/import/problems';
import { chooseTable, parseTable } from '@lanran/sdk/import/table';
import { type DraftContentInput, parseDraftContent } from '../../../api/publishing/domain/draft-content.ts';
import { BadInputError } from '../../../api/platform/kernel/errors.ts';

describe('the sentences of an import', () => {
  it('names fields and vocabularies in the language that it speaks', () => {
    const values = { ...quoted('paint'), vocabulary: 'technique' };
    expect(problemText({ code: 'TERM_UNKNOWN', values })).toEqual({
      en: `"paint" is not among the mapping's values for technique. Add it there, or say what becomes of other values.`,
      zh: '“paint”不在映射的“工艺”取值之中。请在映射中添加，或指定其他取值如何处理。',
    });
  });

  it('is the English of what is thrown, as the command line prints it', () => {
    const error = new RowError('files', {
      code: 'FILE_OTHER_CASE',
      values: { path: 'A.png', alike: 'a.png' },
    });
    expect(error.message).toBe('A.png is not in the folder. There is a.png.');
    expect(
      new ImportArgumentError('folder', { code: 'TABLE_EMPTY', values: { path: 'x.csv' } }).message,
    ).toBe('folder: x.csv has no records. Give it a row for each asset.');
  });

  it('has none for a code of the platform', () => {
    expect(findProblemText({ code: 'QUOTA_EXCEEDED' })).toBeNull();
    expect(findProblemText({ code: 'toString' })).toBeNull();
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'a mapping with a word that is none',
      () => parseMapping({ fields: 1 }, 'm.json'),
      /^映射 m\.json, fields：无效输入/,
    ],
    [
      'a mapping that is no JSON',
      () => requireMappingJson('{', 'm.json'),
      /^m\.json 无法作为 JSON 读取：[^a-z]+。$/,
    ],
    ['a table whose quotes do not pair', () => tableOf('a,b\n1,"2'), /第 2 行的引号/],
    ['a table with a column twice', () => tableOf('a,a\n1,2'), /两列同名“a”/],
    ['a folder without a table', () => chooseTable('scans', []), /^scans 中没有/],
  ])('speaks Chinese of %s', (_, act, sentence) => {
    expect(chineseOf(act)).toMatch(sentence);
  });
});

describe('what is said of a line that is no JSON', () => {
  it.each([
    ['{a:1}', '第 2 个字符处，名称须写在双引号中，最后一项之后不加逗号'],
    ['{"a":1', '第 7 个字符处，值之后缺少逗号或右花括号'],
    ['{"a" 1}', '第 6 个字符处，名称之后缺少冒号'],
    ['{"a":"x', '第 8 个字符处，文字缺少结束的引号'],
    ['{"a":x}', '有不该出现的字符，文字须写在双引号中'],
    ['{"a":1}}', '第 8 个字符处，末尾之后还有多余的内容'],
    ['{', /^[^a-z]+$/],
  ])('is Chinese for %s', (line, said) => {
    const bytes = new TextEncoder().encode(`${line}\n`);
    const [problem] = parseTable({ name: 't.jsonl', path: 't.jsonl', bytes }).problems;
    expect(problem?.values?.['chineseReason']).toEqual(
      typeof said === 'string' ? said : expect.stringMatching(said),
    );
    expect(findProblemText(problem ?? { code: '' })?.zh).toContain('不是有效的 JSON：');
  });

  it('follows other engines too, as far as they say the same', () => {
    const firefox =
      "JSON.parse: expected ',' or '}' after property value in object at line 1 column 8 of the JSON data";
    expect(chineseJsonReason(firefox)).toBe('第 8 个字符处，值之后缺少逗号或右花括号');
    expect(chineseJsonReason('JSON Parse error')).toBe('写法有误');
  });
});

describe('what the platform says of a record that it does not take', () => {
  const draft = { kind: 'PATTERN', access: 'LICENSED', title: { en: 'Cuff' } };
  const term = { vocabulary: 'technique', code: 'batik', en: 'Batik' };
  it.each<[string, Partial<DraftContentInput>, string]>([
    ['a long title', { title: { en: 'x'.repeat(301) } }, '有 301 个字符，最多 300 个。请缩短。'],
    ['no title', { title: {} }, '须有英文或中文，也可两者都有。'],
    ['a control character', { creditLine: 'a\u0001' }, '含有控制字符。请删除。'],
    ['a turned text', { title: { en: 'Cuff \u202egnp' } }, '含有改变文字方向的不可见字符'],
    ['two lines', { identifier: 'a\nb' }, '只能写一行。请去掉换行。'],
    ['a kind that is none', { kind: 'POT' }, '须为下列之一：PATTERN, COSTUME, FILM。'],
    ['many terms', { terms: Array(65).fill(term) }, '有 65 项，最多 64 项。请减少。'],
    ['a term twice', { terms: [term, term] }, '“batik”重复出现。请删除其一。'],
    ['a code that is none', { terms: [{ ...term, code: ' ' }] }, '须为 1 至 64 个字母'],
    ['a community that is none', { community: 'x' }, '不是已获认证的社区'],
    ['opening', { access: 'OPEN', community: `0x${'1'.repeat(64)}` }, '背后有社区的资产不能设为开放'],
  ])('is Chinese for %s', (_, change, said) => {
    const refusal = refusalOf(() => parseDraftContent({ ...draft, ...change }));
    expect(findChineseAdvice(refusal.message, refusal.field)).toContain(said);
  });

  it('is not guessed', () => {
    expect(findChineseAdvice('title: is dull.', 'title')).toBeNull();
  });
});

function refusalOf(act: () => unknown): BadInputError {
  try {
    act();
  } catch (error) {
    if (error instanceof BadInputError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

function tableOf(text: string) {
  return parseTable({ name: 't.csv', path: 't.csv', bytes: new TextEncoder().encode(text) });
}

function chineseOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ImportArgumentError) return problemText(error.problem).zh;
    throw error;
  }
  return 'nothing was refused';
}
