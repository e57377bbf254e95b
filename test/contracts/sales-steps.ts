import fc from 'fast-check';
import { TODAY } from '../../scripts/stage/chain.ts';
import { SECOND_STUDIO } from '../../scripts/stage/market.ts';
import { STUDIO } from '../../scripts/stage/platform.ts';
import type { Rule } from './pricing-model.ts';
import type { ModelOffer, ModelWish } from './sales-model.ts';

const LAST_DAY = TODAY + 90;
const ALL = { media: 3, territories: 3n };
const WHOLE = { ...ALL, firstDay: TODAY, lastDay: LAST_DAY };

/* A small universe, so that wishes, offers and consents often fit: two media, two territories, days of one to three months. */
const bits = fc.constantFrom(1, 2, 3, 3);
const arbitraryWindow = fc
  .record({
    media: bits,
    territories: bits,
    begin: fc.constantFrom(0, 15),
    length: fc.constantFrom(0, 29, 30, 60),
  })
  .map(({ media, territories, begin, length }) => ({
    media,
    territories: BigInt(territories),
    firstDay: TODAY + begin,
    lastDay: TODAY + begin + length,
  }));
const wide = { weight: 3, arbitrary: fc.constant(WHOLE) };
const mostlyWide = fc.oneof(wide, { weight: 1, arbitrary: arbitraryWindow });
const factor = fc.constantFrom(50, 100, 150, 199);
const arbitraryRule: fc.Arbitrary<Rule> = fc.record({
  minimum: fc.constantFrom(0n, 15n),
  mediaFactors: fc.oneof(fc.constant<number[]>([]), fc.array<number>(factor, { minLength: 2, maxLength: 2 })),
  groups: fc.array(fc.record({ territories: fc.constantFrom(1n, 2n, 3n, 6n), factor }), { maxLength: 3 }),
  exclusivityFactor: factor,
});
const licensees = fc.constantFrom(STUDIO, SECOND_STUDIO);
const terms = {
  exclusive: fc.boolean(),
  isCoin: fc.constantFrom(false, false, true),
  rights: fc.constantFrom(0, 0, 1),
};
const arbitraryOffer: fc.Arbitrary<ModelOffer> = fc
  .record({
    ...terms,
    window: mostlyWide,
    price: fc.bigInt({ min: 1n, max: 30n }),
    rule: fc.option(arbitraryRule),
    licensee: fc.oneof(fc.constant(null), licensees),
    communityShareBps: fc.constantFrom(1_500, 1_600),
  })
  .map(({ window, rule, ...offer }) => ({
    ...offer,
    ...window,
    rule: rule === null ? null : { ...rule, mediaFactors: factorsFor(window.media, rule.mediaFactors) },
  }));
const arbitraryUse = fc
  .record({
    ...terms,
    window: mostlyWide,
    minPrice: fc.constantFrom(0n, 10n, 20n),
    shareBps: fc.constantFrom(1_500, 1_600),
  })
  .map(({ window, ...use }) => ({ ...use, ...window }));
const arbitraryOwn = fc
  .record({ window: mostlyWide, rights: fc.constantFrom(0, 1, 3) })
  .map(({ window: { media, territories, lastDay }, rights }) => ({ media, territories, lastDay, rights }));
const arbitraryWish: fc.Arbitrary<ModelWish> = fc
  .record({ window: arbitraryWindow, exclusive: fc.boolean() })
  .map(({ window, exclusive }) => ({ ...window, exclusive }));
const arbitraryStep = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('offer' as const), offer: arbitraryOffer }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('close' as const), at: fc.nat(99) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('grant' as const), own: arbitraryOwn }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('withdraw' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('consentTo' as const), licensee: licensees, use: arbitraryUse }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('withdrawTo' as const), licensee: licensees }) },
  {
    weight: 12,
    arbitrary: fc.record({ act: fc.constant('buy' as const), licensee: licensees, wish: arbitraryWish }),
  },
);
export type Step = typeof arbitraryStep extends fc.Arbitrary<infer Value> ? Value : never;

export interface Question {
  readonly licensee: string;
  readonly wish: ModelWish;
}
/** Steps, each with what is asked after it. */
export const arbitraryWalk = fc.array(
  fc.record({
    step: arbitraryStep,
    asked: fc.array(fc.record({ licensee: licensees, wish: arbitraryWish }), { minLength: 3, maxLength: 3 }),
  }),
  { minLength: 20, maxLength: 25 },
);

/** Makes every walk sell by a rule, from an offer for one, from a later and cheaper offer, and by consent to one use. */
export const OPENING: readonly Step[] = [
  { act: 'grant', own: { ...ALL, lastDay: LAST_DAY, rights: 3 } },
  ...[
    { price: 40n, rule: null, licensee: null },
    {
      price: 10n,
      rule: { minimum: 0n, mediaFactors: [], groups: [], exclusivityFactor: 100 },
      licensee: null,
    },
    { price: 5n, rule: null, licensee: STUDIO },
  ].map((priced): Step => {
    const offer = {
      ...WHOLE,
      exclusive: false,
      isCoin: false,
      rights: 0,
      communityShareBps: 1_600,
      ...priced,
    };
    return { act: 'offer', offer };
  }),
  { act: 'buy', licensee: STUDIO, wish: { ...WHOLE, exclusive: false } },
  { act: 'withdraw' },
  {
    act: 'consentTo',
    licensee: SECOND_STUDIO,
    use: { ...WHOLE, exclusive: false, isCoin: false, minPrice: 10n, shareBps: 1_600, rights: 0 },
  },
  { act: 'buy', licensee: SECOND_STUDIO, wish: { ...WHOLE, lastDay: TODAY, exclusive: false } },
  { act: 'grant', own: { ...ALL, lastDay: LAST_DAY, rights: 3 } },
];

/** For the offered ones of the first two media, which is what a rule has to have. */
function factorsFor(media: number, factors: readonly number[]): number[] {
  if (factors.length === 0) return [];
  return Array.from({ length: 16 }, (_, bit) => ((media & (1 << bit)) === 0 ? 0 : (factors[bit] ?? 100)));
}
