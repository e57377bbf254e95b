import { describe, expect, it } from 'vitest';
import { problemOfRow } from '@lanran/sdk/import/problems';
import { speakProblem } from '../../../web/features/import/model/problem-words.ts';

const COLUMNS = ['title', 'scan'];
const inChinese = { columns: COLUMNS, language: 'zh' } as const;

describe('speakProblem', () => {
  it('says in the reader’s language what the client found', () => {
    const problem = problemOfRow({ row: 3, column: 'scan' }, { code: 'FILES_NONE' });
    expect(speakProblem(problem, inChinese)).toEqual({
      row: 3,
      place: 'scan',
      isColumn: true,
      text: '未列出文件。每件资产至少有一个文件。',
      english: null,
    });
    expect(speakProblem(problem, { columns: COLUMNS, language: 'en' }).text).toBe(problem.message);
  });

  it('says what the platform answered by its code, where that has a sentence', () => {
    const problem = { row: 3, column: 'files', code: 'QUOTA_EXCEEDED', message: 'The quota is used.' };
    expect(speakProblem(problem, inChinese)).toMatchObject({
      place: '文件',
      text: expect.stringContaining('存储额度已用完'),
      english: null,
    });
  });

  it('says in Chinese what the platform advises for input that it does not take', () => {
    const message = 'title.en: has 400 characters; at most 300 are allowed. Shorten it.';
    const problem = { row: 3, column: 'title.en', code: 'BAD_INPUT', message };
    expect(speakProblem(problem, inChinese)).toMatchObject({
      place: '英文标题',
      text: '有 400 个字符，最多 300 个。请缩短。',
      english: null,
    });
  });

  it('names the field, and passes on what the platform said, where it has no words for that', () => {
    const message = 'title.en: is dull. Say more.';
    const problem = { row: 3, column: 'title.en', code: 'BAD_INPUT', message };
    expect(speakProblem(problem, inChinese)).toMatchObject({
      place: '英文标题',
      isColumn: false,
      text: '平台未接受“英文标题”，原因：',
      english: 'is dull. Say more.',
    });
  });

  it('names fields and vocabularies as the page does, in both languages', () => {
    const inEnglish = { columns: COLUMNS, language: 'en' } as const;
    const empty = problemOfRow(
      { row: 3, column: 'externalId' },
      { code: 'FIELD_EMPTY', values: { field: 'externalId' } },
    );
    expect(speakProblem(empty, inEnglish)).toMatchObject({
      place: 'Identifier elsewhere',
      text: 'is empty; Identifier elsewhere needs a text.',
    });
    expect(speakProblem(empty, inChinese).text).toBe('为空；原系统标识必须填写。');
    const unknown = problemOfRow(
      { row: 3, column: 'title' },
      { code: 'TERM_UNKNOWN', values: { value: 'x', quoted: '"x"', vocabulary: 'ethnicGroup' } },
    );
    expect(speakProblem(unknown, inEnglish).text).toContain('values for Ethnic groups');
    const refused = { row: 3, column: 'externalId', code: 'BAD_INPUT', message: 'externalId: is too long.' };
    expect(speakProblem(refused, inEnglish).text).toBe('is too long.');
  });

  it('says nothing of the command line', () => {
    const missing = problemOfRow({ row: 3, column: 'community' }, { code: 'COMMUNITY_MISSING' });
    const malformed = problemOfRow(
      { row: 3, column: null },
      { code: 'MAPPING_MALFORMED', values: { place: 'x', reason: 'y', chineseReason: 'z' } },
    );
    for (const language of ['en', 'zh'] as const) {
      for (const problem of [missing, malformed])
        expect(speakProblem(problem, { columns: COLUMNS, language }).text).not.toMatch(/--|docs\//);
    }
  });

  it('leaves a column that is called as a field as the table calls it', () => {
    const problem = problemOfRow({ row: 3, column: 'title' }, { code: 'TITLE_EMPTY' });
    expect(speakProblem(problem, inChinese)).toMatchObject({ place: 'title', isColumn: true });
    expect(speakProblem({ ...problem, column: 'terms.2.code' }, inChinese).place).toBe('术语');
  });
});
