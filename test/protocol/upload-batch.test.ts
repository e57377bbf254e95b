import { decodeUploadBatch, encodeUploadBatch } from '@lanran/protocol/files/upload-batch';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { describe, expect, it } from 'vitest';

const SHA256 = 'ab'.repeat(32);
const files = [
  { path: '蜡染/a.tif', sha256: SHA256, bytes: utf8('a line\nand "another"') },
  { path: 'empty.txt', sha256: SHA256, bytes: new Uint8Array(0) },
  { path: 'b.bin', sha256: SHA256, bytes: Uint8Array.from([10, 123, 0, 255]) },
];

describe('a batch of files', () => {
  it('is read as it was written, whatever bytes its files have', () => {
    expect(decodeUploadBatch(encodeUploadBatch(files))).toEqual(files);
    expect(decodeUploadBatch(new Uint8Array(0))).toEqual([]);
  });

  it('is refused when it ends within a file', () => {
    const whole = encodeUploadBatch(files);
    expect(() => decodeUploadBatch(whole.subarray(0, whole.length - 1))).toThrow(/b\.bin: 4 bytes/);
  });

  it.each([
    ['no line', 'x'.repeat(9_000)],
    ['no JSON', 'path\n'],
    ['no path', `{"bytes":1,"sha256":"${SHA256}"}\nx`],
    ['a length below zero', `{"path":"a","bytes":-1,"sha256":"${SHA256}"}\nx`],
    ['a length that is no whole number', `{"path":"a","bytes":0.5,"sha256":"${SHA256}"}\nx`],
  ])('is refused with %s before a file', (_what, text) => {
    expect(() => decodeUploadBatch(utf8(text))).toThrow(FormatError);
  });
});
