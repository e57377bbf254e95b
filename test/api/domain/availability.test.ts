import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type SaleFacts,
  availabilityOf,
  canBeTaken,
  saleDaysOf,
} from '@lanran/api/licensing/domain/availability';
import { sells, toWindow } from '@lanran/api/assets/domain/availability';
import type { Offer } from '@lanran/api/licensing/domain/license';
import type { UseConsent } from '@lanran/api/consent/domain/use-consent';
import type { ConsentTerms } from '@lanran/api/chain/domain/consent-terms';
import { FLAT_PRICE, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { quoteWish } from '@lanran/protocol/licensing/quote';
import { SUBLICENSABLE, TRANSFERABLE } from '@lanran/protocol/licensing/rights';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { buildAsset } from '../graphql/graphql-stage.ts';

const [MUSEUM, ARCHIVE, XIJIANG] = ['museum', 'archive', 'xijiang'].map((slug) => organizationIdOf(slug)) as [
  OrganizationId,
  OrganizationId,
  OrganizationId,
];
const STREAMING = bitsOf(['STREAMING']);
const TELEVISION = bitsOf(['TELEVISION']);
const ASSET = buildAsset({ holder: MUSEUM, community: XIJIANG });

function buildOffer(overrides: Partial<Offer> = {}): Offer {
  return {
    id: '1',
    assetId: ASSET.id,
    holder: MUSEUM,
    media: STREAMING,
    territories: 3n,
    firstDay: 10,
    lastDay: 20,
    exclusive: false,
    token: parseAddress(`0x${'00'.repeat(20)}`),
    price: 1n,
    rule: FLAT_PRICE,
    licensee: null,
    communityShareBps: 1_000,
    rights: 0,
    isClosed: false,
    projectedIndex: 1,
    ...overrides,
  };
}

function buildFacts(overrides: Partial<SaleFacts> = {}): SaleFacts {
  const consent: ConsentTerms = {
    holder: MUSEUM,
    media: STREAMING,
    territories: 1n,
    lastDay: 30,
    shareBps: 1_000,
    rights: TRANSFERABLE,
  };
  return {
    asset: ASSET,
    consent,
    joinable: null,
    offers: [buildOffer()],
    isDisputed: false,
    holderSuspendedFrom: null,
    taken: [],
    ...overrides,
  };
}

describe('the days on which an offer can be taken', () => {
  it('end with the offer or with the consent, whichever is first', () => {
    expect(saleDaysOf(buildOffer(), buildFacts())).toEqual({ firstDay: 10, lastDay: 20 });
    expect(saleDaysOf(buildOffer({ lastDay: 40 }), buildFacts())).toEqual({ firstDay: 10, lastDay: 30 });
    expect(saleDaysOf(buildOffer({ firstDay: 31, lastDay: 40 }), buildFacts())).toBeNull();
  });

  it.each<[string, Partial<Offer>, Partial<SaleFacts>]>([
    ['without consent', {}, { consent: null }],
    ['while it is disputed', {}, { isDisputed: true }],
    ['once it is withdrawn', {}, { asset: { ...ASSET, isWithdrawn: true } }],
    ['for its people only', {}, { asset: buildAsset({ holder: MUSEUM }, { access: 'RESTRICTED' }) }],
    ['that is closed', { isClosed: true }, {}],
    ['of an earlier holder', { holder: ARCHIVE }, {}],
    ['for other media than consented to', { media: TELEVISION }, {}],
    ['for other territories than consented to', { territories: 4n }, {}],
    ['with a smaller share for the community', { communityShareBps: 999 }, {}],
    ['with rights that the council kept', { rights: TRANSFERABLE | SUBLICENSABLE }, {}],
  ])('are none %s', (_case, offer, facts) => {
    expect(saleDaysOf(buildOffer(offer), buildFacts(facts))).toBeNull();
  });

  it('are those of the offer where no community stands behind the asset', () => {
    const facts = buildFacts({ asset: { ...ASSET, community: null }, consent: null });
    expect(saleDaysOf(buildOffer(), facts)).toEqual({ firstDay: 10, lastDay: 20 });
  });

  it('are those on which a quote sells some of it', () => {
    const day = fc.integer({ min: 0, max: 12 });
    const few = fc.integer({ min: 0, max: 3 });
    const consent = fc.record({ media: few, territories: few, lastDay: day, shareBps: few, rights: few });
    const offer = fc.record({
      media: few,
      territories: few,
      firstDay: day,
      lastDay: day,
      communityShareBps: few,
      rights: few,
    });
    fc.assert(
      fc.property(fc.option(consent), offer, day, fc.boolean(), (permitted, offered, today, isDisputed) => {
        const facts = buildFacts({
          consent:
            permitted === null
              ? null
              : { ...permitted, holder: MUSEUM, territories: BigInt(permitted.territories) },
          isDisputed,
        });
        const one = buildOffer({ ...offered, territories: BigInt(offered.territories) });
        const days = saleDaysOf(one, facts);
        const isOpen = days !== null && days.firstDay <= today && today <= days.lastDay;
        const wishes = [1, 2].flatMap((media) => [1n, 2n].map((territories) => ({ media, territories })));
        const isSold = wishes.some(
          (wish) =>
            quoteWish({
              asset: {
                assetId: ASSET.id,
                isKnown: true,
                isWithdrawn: false,
                openDisputes: isDisputed ? 1 : 0,
                needsConsent: true,
              },
              version: ASSET.head,
              licensee: { organizationId: ARCHIVE, isKnown: true },
              consent: facts.consent,
              offers: [{ ...one, offerId: 1n }],
              operatorShareBps: 0,
              wish: { ...wish, firstDay: today, lastDay: today, exclusive: false },
              today,
            }).reasons.length === 0,
        );
        expect(isOpen).toBe(isSold);
      }),
    );
  });
});

describe('an offer under a consent to one use', () => {
  const facts = { ...buildFacts({ consent: null }), isHolderSuspended: false };
  const offer = buildOffer({ licensee: ARCHIVE });
  const use: UseConsent = {
    assetId: ASSET.id,
    community: XIJIANG,
    holder: MUSEUM,
    licensee: ARCHIVE,
    media: STREAMING,
    territories: 1n,
    firstDay: 12,
    lastDay: 15,
    exclusive: false,
    token: offer.token,
    minPrice: 1n,
    shareBps: 1_000,
    rights: 0,
    state: 'GRANTED',
    projectedIndex: 1,
  };

  it('can be taken by the organization that it names, beside or without a general consent', () => {
    expect(canBeTaken(offer, facts, [])).toBe(false);
    expect(canBeTaken(offer, facts, [use])).toBe(true);
    expect(canBeTaken(buildOffer(), facts, [use])).toBe(true);
    expect(canBeTaken(offer, { ...buildFacts(), isHolderSuspended: false }, [])).toBe(true);
    expect(canBeTaken(offer, { ...buildFacts(), isHolderSuspended: true }, [use])).toBe(false);
  });

  it.each<[string, Partial<UseConsent>, Partial<Offer>]>([
    ['to another organization', { licensee: XIJIANG }, {}],
    ['that is spent', { state: 'SPENT' }, {}],
    ['under another holder', { holder: ARCHIVE }, {}],
    ['for later days', { firstDay: 21, lastDay: 30 }, {}],
    ['for another medium', { media: TELEVISION }, {}],
    ['for a use beside others, where the offer is exclusive', {}, { exclusive: true }],
    ['at a higher price', { minPrice: 2n }, {}],
    ['for a higher share', { shareBps: 1_001 }, {}],
  ])('can’t be taken under one %s', (_, otherUse, otherOffer) => {
    expect(canBeTaken({ ...offer, ...otherOffer }, facts, [{ ...use, ...otherUse }])).toBe(false);
  });
});

describe('what the catalog keeps of an asset’s sale', () => {
  it('joins the days of offers that overlap or adjoin, and keeps the days between others', () => {
    const offers = [
      buildOffer({ id: '3', firstDay: 28, lastDay: 29 }),
      buildOffer({ id: '1', firstDay: 10, lastDay: 20 }),
      buildOffer({ id: '2', firstDay: 15, lastDay: 16 }),
      buildOffer({ id: '4', firstDay: 21, lastDay: 22 }),
    ];
    expect(availabilityOf(buildFacts({ offers }))).toMatchObject({
      consentUntil: 30,
      offeredUntil: 29,
      saleDays: [
        { firstDay: 10, lastDay: 22 },
        { firstDay: 28, lastDay: 29 },
      ],
    });
  });

  it('counts the consent of a collection that a sale lets the asset join, which is not in force yet', () => {
    const { consent } = buildFacts();
    expect(availabilityOf(buildFacts({ consent: null, joinable: consent }))).toMatchObject({
      consentUntil: null,
      offeredUntil: 20,
      saleDays: [{ firstDay: 10, lastDay: 20 }],
    });
  });

  it('ends before the day on which its holder is suspended', () => {
    const offers = [buildOffer({ id: '1' }), buildOffer({ id: '2', firstDay: 25, lastDay: 29 })];
    const saleDaysUntil = (day: number) =>
      availabilityOf(buildFacts({ offers, holderSuspendedFrom: new Date(day * 86_400_000 + 3_600_000) }))
        .saleDays;
    expect(saleDaysUntil(15)).toEqual([{ firstDay: 10, lastDay: 14 }]);
    expect(saleDaysUntil(10)).toEqual([]);
    expect(saleDaysUntil(27)).toEqual([
      { firstDay: 10, lastDay: 20 },
      { firstDay: 25, lastDay: 26 },
    ]);
  });

  it('keeps an offer that cannot be taken apart from days of sale', () => {
    expect(availabilityOf(buildFacts({ consent: null }))).toEqual({
      consentUntil: null,
      offeredUntil: 20,
      saleDays: [],
      sales: [],
      taken: [],
    });
    expect(availabilityOf(buildFacts({ offers: [] }))).toMatchObject({ offeredUntil: null, saleDays: [] });
  });

  it('sells exactly the uses that a quote sells', () => {
    const day = fc.integer({ min: 0, max: 6 });
    const few = fc.integer({ min: 0, max: 3 });
    const window = fc.record({ media: few, territories: few, firstDay: day, lastDay: day });
    const consent = fc.record({ media: few, territories: few, lastDay: day, shareBps: few, rights: few });
    const offer = fc.record({ communityShareBps: few, rights: few, isClosed: fc.boolean() });
    const bigger = <T extends { readonly territories: number }>({ territories, ...rest }: T) => ({
      ...rest,
      territories: BigInt(territories),
    });
    fc.assert(
      fc.property(
        fc.option(consent),
        fc.array(fc.tuple(offer, window), { maxLength: 3 }),
        window,
        (permitted, offered, wish) => {
          const offers = offered.map(([terms, uses], at) =>
            buildOffer({ ...terms, ...bigger(uses), id: String(at + 1) }),
          );
          const facts = buildFacts({
            consent: permitted === null ? null : { ...bigger(permitted), holder: MUSEUM },
            offers: offers.filter(({ isClosed }) => !isClosed),
          });
          const { sales, taken } = availabilityOf(facts);
          const wanted = bigger(wish);
          const { reasons } = quoteWish({
            asset: {
              assetId: ASSET.id,
              isKnown: true,
              isWithdrawn: false,
              openDisputes: 0,
              needsConsent: true,
            },
            version: ASSET.head,
            licensee: { organizationId: ARCHIVE, isKnown: true },
            consent: facts.consent,
            offers: facts.offers.map(({ id, ...each }) => ({ ...each, offerId: BigInt(id) })),
            operatorShareBps: 0,
            wish: { ...wanted, exclusive: false },
            today: 0,
          });
          const isEmptyWish = reasons.some(({ name }) => name === 'WINDOW_EMPTY');
          fc.pre(!isEmptyWish);
          const isSold = sells({ sales: sales.map(toWindow), taken: taken.map(toWindow) }, wanted);
          expect(isSold).toBe(reasons.length === 0);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('sells nothing that an exclusive license has taken', () => {
    const use = { media: STREAMING, territories: 1n, firstDay: 12, lastDay: 14 };
    const soldTo = (taken: SaleFacts['taken']) => {
      const kept = availabilityOf(buildFacts({ taken }));
      return sells({ sales: kept.sales.map(toWindow), taken: kept.taken.map(toWindow) }, use);
    };
    expect(soldTo([])).toBe(true);
    expect(soldTo([{ ...use, firstDay: 14, lastDay: 30 }])).toBe(false);
    expect(soldTo([{ ...use, firstDay: 15, lastDay: 30 }])).toBe(true);
    expect(soldTo([{ ...use, territories: 2n }])).toBe(true);
    expect(soldTo([{ ...use, media: TELEVISION }])).toBe(true);
  });

  it('knows what the cheapest use costs', () => {
    const priced = (rule: Partial<PriceRule>) => {
      const offer = buildOffer({
        media: STREAMING | TELEVISION,
        territories: 7n,
        price: 100n,
        rule: { ...FLAT_PRICE, ...rule },
      });
      const { consent: usual } = buildFacts();
      if (usual === null) throw new Error('no consent');
      const consent = { ...usual, media: STREAMING | TELEVISION, territories: 6n };
      return availabilityOf(buildFacts({ offers: [offer], consent })).sales.map(({ price }) => price);
    };
    expect(priced({})).toEqual(['100']);
    expect(priced({ minimum: 250n })).toEqual(['250']);
    expect(priced({ groups: [{ territories: 2n, factor: 50 }] })).toEqual(['50']);
    // The council permits no use in the cheaper territory.
    expect(priced({ groups: [{ territories: 1n, factor: 50 }] })).toEqual(['100']);
  });
});
