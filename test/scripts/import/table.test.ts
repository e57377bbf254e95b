import { describe, expect, it } from 'vitest';
import { readTable } from '../../../scripts/import/read-table.ts';
import { buildFolder } from './build-folder.ts';

/** "编号,标题\n1,蝴蝶" as Excel in China saves it. */
const GBK = Buffer.from('b1e0bac52cb1eacce20a312cbafbb5fb0a', 'hex');

describe('the table of an import', () => {
  it('reads CSV with a byte order mark, quotes, quoted line breaks and commas, by the rows of a spreadsheet', async () => {
    const csv = '\uFEFFid,title\r\n1,"Cuff, ""late"""\r\n\r\n2,"two\nlines"\r\n';
    const { columns, rows, problems } = await readTable(await buildFolder({ 'metadata.csv': csv }));
    expect(columns).toEqual(['id', 'title']);
    expect(rows).toEqual([
      { number: 2, record: { id: '1', title: 'Cuff, "late"' } },
      { number: 4, record: { id: '2', title: 'two\nlines' } },
    ]);
    expect(problems).toEqual([]);
  });

  it('reads a table in GBK, and says so', async () => {
    const folder = await buildFolder({ 'metadata.csv': GBK });
    expect(await readTable(folder)).toMatchObject({
      encoding: 'gbk',
      columns: ['编号', '标题'],
      rows: [{ number: 2, record: { 编号: '1', 标题: '蝴蝶' } }],
    });
    await expect(readTable(folder, { encoding: 'utf-8' })).rejects.toThrow(/CSV UTF-8/);
  });

  it('reads what Excel calls Unicode text, by its mark', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('id\ttitle\n1\t蝴蝶', 'utf16le')]);
    const folder = await buildFolder({ 'metadata.csv': bytes });
    expect(await readTable(folder, { delimiter: '\t' })).toMatchObject({
      encoding: 'utf-16le',
      rows: [{ record: { title: '蝴蝶' } }],
    });
  });

  it('says of a row that it has more or fewer cells than the header, and reads the others', async () => {
    const { rows, problems } = await readTable(
      await buildFolder({ 'metadata.csv': 'id,title\n1,a,b\n2\n3,c\n' }),
    );
    expect(rows.map(({ number }) => number)).toEqual([4]);
    expect(problems).toMatchObject([
      { row: 2, message: expect.stringContaining('3 cells, the header 2') },
      { row: 3, message: expect.stringContaining('1 cells') },
    ]);
  });

  it('reads JSON Lines, and says which line is none', async () => {
    const lines = '{"id":1,"title":{"en":"a"}}\n\nnone\n[1]\n{"id":2}\n';
    const { columns, rows, problems } = await readTable(await buildFolder({ 'metadata.jsonl': lines }));
    expect(columns).toEqual(['id', 'title']);
    expect(rows.map(({ number }) => number)).toEqual([1, 5]);
    expect(problems.map(({ row }) => row)).toEqual([3, 4]);
  });

  it.each([
    ['no table', { 'other.csv': 'id\n1\n' }, /no metadata.csv or metadata.jsonl/],
    ['two tables', { 'metadata.csv': 'id\n1\n', 'metadata.jsonl': '{}' }, /metadata.csv and metadata.jsonl/],
    ['a table without records', { 'metadata.csv': 'id,title\n' }, /no records/],
    ['two columns of one name', { 'metadata.csv': 'id,id\n1,2\n' }, /two columns id/],
    ['a quote that is not closed', { 'metadata.csv': 'id\n"1\n' }, /is no CSV/],
  ])('refuses %s', async (_, files, message) => {
    await expect(readTable(await buildFolder(files))).rejects.toThrow(message);
  });
});
