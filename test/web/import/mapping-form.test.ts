import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  MAPPING_BY_NAME,
  parseMapping,
  requireMappingJson,
  type WrittenMapping,
} from '@lanran/sdk/import/mapping';
import {
  columnIn,
  formOf,
  guessForm,
  missingColumns,
  writtenOf,
} from '../../../web/features/import/model/mapping-form.ts';

const CMOA = join(import.meta.dirname, '../../../scripts/import/mappings/cmoa-textiles.json');
const WHOLE: WrittenMapping = {
  table: { delimiter: ';', encoding: 'gbk' },
  dates: { acquired: 'D/M/YYYY' },
  fields: {
    externalId: '{id}',
    title: { en: '{title.en|title}', zh: '{title.zh}' },
    description: { en: ['Acquired: {acquired}', 'Provenance: {provenance}'] },
    kind: { lines: ['{class}'], values: { robe: 'costume' }, otherwise: 'pattern' },
    files: ['scans/{id}*.tif', 'notes/{id}.txt'],
  },
  terms: [
    {
      vocabulary: 'technique',
      from: 'medium',
      match: 'words',
      values: {
        'cut velvet': { code: 'velvet', en: 'Velvet', zh: '绒' },
        satin: { code: 'satin' },
        unknown: null,
      },
      otherwise: 'skip',
    },
    { vocabulary: 'place', from: 'where', separator: ';', otherwise: 'text', language: 'zh' },
  ],
};

describe('a mapping in a form', () => {
  it.each([
    ['named columns', async () => MAPPING_BY_NAME],
    ['everything there is', async () => WHOLE],
    ['a museum', async () => requireMappingJson(await readFile(CMOA, 'utf8'), CMOA) as WrittenMapping],
  ])('says what the file said: %s', async (_, read) => {
    const written = await read();
    const again = writtenOf(formOf(written));
    expect(parseMapping(again, 'form')).toEqual(parseMapping(written, 'file'));
  });

  it('is refused like a file where a field is missing', () => {
    const form = formOf({ ...WHOLE, fields: { ...WHOLE.fields, title: { en: '{a' } } });
    const broken = { ...form, dates: [{ column: 'made', form: 'whenever' }] };
    expect(() => parseMapping(writtenOf(broken), 'form')).toThrow(/dates\.made/);
  });

  it('guesses columns by their names, in both languages, and leaves out what the table lacks', () => {
    const { fields, terms } = guessForm(formOf(MAPPING_BY_NAME), [
      '编号',
      'Title',
      '品名',
      'technique',
      'File name',
    ]);
    expect(fields.externalId.template).toBe('{编号}');
    expect(fields['title.en'].template).toBe('{Title}');
    expect(fields['title.zh'].template).toBe('{品名}');
    expect(fields.files.template).toBe('{File name}');
    expect(fields.creditLine.template).toBe('');
    expect(fields.access).toMatchObject({ template: '', otherwise: 'LICENSED' });
    expect(terms.map(({ vocabulary }) => vocabulary)).toEqual(['technique']);
  });

  it.each([
    [['identifier', 'title'], '{identifier}', '{identifier}'],
    [['馆藏编号', '标题'], '{馆藏编号}', '{馆藏编号}'],
    [['id', 'identifier', 'title'], '{id}', '{identifier}'],
  ])(
    'tells records apart by the holder’s number where %j has nothing else',
    (columns, externalId, number) => {
      const { fields } = guessForm(formOf(MAPPING_BY_NAME), columns);
      expect(fields.externalId.template).toBe(externalId);
      expect(fields.identifier.template).toBe(number);
    },
  );

  it('is known to be of another table when what every record needs reads none of its columns', () => {
    const form = guessForm(formOf(MAPPING_BY_NAME), ['id', 'title', 'image']);
    expect(missingColumns(form, ['id', 'title', 'image', 'more'])).toEqual([]);
    expect(missingColumns(form, ['编号', 'title', 'image'])).toEqual(['id']);
    expect(missingColumns(guessForm(form, ['编号', 'title']), ['编号', 'title'])).toEqual([]);
    const byName = formOf(MAPPING_BY_NAME);
    expect(missingColumns(byName, ['externalId', 'title', 'kind', 'files'])).toEqual([]);
    expect(missingColumns(byName, ['externalId', 'titleZh', 'files'])).toEqual([]);
    expect(missingColumns(byName, ['externalId', 'name', 'files'])).toContain('title');
  });

  it('tells one column from a text of several', () => {
    expect(columnIn('{title}')).toBe('title');
    expect(columnIn('{title|name}')).toBeNull();
    expect(columnIn('Made {date}')).toBeNull();
  });
});
