import { describe, expect, it } from 'vitest';
import { FormatError } from '@lanran/protocol/errors';
import {
  filesField,
  parseEntryProof,
  parseManifest,
  parseNewPath,
  parsePath,
  revealEntries,
  sortManifest,
  verifyEntry,
  type ManifestEntry,
} from '@lanran/protocol/manifest';
import { filled } from './builders.ts';

function buildEntry(overrides: Partial<ManifestEntry> = {}): ManifestEntry {
  return {
    salt: filled(3),
    path: 'media/skirt.tif',
    bytes: 20_000_000,
    sha256: 'ab'.repeat(32),
    cid: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku',
    xxh64: '44bc2cf5ad770999',
    ...overrides,
  };
}

describe('file manifest', () => {
  const manifest = sortManifest(
    ['b.tif', 'a/2.tif', 'a/10.tif', 'ä.tif'].map((path) => buildEntry({ path })),
  );

  it('is sorted by code units and commits to count, bytes and every entry', () => {
    expect(manifest.map(({ path }) => path)).toEqual(['a/10.tif', 'a/2.tif', 'b.tif', 'ä.tif']);
    const files = filesField(manifest);
    expect(files).toMatchObject({ count: 4, bytes: 80_000_000 });
    for (const proof of revealEntries(manifest)) {
      expect(verifyEntry(parseEntryProof(JSON.parse(JSON.stringify(proof)), 'files'), files).ok).toBe(true);
      for (const change of [
        { bytes: 1 },
        { sha256: '00'.repeat(32) },
        { xxh64: '0'.repeat(16) },
        { path: 'c.tif' },
      ]) {
        expect(verifyEntry({ ...proof, entry: { ...proof.entry, ...change } }, files)).toMatchObject({
          ok: false,
        });
      }
    }
  });

  it.each([
    ['an absolute path', '/etc/passwd'],
    ['a drive', 'C:/x'],
    ['a parent', 'a/../b'],
    ['a dot', './a'],
    ['a backslash', 'a\\b'],
    ['a control character', 'a\u0000b'],
    ['a C1 control character', 'a\u0085b'],
    ['an empty segment', 'a//b'],
    ['a trailing slash', 'a/'],
    ['nothing', ''],
    ['another normalization form', 'a\u0308.tif'],
    ['half a surrogate pair', 'a\ud800'],
    ['a segment no file system takes', 'x'.repeat(256)],
    ['too many bytes', `${'x'.repeat(200)}/`.repeat(6) + 'x'],
  ])('refuses %s', (_what, path) => {
    expect(() => parsePath(path)).toThrow(FormatError);
  });

  it.each([
    ['a name in GBK that was read as UTF-8', 'scans/\ufffd\ufffd\ufffd.tif', /GBK/],
    ['a name that is turned around', 'a\u202egpj.exe', /direction/],
    ['a character Windows refuses', 'front?.tif', /Windows/],
    ['a stream of another file', 'a.tif:hidden', /Windows/],
    ['a point at the end', 'scans./a.tif', /point/],
    ['a space at the end', 'a ', /space/],
    ['a device', 'scans/Aux.tif', /device/],
  ])('refuses %s for a new file, and reads it where it was published', (_what, path, reason) => {
    expect(() => parseNewPath(path)).toThrow(reason);
    expect(parsePath(path)).toBe(path);
  });

  it('takes for a new file what is no device and no half of a name', () => {
    for (const path of ['auxiliary/console.tif', 'com10.tif', '苗族/百褶裙 (正面)…v1.2.tif'])
      expect(parseNewPath(path)).toBe(path);
    expect(() => parseNewPath('../a')).toThrow(FormatError);
  });

  it.each([
    ['the same path twice', ['a', 'a']],
    ['paths that differ in case only', ['A.tif', 'a.tif']],
    ['paths that fold to the same', ['STRASSE', 'straße']],
    ['a file below a file', ['a', 'a/b']],
    ['a file below a file in other case', ['A', 'a/b']],
  ])('refuses %s', (_what, paths) => {
    expect(() => sortManifest(paths.map((path) => buildEntry({ path })))).toThrow(FormatError);
  });

  it('takes paths in any script', () => {
    expect(parsePath('苗族/百褶裙 (正面).tif')).toBe('苗族/百褶裙 (正面).tif');
  });

  it('refuses unsorted, empty and malformed manifests', () => {
    expect(() => parseManifest([...manifest].reverse())).toThrow(/order of paths/);
    expect(() => parseManifest([])).toThrow(/no files/);
    expect(() =>
      parseManifest([buildEntry({ cid: 'QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n' })]),
    ).toThrow(/\.cid/);
    expect(() => parseManifest([buildEntry({ cid: 'x' })])).toThrow(/files\[0\]\.cid/);
    expect(() => parseManifest([buildEntry({ sha256: 'AB'.repeat(32) })])).toThrow(/\.sha256/);
    expect(() => parseManifest([buildEntry({ bytes: -1 })])).toThrow(/\.bytes/);
  });
});
