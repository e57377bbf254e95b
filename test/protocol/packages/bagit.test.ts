import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeBagPath,
  encodeBagPath,
  findOxum,
  formatBagInfo,
  formatManifest,
  parseBagDeclaration,
  parseBagInfo,
  parseManifest,
} from '@lanran/protocol/packages/bagit';

const SHA = 'ab'.repeat(32);

describe('paths in a bag', () => {
  it('have line feed, carriage return and percent sign encoded, and nothing else (RFC 8493, 2.1.3)', () => {
    expect(encodeBagPath('data/50%\r\n 蜡染.tif')).toBe('data/50%25%0D%0A 蜡染.tif');
  });

  it('are the same after both ways', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        expect(decodeBagPath(encodeBagPath(path))).toBe(path);
      }),
    );
  });

  it('keep a percent sign that a tool did not encode', () => {
    expect(decodeBagPath('data/50%.tif')).toBe('data/50%.tif');
  });
});

describe('a manifest', () => {
  it('is read as it is written', () => {
    const lines = [
      { path: 'data/a b.tif', sha256: SHA },
      { path: 'data/百褶裙 100%.tif', sha256: '0'.repeat(64) },
    ];
    expect(parseManifest(formatManifest(lines), 'manifest-sha256.txt')).toEqual(lines);
  });

  it.each([
    ['a path outside the bag', `${SHA}  data/../../etc/passwd\n`, /empty, \. or \.\. segment/],
    ['an encoded way out', `${SHA}  data/%0A/../x\n`, /control character/],
    ['an absolute path', `${SHA}  /etc/passwd\n`, /must be relative/],
    ['a path that comes twice', `${SHA}  data/a\n${SHA}  data/A\n`, /a second time/],
    ['a hash that is none', `${SHA.slice(1)}  data/a\n`, /must be a SHA-256/],
    ['a line without a path', `${SHA}\n`, /must be a SHA-256/],
  ])('refuses %s, with the line', (_, text, reason) => {
    expect(() => parseManifest(text, 'manifest-sha256.txt')).toThrow(reason);
    expect(() => parseManifest(text, 'manifest-sha256.txt')).toThrow(/manifest-sha256\.txt line \d/);
  });
});

describe('bag-info.txt', () => {
  it('has each value on one line, and is read with folded ones', () => {
    expect(formatBagInfo([['External-Description', 'Pleated\nskirt']])).toBe(
      'External-Description: Pleated skirt\n',
    );
    expect(parseBagInfo('A: one\n  more\nB : two\r\n')).toEqual([
      ['A', 'one more'],
      ['B', 'two'],
    ]);
    expect(() => parseBagInfo('no label\n')).toThrow(/line 1/);
  });

  it('states how large the payload is', () => {
    expect(findOxum([['Payload-Oxum', '2000003.2']])).toEqual({ bytes: 2_000_003, count: 2 });
    expect(findOxum([])).toBeNull();
    expect(() => findOxum([['Payload-Oxum', 'many']])).toThrow(/Payload-Oxum/);
  });
});

it('knows the declarations of bags', () => {
  parseBagDeclaration('BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n');
  expect(() => parseBagDeclaration('BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n')).toThrow(
    '2.0',
  );
  expect(() => parseBagDeclaration('BagIt-Version: 1.0\nTag-File-Character-Encoding: GBK\n')).toThrow('GBK');
  expect(() => parseBagDeclaration('\u{FEFF}BagIt-Version: 1.0\n')).toThrow('declaration');
});
