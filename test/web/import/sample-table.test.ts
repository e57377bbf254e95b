import { expect, it } from 'vitest';
import { MAPPING_BY_NAME, parseMapping } from '@lanran/sdk/import/mapping';
import { RecordReader } from '@lanran/sdk/import/read-records';
import { parseTable } from '@lanran/sdk/import/table';
import { matchTerms } from '@lanran/sdk/import/term-matches';
import { unreadColumns } from '@lanran/sdk/import/warnings';
import { SAMPLE_TABLE } from '../../../web/features/import/model/sample-table.ts';
import { csvOf } from '@lanran/protocol/kernel/csv';

it('gives a sample table that is read whole, without a mapping, and whose terms the vocabulary has', async () => {
  const bytes = new TextEncoder().encode(csvOf(SAMPLE_TABLE));
  const table = parseTable({ name: 'metadata.csv', path: 'metadata.csv', bytes }, {});
  const mapping = parseMapping(MAPPING_BY_NAME, 'columns');
  const reader = new RecordReader({
    mapping,
    folder: { find: async (path) => [{ path: path.replace('*', '-1'), bytes: 1 }] },
    findCommunity: async () => null,
    defaultCommunity: null,
  });
  for (const row of table.rows) expect(await reader.read(row)).toHaveProperty('externalId');
  expect(table.rows).toHaveLength(SAMPLE_TABLE.length - 1);
  expect(unreadColumns(table, mapping)).toEqual([]);
  expect(matchTerms(table.rows, mapping).filter(({ isProposed }) => isProposed)).toEqual([]);
});
