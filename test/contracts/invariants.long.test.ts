import fc from 'fast-check';
import { ZeroAddress } from 'ethers';
import type { TransactionReceipt } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TermsStruct } from '../../contracts/abi/LicenseMarket.ts';
import { COMMUNITY, STUDIO } from '../../scripts/stage/platform.ts';
import { licensesIn, ORIGIN } from '../../scripts/stage/market.ts';
import { ACTS, ADMINISTRATION, noteSales, type ActName, type AdministrationName } from './invariants-acts.ts';
import { World } from './invariants-world.ts';
import { priceOfOffer, standsOnConsent } from './permission-model.ts';
import { differencesOf } from './ledger.ts';
import { refusalOf } from './refusal.ts';
import { walks } from '../support/walks.ts';

const RUNS = walks(5);
const STEPS = 30;
/** A minute on a busy machine of two cores; a third of it otherwise. */
const TIMEOUT_MS = 600_000;

const dice = fc.record({ a: fc.nat(999), b: fc.nat(999), c: fc.nat(999) });
/** What happens more often than once in so many steps; what ends everything, custody and withdrawal, stays rare. */
const OFTEN: Partial<Record<ActName, number>> = {
  buy: 10,
  buyMany: 3,
  order: 4,
  confirmPaid: 4,
  confirmShare: 4,
  renew: 2,
  consentTo: 4,
  sublicense: 3,
  transfer: 2,
  claim: 4,
  offer: 2,
  grant: 2,
  retractDispute: 2,
  resume: 2,
};
const acts = Object.keys(ACTS) as ActName[];
const step = fc.record({
  name: fc.oneof(...acts.map((name) => ({ arbitrary: fc.constant(name), weight: OFTEN[name] ?? 1 }))),
  dice,
});
const administration = fc.record({
  name: fc.constantFrom<AdministrationName>(...(Object.keys(ADMINISTRATION) as AdministrationName[])),
  dice,
});

/** Not begun, live, over: a license only goes forward. */
type Stage = 0 | 1 | 2;

describe('invariants', () => {
  let start: Awaited<ReturnType<typeof World.start>>;
  beforeAll(async () => {
    start = await World.start();
  });

  async function inWorld(run: (world: World) => Promise<void>): Promise<void> {
    const restore = await start.platform.chain.snapshot();
    try {
      await run(new World(start.platform, start.assets, start.operator));
    } finally {
      await restore();
    }
  }

  /** A step may be refused, but only by an error that says why: no panic, no bare revert. */
  async function attempt(act: () => Promise<TransactionReceipt | null>): Promise<TransactionReceipt | null> {
    const acted = act();
    try {
      return await acted;
    } catch {
      const [name] = await refusalOf(acted);
      expect(name).not.toMatch(/^0x/);
      return null;
    }
  }

  const headOf = async (world: World) => {
    const { size, root } = await world.platform.log.head();
    return { size, root };
  };

  async function stageOf(world: World, licenseId: bigint): Promise<Stage> {
    const { licenses } = world.platform;
    if (await licenses.isRevoked(licenseId)) return 2;
    if (await licenses.isExpired(licenseId, world.today)) return 2;
    return (await licenses.isLive(licenseId, world.today)) ? 1 : 0;
  }

  /** Nothing is sold of what is frozen, without a version, or against what consent and offer say. */
  async function expectPermitted(world: World, receipt: TransactionReceipt): Promise<void> {
    const { assets, judgement, organizations } = world.platform;
    for (const { terms } of licensesIn(world.platform, receipt)) {
      const at = { blockTag: receipt.blockNumber };
      const asset = await assets.assetOf(String(terms.assetId), at);
      expect([asset.disputes, asset.withdrawn]).toEqual([0n, false]);
      expect(await judgement.isPaused(at)).toBe(false);
      expect(BigInt(String(terms.version))).not.toBe(0n);
      expect(await organizations.standingOf(String(terms.licensee), at)).toEqual([expect.any(BigInt), false]);
      expect(await standsOnConsent(world.platform, terms, receipt.blockNumber)).toBe(true);
      if (terms.origin === ORIGIN.SALE || terms.origin === ORIGIN.INVOICE) await expectOffered(world, terms);
    }
  }

  /** From an offer to this licensee, at the price of this use. */
  async function expectOffered({ platform }: World, terms: TermsStruct): Promise<void> {
    const { terms: offered } = await platform.book.offerOf(terms.offerId);
    expect([0n, BigInt(String(terms.licensee))]).toContain(BigInt(offered.licensee));
    expect(terms.price).toBe(priceOfOffer(offered, terms.wish));
  }

  /** What is held of a token is what is credited of it: nobody can be paid with another's money. */
  async function expectCovered(world: World): Promise<void> {
    const { market, token, tokenAddress, chain } = world.platform;
    for (const address of [tokenAddress, ZeroAddress]) {
      const credits = await Promise.all(world.accounts.map((account) => market.creditOf(account, address)));
      const held = address === ZeroAddress ? chain.provider.getBalance(market) : token.balanceOf(market);
      expect(await held).toBe(credits.reduce((sum, credit) => sum + credit, 0n));
    }
  }

  const meet = (one: TermsStruct['wish'], other: TermsStruct['wish']) =>
    (BigInt(one.media) & BigInt(other.media)) !== 0n &&
    (BigInt(one.territories) & BigInt(other.territories)) !== 0n &&
    BigInt(one.firstDay) <= BigInt(other.lastDay) &&
    BigInt(other.firstDay) <= BigInt(one.lastDay);

  /** Every pair of licenses that are not over, sublicenses apart, against each other. */
  function expectDisjoint(world: World, stages: ReadonlyMap<bigint, Stage>): void {
    const standing = world.licenses.filter(
      ({ licenseId, terms }) => stages.get(licenseId) !== 2 && terms.origin !== ORIGIN.SUBLICENSE,
    );
    for (const [at, one] of standing.entries()) {
      for (const other of standing.slice(at + 1)) {
        if (one.terms.assetId !== other.terms.assetId) continue;
        if (!one.terms.wish.exclusive && !other.terms.wish.exclusive) continue;
        expect(meet(one.terms.wish, other.terms.wish)).toBe(false);
      }
    }
  }

  it('hold after every step of anybody', { timeout: TIMEOUT_MS }, async () => {
    const counts = { steps: 0, sales: 0, claims: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), (steps) =>
        inWorld(async (world) => {
          const stages = new Map<bigint, Stage>();
          let head = await headOf(world);
          for (const { name, dice: thrown } of steps) {
            const receipt = await attempt(() => ACTS[name](world, thrown));
            counts.steps++;
            if (receipt !== null) {
              await expectPermitted(world, receipt);
              noteSales(world, receipt);
              counts.sales += licensesIn(world.platform, receipt).length;
              if (name === 'claim') counts.claims++;
            }
            const next = await headOf(world);
            expect(next.size).toBeGreaterThanOrEqual(head.size);
            if (next.size === head.size) expect(next.root).toBe(head.root);
            head = next;
            const seen = world.licenses.map(async ({ licenseId }) => {
              const stage = await stageOf(world, licenseId);
              expect(stage).toBeGreaterThanOrEqual(stages.get(licenseId) ?? 0);
              stages.set(licenseId, stage);
            });
            await Promise.all(seen);
            expectDisjoint(world, stages);
            await expectCovered(world);
          }
          expect(await differencesOf(world.platform)).toEqual([]);
        }),
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
    // A run in which everything is refused would prove nothing.
    expect(counts.sales + counts.claims).toBeGreaterThan(0);
  });

  /** Consent and share of each asset, the shares of its offers, the community's keys and its money. */
  async function communityOf(world: World): Promise<unknown> {
    const { consents, book, market, organizations, tokenAddress } = world.platform;
    const offers = (await Promise.all(world.assets.map((assetId) => book.openOffersOf(assetId)))).flat();
    const shares = offers.map(async (offerId) => (await book.offerOf(offerId)).terms.communityShareBps);
    const { council, payout } = await organizations.organizationOf(COMMUNITY);
    return {
      consents: await Promise.all(
        world.assets.map(async (assetId) => [...(await consents.consentOf(assetId))]),
      ),
      uses: await Promise.all(
        world.assets.map(async (assetId) => [...(await consents.useConsentOf(assetId, STUDIO))]),
      ),
      shares: await Promise.all(shares),
      credits: [
        await market.creditOf(COMMUNITY, tokenAddress),
        await market.creditOf(COMMUNITY, ZeroAddress),
      ],
      council,
      payout,
    };
  }

  it(
    'let no sequence of administrators’ calls reach a community’s share, consent or credits',
    { timeout: TIMEOUT_MS },
    async () => {
      const sequence = fc.array(
        fc.oneof({ arbitrary: administration, weight: 9 }, fc.constant('wait' as const)),
        {
          minLength: STEPS,
          maxLength: STEPS,
        },
      );
      let admitted = 0;
      await fc.assert(
        fc.asyncProperty(sequence, (steps) =>
          inWorld(async (world) => {
            await attempt(() => ACTS.buy(world, { a: 1, b: 0, c: 0 }));
            await attempt(() => ACTS.consentTo(world, { a: 0, b: 0, c: 9 }));
            const before = await communityOf(world);
            for (const taken of steps) {
              if (taken === 'wait') await world.travelDays(8);
              else if ((await attempt(() => ADMINISTRATION[taken.name](world, taken.dice))) !== null)
                admitted++;
            }
            expect(await communityOf(world)).toEqual(before);
          }),
        ),
        { numRuns: RUNS, endOnFailure: true },
      );
      expect(admitted).toBeGreaterThan(RUNS);
    },
  );
});
