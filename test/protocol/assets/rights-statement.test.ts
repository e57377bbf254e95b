import { describe, expect, it } from 'vitest';
import {
  COPYRIGHT_CODES,
  COPYRIGHT_STATUSES,
  copyrightStanding,
  findRightsStatement,
  parseCopyrightStatus,
  parseRightsStatement,
  rightsStatementText,
} from '@lanran/protocol/assets/rights-statement';

const IN_COPYRIGHT = 'http://rightsstatements.org/vocab/InC/1.0/';

describe('a rights statement', () => {
  it('takes a status by code or by any form of its address', () => {
    const forms = ['InC', 'inc', IN_COPYRIGHT, 'https://rightsstatements.org/page/InC/1.0'];
    expect(forms.map((form) => parseCopyrightStatus(form))).toEqual(Array(4).fill(IN_COPYRIGHT));
    expect(COPYRIGHT_CODES.map((code) => parseCopyrightStatus(code))).toEqual(COPYRIGHT_STATUSES);
    expect(() => parseCopyrightStatus('mine')).toThrow(/"mine" is no status that is known here: give InC/);
  });

  it('is null where nothing is said, and wants a status where something is', () => {
    expect(findRightsStatement({ status: ' ', basis: null })).toBeNull();
    expect(() => findRightsStatement({ inTrustFor: 'Xijiang' }, { status: '--copyright' })).toThrow(
      /--copyright: is missing/,
    );
  });

  it('refuses what is no line, too long, or of no known basis', () => {
    for (const part of [{ rightsHolder: 'a\nb' }, { inTrustFor: 'x'.repeat(201) }, { basis: 'found' }])
      expect(() => findRightsStatement({ status: 'InC', ...part })).toThrow();
    expect(() => parseRightsStatement({ status: IN_COPYRIGHT, owner: 'me' })).toThrow(/owner/);
  });

  it('is said in one line in both languages', () => {
    const stated = parseRightsStatement({
      status: IN_COPYRIGHT,
      rightsHolder: 'A',
      inTrustFor: 'B',
      basis: 'GIFT',
    });
    expect(rightsStatementText(stated, 'en')).toBe(
      'In copyright · rights holder: A · in trust for: B · gift',
    );
    expect(rightsStatementText(stated, 'zh')).toBe('受版权保护；权利人：A；代为保管：B；捐赠');
  });

  it('tells whether there is a copyright only where the status does', () => {
    const standings = COPYRIGHT_STATUSES.map((address) => copyrightStanding(address));
    const of = (code: string) => standings[COPYRIGHT_CODES.indexOf(code)];
    expect(['InC', 'CC-BY-4.0', 'CC0', 'NoC-US', 'CNE'].map(of)).toEqual([
      'PROTECTED',
      'PROTECTED',
      'PUBLIC_DOMAIN',
      'UNKNOWN',
      'UNKNOWN',
    ]);
  });
});
