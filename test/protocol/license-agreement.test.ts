import { describe, expect, it } from 'vitest';
import { utf8 } from '@lanran/protocol/kernel/bytes';
import { checkAgreementText } from '@lanran/protocol/licensing/agreement-check';
import {
  agreementFileName,
  type LicenseAgreement,
  MAX_AGREEMENT_BYTES,
  parseLicenseAgreement,
} from '@lanran/protocol/licensing/license-agreement';

const PDF = utf8('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

describe('a text that can be a license agreement', () => {
  it('is hashed as it is, of the type that its name promises', () => {
    expect(checkAgreementText(utf8('abc'), 'Film license.TXT')).toEqual({
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      bytes: 3,
      mediaType: 'text/plain',
    });
    expect(checkAgreementText(PDF, 'license.pdf').mediaType).toBe('application/pdf');
    expect(checkAgreementText(utf8('# 许可\n\t一、\f'), '许可.md').mediaType).toBe('text/markdown');
  });

  it.each([
    ['license.docx', utf8('abc'), 'must be a .pdf, .txt, .md file'],
    ['license', utf8('abc'), 'must be a'],
    ['license.txt', new Uint8Array(), 'is empty'],
    ['license.txt', utf8(' \n'), 'has no words'],
    ['license.txt', new Uint8Array(MAX_AGREEMENT_BYTES + 1).fill(65), 'at most 1048576'],
    ['license.txt', Uint8Array.of(0xd0, 0xed, 0xbf, 0xc9), 'is not UTF-8'],
    ['license.md', utf8('a\u0000b'), 'control characters'],
    ['license.txt', PDF, 'is a PDF'],
    ['license.pdf', utf8('abc'), 'is no PDF'],
    ['license.pdf', PDF.subarray(0, 20), 'is cut off'],
  ])('is not %s where the bytes say otherwise', (name, content, problem) => {
    expect(() => checkAgreementText(content, name)).toThrow(problem);
  });

  it('may have 1 MiB', () => {
    const { bytes } = checkAgreementText(new Uint8Array(MAX_AGREEMENT_BYTES).fill(65), 'license.txt');
    expect(bytes).toBe(MAX_AGREEMENT_BYTES);
  });
});

describe('the field that names it', () => {
  const agreement: LicenseAgreement = {
    sha256: 'ab'.repeat(32),
    bytes: 3,
    mediaType: 'application/pdf',
    name: { en: 'Film license', zh: '影视许可协议' },
  };

  it('reads what was written', () => {
    expect(parseLicenseAgreement(structuredClone(agreement))).toEqual(agreement);
    expect(agreementFileName(agreement)).toBe('agreement.pdf');
  });

  it.each([
    ['sha256', { sha256: 'AB'.repeat(32) }],
    ['bytes', { bytes: 0 }],
    ['bytes', { bytes: MAX_AGREEMENT_BYTES + 1 }],
    ['mediaType', { mediaType: 'text/html' }],
    ['name', { name: {} }],
    ['name.en', { name: { en: ' Film license' } }],
    ['name.zh', { name: { zh: '许可\n协议' } }],
    ['name.en', { name: { en: 'license\u202efdp' } }],
    ['name.en', { name: { en: 'x'.repeat(121) } }],
    ['url', { url: 'https://museum.example' }],
  ])('refuses another %s', (member, change) => {
    expect(() => parseLicenseAgreement({ ...agreement, ...change })).toThrow(`agreement.${member}`);
  });
});
