import { describe, expect, it } from 'vitest';
import { FormatError } from '@lanran/protocol/kernel/errors';
import {
  filesField,
  parseEntryProof,
  parseManifest,
  revealEntries,
  sortManifest,
  verifyEntry,
  type ManifestEntry,
} from '@lanran/protocol/files/manifest';
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
    ['the same path twice', ['a', 'a']],
    ['paths that differ in case only', ['A.tif', 'a.tif']],
    ['paths that fold to the same', ['STRASSE', 'straße']],
    ['a file below a file', ['a', 'a/b']],
    ['a file below a file in other case', ['A', 'a/b']],
  ])('refuses %s', (_what, paths) => {
    expect(() => sortManifest(paths.map((path) => buildEntry({ path })))).toThrow(FormatError);
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
