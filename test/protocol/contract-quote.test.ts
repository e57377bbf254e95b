import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  licenseIdFrom,
  parseOrganizationId,
  type AssetId,
  type LicenseId,
  parseStatementHash,
} from '@lanran/protocol/kernel/ids';
import {
  quoteWish,
  type QuotedConsent,
  type QuotedOffer,
  type QuoteQuestion,
  type SoldUses,
} from '@lanran/protocol/licensing/quote';
import { findReason } from '@lanran/protocol/licensing/reasons';
import { RENEWABLE, REVOCABLE, SUBLICENSABLE, TRANSFERABLE } from '@lanran/protocol/licensing/rights';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { licenseIdOf, ORIGINS } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';
import { TODAY } from '../../scripts/stage/chain.ts';
import { MUSEUM, Platform, STUDIO, VERSION as SOLD } from '../../scripts/stage/platform.ts';
import { walks } from '../support/walks.ts';

const VERSION = parseStatementHash(SOLD);
const OFFERS = [
  { media: 0b0011, territories: 0b0111n, firstDay: TODAY, lastDay: TODAY + 3, rights: RENEWABLE },
  { media: 0b0110, territories: 0b1110n, firstDay: TODAY + 1, lastDay: TODAY + 5, rights: TRANSFERABLE },
  { media: 0b1111, territories: 0b1111n, firstDay: TODAY, lastDay: TODAY + 6, exclusive: true },
  {
    media: 0b0111,
    territories: 0b1111n,
    firstDay: TODAY,
    lastDay: TODAY + 6,
    rights: SUBLICENSABLE | REVOCABLE,
  },
  {
    media: 0b0111,
    territories: 0b1111n,
    firstDay: TODAY,
    lastDay: TODAY + 6,
    price: 90_000n,
    rule: {
      minimum: 100_000n,
      mediaFactors: [100, 150, 50, ...Array<number>(13).fill(0)],
      groups: [{ territories: 0b0011n, factor: 120 }],
      exclusivityFactor: 100,
    },
  },
  { media: 0b0111, territories: 0b1111n, firstDay: TODAY, lastDay: TODAY + 6, price: 1n, licensee: MUSEUM },
  {
    media: 0b0111,
    territories: 0b1111n,
    firstDay: TODAY,
    lastDay: TODAY + 6,
    price: 99_000n,
    licensee: STUDIO,
  },
];
/** By which the studio alone is permitted what the consent to all does not. */
const USE = {
  media: 0b1111,
  territories: 0b0011n,
  firstDay: TODAY,
  lastDay: TODAY + 6,
  exclusive: true,
  minPrice: 110_000n,
  shareBps: 1_500,
  rights: SUBLICENSABLE,
};
const CONSENT = { media: 0b0111, territories: 0b1111n, lastDay: TODAY + 4, rights: TRANSFERABLE };

const arbitraryWish: fc.Arbitrary<Wish> = fc.record({
  media: fc.nat(0b1111),
  territories: fc.bigInt(0n, 0b1111n),
  firstDay: fc.integer({ min: TODAY - 1, max: TODAY + 6 }),
  lastDay: fc.integer({ min: TODAY - 1, max: TODAY + 7 }),
  exclusive: fc.boolean(),
});

/** What was sold before, in this order, and by which offer. */
const SALES = [
  { media: 0b0001, territories: 0b0011n, firstDay: TODAY, lastDay: TODAY + 2, exclusive: true },
  { media: 0b0010, territories: 0b0100n, firstDay: TODAY + 1, lastDay: TODAY + 4, exclusive: true },
  { media: 0b0100, territories: 0b0001n, firstDay: TODAY, lastDay: TODAY + 1, exclusive: false },
  { media: 0b0100, territories: 0b0010n, firstDay: TODAY + 3, lastDay: TODAY + 4, exclusive: false },
] as const;

describe('a quote of the contract, where something was sold', () => {
  let platform: Platform;
  let assetId: AssetId;
  let terms: Pick<
    QuoteQuestion,
    'asset' | 'version' | 'licensee' | 'consent' | 'offers' | 'operatorShareBps' | 'today'
  >;
  let sold: SoldUses;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await platform.fundStudio();
    assetId = await platform.materializeNew();
    await platform.consent(assetId, CONSENT);
    const open = { media: 0b1111, territories: 0b1111n, firstDay: TODAY, lastDay: TODAY + 6 };
    const offers = [
      { ...open, exclusive: true },
      { ...open, exclusive: false },
    ];
    for (const offer of offers) await platform.offer(assetId, offer);
    terms = {
      asset: { assetId, isKnown: true, isWithdrawn: false, openDisputes: 0, needsConsent: true },
      version: VERSION,
      licensee: { organizationId: STUDIO, isKnown: true },
      consent: { ...CONSENT, shareBps: 1_500 },
      offers: offers.map((offer, at) => ({
        ...offer,
        rights: 0,
        price: 120_000n,
        offerId: BigInt(at + 1),
        token: parseAddress(platform.tokenAddress.toLowerCase()),
        communityShareBps: 1_500,
      })),
      operatorShareBps: 250,
      today: TODAY,
    };
    const ids: LicenseId[] = [];
    for (const wish of SALES) {
      const { licenseId } = quoteWish({ ...terms, wish });
      await platform.buy(assetId, wish);
      if (licenseId !== null) ids.push(licenseId);
    }
    const exclusives = SALES.flatMap((wish, at) => {
      const licenseId = ids[at];
      return wish.exclusive && licenseId !== undefined ? [{ ...wish, licenseId }] : [];
    });
    const hull = { media: 0b0100, territories: 0b0011n, firstDay: TODAY, lastDay: TODAY + 4, offerId: 2n };
    sold = { exclusives, hulls: [hull], issued: new Set(ids) };
  });

  const compare = async (wish: Wish) => {
    const answer = await platform.judgement.quote(assetId, VERSION, STUDIO, wish, TODAY);
    const expected = quoteWish({ ...terms, sold, wish });
    expect(answer.reasons.map(({ code, subject }) => findReason(code, subject))).toEqual(expected.reasons);
    expect(licenseIdFrom(answer.licenseId)).toBe(expected.licenseId);
    return expected;
  };

  it('is the one that the same rule gives here, from what the calendar has', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryWish, async (wish) => void (await compare(wish))),
      { numRuns: walks(50) },
    );
  });

  it('takes no exclusive license beside 32 that are not over', () => {
    const licenseId = licenseIdFrom(1n);
    const away = { media: 0b1000, territories: 0b1000n, firstDay: TODAY, lastDay: TODAY, licenseId };
    const quote = (exclusive: boolean, count: number) =>
      quoteWish({
        ...terms,
        sold: { ...sold, exclusives: Array.from({ length: count }, () => away), hulls: [] },
        wish: { media: 0b0010, territories: 0b0001n, firstDay: TODAY, lastDay: TODAY, exclusive },
      }).reasons.map(({ name }) => name);
    expect(quote(true, 32)).toEqual(['CALENDAR_FULL']);
    expect(quote(true, 31)).toEqual([]);
    expect(quote(false, 32)).toEqual([]);
  });

  it('refuses here too what was sold on the same terms, or overlaps it', async () => {
    const [exclusive, , beside] = SALES;
    expect((await compare(exclusive)).reasons).toMatchObject([
      { name: 'ALREADY_LICENSED' },
      { name: 'EXCLUSIVE_OVERLAP' },
    ]);
    expect((await compare({ ...beside, exclusive: true })).reasons).toMatchObject([
      { name: 'OFFER_OVERLAP', subject: 2n },
    ]);
  });
});

describe('a quote of the contract, where nothing was sold yet', () => {
  let platform: Platform;
  let assetId: AssetId;
  let offers: QuotedOffer[];
  const consent: QuotedConsent = { ...CONSENT, shareBps: 1_500 };
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    assetId = await platform.materializeNew();
    await platform.consent(assetId, CONSENT);
    for (const terms of OFFERS) await platform.offer(assetId, terms);
    await platform.consentTo(assetId, { ...USE, token: platform.tokenAddress });
    offers = OFFERS.map((terms, at) => ({
      exclusive: false,
      rights: 0,
      price: 120_000n,
      ...terms,
      offerId: BigInt(at + 1),
      token: parseAddress(platform.tokenAddress.toLowerCase()),
      communityShareBps: 1_500,
    }));
  });

  it('is the one that the same rule gives here: terms, license id, and every reason in its order', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryWish, fc.boolean(), async (wish, isKnown) => {
        const licensee = isKnown ? STUDIO : MUSEUM.replace(/..$/, '00');
        const answer = await platform.judgement.quote(assetId, VERSION, licensee, wish, TODAY);
        const expected = quoteWish({
          asset: { assetId, isKnown: true, isWithdrawn: false, openDisputes: 0, needsConsent: true },
          version: VERSION,
          licensee: { organizationId: parseOrganizationId(licensee), isKnown },
          consent,
          useConsent: isKnown ? { ...USE, token: offers[0]?.token ?? parseAddress('') } : null,
          offers,
          operatorShareBps: 250,
          wish,
          today: TODAY,
        });
        expect(answer.reasons.map(({ code, subject }) => findReason(code, subject))).toEqual(
          expected.reasons,
        );
        expect(licenseIdFrom(answer.licenseId)).toBe(expected.licenseId);
        expect(answer.terms.offerId).toBe(expected.terms?.offerId);
        expect(answer.terms.rights).toBe(BigInt(expected.terms?.rights ?? -1));
      }),
      { numRuns: walks(50) },
    );
  });

  it('names a renewal by its parent as the contract does', async () => {
    const wish = { media: 1, territories: 1n, firstDay: TODAY, lastDay: TODAY, exclusive: false };
    const sold = quoteWish({
      asset: { assetId, isKnown: true, isWithdrawn: false, openDisputes: 0, needsConsent: true },
      version: VERSION,
      licensee: { organizationId: STUDIO, isKnown: true },
      consent,
      offers,
      operatorShareBps: 250,
      wish,
      today: TODAY,
    });
    if (sold.terms === null) throw new Error('An offer serves.');
    await platform.fundStudio();
    await platform.buy(assetId, wish);
    const held = { ...sold.terms, origin: ORIGINS.indexOf(sold.terms.origin), parent: 0n };
    const renewal = await platform.judgement.quoteRenewal(held, STUDIO, TODAY);
    expect(licenseIdFrom(renewal.terms.parent)).toBe(sold.licenseId);
    const renewed = {
      ...sold.terms,
      wish: { ...wish, firstDay: TODAY + 1, lastDay: TODAY + 1 },
      origin: ORIGINS[1],
      parent: sold.licenseId,
    };
    expect(licenseIdFrom(renewal.licenseId)).toBe(licenseIdOf(renewed));
  });
});
