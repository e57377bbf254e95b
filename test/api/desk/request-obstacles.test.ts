import { describe, expect, it } from 'vitest';
import { type AgreedSale, obstaclesTo } from '@lanran/api/desk/domain/request-obstacles';
import type { RequestTerms } from '@lanran/api/desk/domain/request-terms';
import {
  licenseIdFrom,
  organizationIdOf,
  parseAssetId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import type { QuoteQuestion } from '@lanran/protocol/licensing/quote';
import { FORMER_RIGHTS, RIGHTS, rightsBits } from '@lanran/protocol/licensing/rights';

const ASSET = parseAssetId(`0x${'0a'.repeat(32)}`);
const STUDIO = organizationIdOf('studio');
const TODAY = 20_000;
const WISH = { media: 4, territories: 1n, firstDay: TODAY + 10, lastDay: TODAY + 375, exclusive: false };
const ALL = rightsBits(RIGHTS);
const TERMS: RequestTerms = {
  wish: WISH,
  token: parseAddress(`0x${'70'.repeat(20)}`),
  price: 90_000n,
  communityShareBps: 2_000,
  rights: ALL,
};

function buildSale(terms: Partial<RequestTerms> = {}, overrides: Partial<AgreedSale> = {}): AgreedSale {
  const sale = { assetId: ASSET, licensee: STUDIO, isRestricted: false, knownRights: ALL };
  return { ...sale, terms: { ...TERMS, ...terms }, ...overrides };
}

function buildFacts(overrides: Partial<QuoteQuestion> = {}): QuoteQuestion {
  return {
    asset: { assetId: ASSET, isKnown: true, isWithdrawn: false, openDisputes: 0, needsConsent: true },
    version: parseStatementHash(`0x${'0b'.repeat(32)}`),
    licensee: { organizationId: STUDIO, isKnown: true },
    consent: null,
    offers: [],
    operatorShareBps: 0,
    wish: WISH,
    today: TODAY,
    ...overrides,
  };
}

const codes = (sale: AgreedSale, facts: QuoteQuestion | null = buildFacts()) =>
  obstaclesTo(sale, facts).map(({ code }) => code);

describe('what stands in the way of an answer', () => {
  it('is nothing for terms with any right, consented to by nobody yet', () => {
    for (const right of RIGHTS) expect(codes(buildSale({ rights: rightsBits([right]) }))).toEqual([]);
    expect(codes(buildSale())).toEqual([]);
    expect(codes(buildSale({ price: null, communityShareBps: null }))).toEqual([]);
  });

  it('is what would refuse the offer', () => {
    expect(codes(buildSale(), buildFacts({ operatorShareBps: 8_500 }))).toEqual([
      'OFFER_BOOK_SHARE_TOO_HIGH',
    ]);
    const consent = { media: 0, territories: 0n, lastDay: 0, shareBps: 3_000, rights: 0 };
    expect(codes(buildSale(), buildFacts({ consent }))).toEqual(['OFFER_BOOK_SHARE_TOO_LOW']);
    expect(codes(buildSale({ communityShareBps: 3_000 }), buildFacts({ consent }))).toEqual([]);
    expect(codes(buildSale({}, { isRestricted: true }))).toEqual(['RESTRICTED']);
    expect(codes(buildSale(), null)).toEqual(['TAKEN_DOWN']);
  });

  it('is a right that the contracts of before do not know, named in both languages', () => {
    const [refusal] = obstaclesTo(buildSale({}, { knownRights: FORMER_RIGHTS }), buildFacts());
    expect(refusal?.code).toBe('OFFER_BOOK_RIGHTS_INVALID');
    expect(refusal?.data).toEqual({ rights: String(ALL & ~FORMER_RIGHTS) });
    expect(refusal?.text.zh).toContain('去掉');
  });

  it('is an exclusive license in the way, and no dispute or pause that passes', () => {
    const exclusives = [{ ...WISH, licenseId: licenseIdFrom(7n) }];
    const sold = { exclusives, hulls: [], issued: new Set<never>() };
    expect(codes(buildSale(), buildFacts({ sold }))).toEqual(['EXCLUSIVE_OVERLAP']);
    const asset = { ...buildFacts().asset, openDisputes: 1 };
    expect(codes(buildSale(), buildFacts({ asset, isPaused: true }))).toEqual([]);
    expect(codes(buildSale(), buildFacts({ asset: { ...asset, isWithdrawn: true } }))).toEqual([
      'ASSET_WITHDRAWN',
    ]);
  });
});
