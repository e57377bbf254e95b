import { describe, expect, it } from 'vitest';
import { parseMapping, requireMappingJson } from '@lanran/client/import/mapping';
import { findProblemText, problemText, quoted } from '@lanran/client/import/problem-sentences';
import { ImportUsageError, RowError } from '@lanran/client/import/problems';
import { chooseTable, parseTable } from '@lanran/client/import/table';

describe('the sentences of an import', () => {
  it('names fields and vocabularies in the language that it speaks', () => {
    const values = { ...quoted('paint'), vocabulary: 'technique' };
    expect(problemText({ code: 'TERM_UNKNOWN', values })).toEqual({
      en: `"paint" is not among the mapping's values for technique. Add it there, or say "otherwise".`,
      zh: '“paint”不在映射的“工艺”取值之中。请在映射中添加，或指定其他取值如何处理。',
    });
  });

  it('is the English of what is thrown, as the command line prints it', () => {
    const error = new RowError('files', {
      code: 'FILE_OTHER_CASE',
      values: { path: 'A.png', alike: 'a.png' },
    });
    expect(error.message).toBe('A.png is not in the folder. There is a.png.');
    expect(new ImportUsageError('FOLDER', { code: 'TABLE_EMPTY', values: { path: 'x.csv' } }).message).toBe(
      'FOLDER: x.csv has no records. Give it a row for each asset.',
    );
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
    ['a mapping that is no JSON', () => requireMappingJson('{', 'm.json'), /^m\.json 无法作为 JSON 读取/],
    ['a table whose quotes do not pair', () => tableOf('a,b\n1,"2'), /第 2 行的引号/],
    ['a table with a column twice', () => tableOf('a,a\n1,2'), /两列同名“a”/],
    ['a folder without a table', () => chooseTable('scans', []), /^scans 中没有/],
  ])('speaks Chinese of %s', (_, act, sentence) => {
    expect(chineseOf(act)).toMatch(sentence);
  });
});

function tableOf(text: string) {
  return parseTable({ name: 't.csv', path: 't.csv', bytes: new TextEncoder().encode(text) });
}

function chineseOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ImportUsageError) return problemText(error.problem).zh;
    throw error;
  }
  return 'nothing was refused';
}
