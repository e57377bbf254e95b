import { describe, expect, it } from 'vitest';
import {
  countLeft,
  filesWent,
  isAllGone,
  isErased,
  leftOf,
  partsOf,
} from '../../../../web/lib/taking-down/left.ts';

const BEFORE = '2027-01-01T00:00:00Z';
const THEN = '2027-02-01T00:00:00Z';
const AFTER = '2027-03-01T00:00:00Z';
const buildVersion = (
  version: number,
  publishedAt = BEFORE,
  takeDown: { scope: object | null } | null = null,
) => ({
  version,
  publishedAt,
  takeDown,
  files: [{ path: 'scan.png' }, { path: 'notes.txt' }],
});
const went = (scope: { version?: number; path?: string; field?: string } | null) => ({
  takenDownAt: THEN,
  scope,
});

describe('what is left of an asset', () => {
  it('lacks the files and fields that went, in the versions that were published until then', () => {
    const versions = [buildVersion(2, AFTER), buildVersion(1)];
    const left = leftOf(versions, [went({ path: 'scan.png' }), went({ field: 'title' })]);
    expect(left.map(({ paths }) => paths)).toEqual([['scan.png', 'notes.txt'], ['notes.txt']]);
    expect(left.map(({ fields }) => fields.includes('title'))).toEqual([true, false]);
  });

  it('lacks versions that went as a whole, so that nothing is offered twice', () => {
    expect(leftOf([buildVersion(1, BEFORE, { scope: {} })], [went({ version: 1 })])).toEqual([]);
    expect(partsOf([], null)).toEqual({ paths: [], fields: [] });
  });

  it('has what was taken down by an act whose scope nobody knows: nothing of it was erased', () => {
    const unknown = buildVersion(1, BEFORE, { scope: null });
    expect(partsOf(leftOf([unknown], [went(null)]), null).paths).toEqual(['notes.txt', 'scan.png']);
    expect(isErased({ isTakenDown: false, versions: [unknown] })).toBe(false);
    expect(isAllGone({ isTakenDown: false, versions: [unknown] })).toBe(true);
  });

  it('is what any of its versions has, or what the chosen one has', () => {
    const left = leftOf([buildVersion(2), buildVersion(1)], [went({ version: 1, path: 'scan.png' })]);
    expect(partsOf(left, null).paths).toEqual(['notes.txt', 'scan.png']);
    expect(partsOf(left, 1).paths).toEqual(['notes.txt']);
  });

  it('is counted from the files that are listed still, where some went', () => {
    const version = {
      version: 1,
      publishedAt: BEFORE,
      fileCount: 2,
      totalBytes: '700',
      files: [{ bytes: '41' }],
    };
    expect(countLeft(version, [went({ path: 'scan.png' })])).toEqual({ count: 1, bytes: '41' });
    expect(countLeft(version, [went({ field: 'title' })])).toEqual({ count: 2, bytes: '700' });
  });

  it('lost no file by a field, by another version, or by a scope that nobody knows', () => {
    const takeDowns = [went({ field: 'title' }), went({ version: 2 }), went(null), went({ path: 'a' })];
    expect(filesWent(takeDowns, buildVersion(1))).toEqual([went({ path: 'a' })]);
    expect(filesWent(takeDowns, buildVersion(3, AFTER))).toEqual([]);
  });
});
