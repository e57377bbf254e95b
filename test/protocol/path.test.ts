import { describe, expect, it } from 'vitest';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { foldPath, parseNewPath, parsePath } from '@lanran/protocol/kernel/path';

describe('a path', () => {
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

  it('names what makes a path one of a drive', () => {
    expect(() => parsePath('a:b')).toThrow(/"a:b".*relative; ":" after its first letter/);
  });

  it.each([
    ['a name in GBK that was read as UTF-8', 'scans/\ufffd\ufffd\ufffd.tif', /GBK/],
    ['a name that is turned around', 'a\u202egpj.exe', /direction/],
    ['a character Windows refuses', 'front?.tif', /has \? in it, which Windows/],
    ['a stream of another file', 'a.tif:hidden', /has : in it, which Windows/],
    ['a point at the end', 'scans./a.tif', /point/],
    ['a space at the end', 'a ', /space/],
    ['a device', 'scans/Aux.tif', /device/],
    ['a device before a point', 'nul .tif', /device/],
    ['a device with a small number', 'COM\u00b9', /device/],
    ['a space at the beginning', 'scans/ a.tif', /begins with a space/],
    ['a wide space at the end', 'a\u3000', /ends with a space/],
    ['a point at the beginning', 'scans/._a.tif', /hides/],
    ['a character nobody sees', 'a\u200b.tif', /nobody sees/],
    ['a grapheme joiner', 'a\u034f.tif', /nobody sees/],
    ['a tag', 'a\u{e0041}.tif', /nobody sees/],
    ['a Hangul filler', '\u3164', /nobody sees/],
    ['a leading Hangul filler', 'scans/\u115f.tif', /nobody sees/],
    ['a joiner between Latin letters', 'a\u200db.tif', /nobody sees/],
    ['a joiner between Chinese characters', '苗\u200c绣.tif', /nobody sees/],
    ['a joiner after a word', 'می\u200c.tif', /nobody sees/],
    ['two joiners in one place', 'می\u200c\u200cخواهم.tif', /nobody sees/],
    ['a selector of a look after a letter', 'a\ufe0f.tif', /nobody sees/],
    ['a variant of a Chinese character', '葛\u{e0100}.tif', /nobody sees/],
    ['a line separator', 'a\u2028b.tif', /line break/],
    ['a paragraph separator', 'a\u2029b.tif', /line break/],
  ])('refuses %s for a new file, and reads it where it was published', (_what, path, reason) => {
    expect(() => parseNewPath(path)).toThrow(reason);
    expect(parsePath(path)).toBe(path);
  });

  it('takes for a new file what is no device and no half of a name', () => {
    for (const path of ['auxiliary/console.tif', 'com10.tif', 'a b.tif', '苗族/百褶裙 (正面)…v1.2.tif'])
      expect(parseNewPath(path)).toBe(path);
    expect(() => parseNewPath('../a')).toThrow(FormatError);
  });

  it.each([
    ['Persian', 'می\u200cخواهم.tif'],
    ['Devanagari', 'क्\u200dष.tif'],
    ['Sinhala', 'ශ්\u200dරී.tif'],
    ['Malayalam', 'ന്\u200dറെ.tif'],
    ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ\u180eᠠ/ᠭ\u180b.tif'],
    ['an emoji of several', '👩\u200d🎨 ❤\ufe0f\u200d🔥 👩🏽\u200d🎨.jpg'],
  ])('takes for a new file what is spelled with characters that nobody sees: %s', (_script, path) => {
    expect(parseNewPath(path)).toBe(path);
  });

  it('takes paths in any script', () => {
    expect(parsePath('苗族/百褶裙 (正面).tif')).toBe('苗族/百褶裙 (正面).tif');
  });

  it.each([
    ['A/B.TIF', 'a/b.tif'],
    ['STRASSE', 'straße'],
    ['e\u0301.tif', '\u00c9.TIF'],
  ])('of %s is folded like %s: a disk that ignores case takes them for one', (left, right) => {
    expect(foldPath(left)).toBe(foldPath(right));
  });
});
