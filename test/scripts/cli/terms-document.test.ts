import { describe, expect, it } from 'vitest';
import { organizationIdOf, parseAssetId, parseStatementHash } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import { soldText, termsDocument } from '../../../scripts/cli/lines/license.ts';

const TOKEN = parseAddress(`0x${'77'.repeat(20)}`);
const deployment = {
  currencies: [{ symbol: 'TCNY', decimals: 2, kind: 'TEST' as const, address: TOKEN }],
};
const terms: Terms = {
  assetId: parseAssetId(`0x${'ab'.repeat(32)}`),
  version: parseStatementHash(`0x${'7e'.repeat(32)}`),
  licensee: organizationIdOf('studio'),
  offerId: 3n,
  wish: { media: 4, territories: 1n, firstDay: 20_000, lastDay: 30_000, exclusive: false },
  token: TOKEN,
  price: 120_000n,
  communityShareBps: 0,
  operatorShareBps: 0,
  rights: 0,
  origin: 'SALE',
  parent: null,
  territoriesHash: TERRITORIES_HASH,
};

describe('what was sold, by the command line', () => {
  it('names price, offer and version', () => {
    expect(termsDocument(terms, deployment)).toMatchObject({
      offerId: '3',
      price: '1200 TCNY',
      versionHash: terms.version,
    });
    expect(soldText(terms, 2)).toBe('version 2, from offer 3');
    expect(soldText(terms, null)).toBe('no published version, from offer 3');
    expect(soldText({ ...terms, origin: 'SUBLICENSE' }, 2)).toBe('version 2');
  });
});
