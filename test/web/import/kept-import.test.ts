import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  forgetResult,
  keepResult,
  keepSetup,
  readResult,
  readSetup,
} from '../../../web/features/import/model/kept-import.ts';

describe('what a browser keeps of an import', () => {
  const stored = new Map<string, string>();
  beforeEach(() => {
    stored.clear();
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, value: string) => stored.set(name, value),
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const record = (row: number) =>
    ({ row, externalId: `x:${String(row)}`, state: 'published', assetId: '0xa' }) as const;
  const result = {
    isOver: true,
    counts: { published: 3_000, existing: 0, failed: 0 },
    columns: ['id'],
    records: Array.from({ length: 3_000 }, (_, at) => record(at + 2)),
    problems: [],
  };

  it('is what came of it, by organization, with the true counts though not every record', () => {
    keepResult('one', result);
    expect(readResult('one')).toMatchObject({ isOver: true, counts: { published: 3_000 } });
    expect(readResult('one')?.records).toHaveLength(2_000);
    expect(readResult('two')).toBeNull();
    forgetResult('one');
    expect(readResult('one')).toBeNull();
  });

  it('is the folder’s name and what goes with the mapping; what another version wrote is as if it were not there', () => {
    const setup = { folder: 'scans', mappingName: 'museum', defaultCommunity: 'none' };
    keepSetup('one', setup);
    expect(readSetup('one')).toEqual(setup);
    stored.set('lanran.import.setup.one', '{"folder":3}');
    expect(readSetup('one')).toBeNull();
  });
});
