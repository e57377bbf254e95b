import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TermsStruct } from '../../contracts/abi/Judgement.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { allowMarket } from '../../scripts/stage/crowd.ts';
import { KIND, mined, MUSEUM, Platform } from '../../scripts/stage/platform.ts';
import { TODAY } from '../../scripts/stage/chain.ts';
import { CalendarModel, type Window } from './calendar-model.ts';
import { ARCHIVE, handOver } from './custody.ts';
import { renew, RIGHT, sell, sublicense, today, travelToDay, type Outcome, type Said } from './judged.ts';
import { refusalOf } from './refusal.ts';
import { walks } from '../support/walks.ts';

const REASON_HASH = `0x${'33'.repeat(32)}`;
const ALL_RIGHTS = RIGHT.SUBLICENSABLE | RIGHT.REVOCABLE | RIGHT.RENEWABLE;

/* A small universe, so that windows meet often: 3 media, 3 territories, days 0 to 7 from the step's own. */
const bits = fc.integer({ min: 1, max: 7 });
const arbitraryWindow = fc
  .tuple(bits, bits, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 }))
  .map(([media, territories, begin, length]) => ({ media, territories: BigInt(territories), begin, length }));
const pick = fc.nat(1_000);
const arbitraryStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('offer' as const), exclusive: fc.boolean() }) },
  { weight: 12, arbitrary: fc.record({ act: fc.constant('sell' as const), pick, window: arbitraryWindow }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('close' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('revoke' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('renew' as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('sublicense' as const), pick, window: arbitraryWindow }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('handOver' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('withdraw' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('consent' as const) }) },
);
type Step = typeof arbitraryStep extends fc.Arbitrary<infer Value> ? Value : never;

const OVERLAPS = new Set(['EXCLUSIVE_OVERLAP', 'OFFER_OVERLAP', 'CALENDAR_FULL']);

/** One asset's life, acted out on the chain and in the model. */
class Life {
  readonly model = new CalendarModel();
  readonly #sold: { licenseId: bigint; terms: TermsStruct }[] = [];
  #holder = MUSEUM;
  #hasConsent = true;

  constructor(
    readonly platform: Platform,
    readonly assetId: AssetId,
  ) {}

  async take(step: Step): Promise<void> {
    const day = await today(this.platform);
    if (step.act === 'offer') await this.#offer(step.exclusive, day);
    if (step.act === 'sell') await this.#sell(step.pick, windowOn(day, step.window));
    if (step.act === 'close') await this.#close(step.pick);
    if (step.act === 'revoke') await this.#revoke(step.pick, day);
    if (step.act === 'renew') await this.#renew(step.pick, day);
    if (step.act === 'sublicense') await this.#sublicense(step.pick, windowOn(day, step.window));
    if (step.act === 'wait') await travelToDay(this.platform, day + step.days);
    if (step.act === 'handOver') await this.#handOver();
    if (step.act === 'withdraw') await this.#withdrawConsent();
    if (step.act === 'consent') await this.#consent();
    await this.#checkCalendar();
  }

  async #offer(exclusive: boolean, day: number): Promise<void> {
    const terms = this.platform.buildTerms({
      price: 0n,
      exclusive,
      rights: ALL_RIGHTS,
      firstDay: day,
      lastDay: day + 12,
    });
    const offering = this.#book().offer(this.assetId, terms);
    if (!this.#hasConsent) {
      expect(await refusalOf(mined(offering))).toEqual(['OfferBookNoConsent', this.assetId]);
      return;
    }
    await mined(offering);
    this.model.open(exclusive);
  }

  async #sell(pick: number, window: Window): Promise<void> {
    const offer = this.model.offers[pick % this.model.offers.length];
    if (offer === undefined) return;
    const outcome = await sell(this.platform, offer.offerId, { ...window, exclusive: offer.exclusive });
    const day = await today(this.platform);
    this.#compare(outcome, this.model.obstaclesOf({ ...window, exclusive: offer.exclusive }, day));
    const isClosed = outcome.reasons.some(([name]) => name === 'OFFER_CLOSED');
    expect(isClosed).toBe(offer.isClosed || offer.isEnded);
    if (this.#isSold(outcome)) this.model.sell(offer.offerId, outcome.licenseId, window, day);
  }

  async #renew(pick: number, day: number): Promise<void> {
    const held = this.#sold[pick % this.#sold.length];
    if (held === undefined) return;
    const { wish, offerId } = held.terms;
    const [firstDay, lastDay] = [Number(wish.firstDay), Number(wish.lastDay)];
    const window = { media: Number(wish.media), territories: BigInt(wish.territories) };
    const next = { ...window, firstDay: lastDay + 1, lastDay: lastDay + 1 + lastDay - firstDay };
    const outcome = await renew(this.platform, held.terms);
    this.#compare(outcome, this.model.obstaclesOf({ ...next, exclusive: wish.exclusive }, day));
    if (this.#isSold(outcome)) this.model.sell(BigInt(offerId), outcome.licenseId, next, day);
  }

  async #sublicense(pick: number, window: Window): Promise<void> {
    const held = this.#sold[pick % this.#sold.length];
    if (held === undefined) return;
    const { reasons } = await sublicense(this.platform, held.terms, window);
    if (reasons.length === 0) expect(this.#hasConsent).toBe(true);
    expect(reasons.filter(([name]) => OVERLAPS.has(name))).toEqual([]);
  }

  async #close(pick: number): Promise<void> {
    const offer = this.model.offers[pick % this.model.offers.length];
    if (offer === undefined) return;
    const closing = this.#book().closeOffer(offer.offerId);
    if (offer.isClosed) {
      expect(await refusalOf(mined(closing))).toEqual(['OfferBookOfferClosed', offer.offerId]);
      return;
    }
    await mined(closing);
    offer.isClosed = true;
  }

  async #revoke(pick: number, day: number): Promise<void> {
    const held = this.#sold[pick % this.#sold.length];
    if (held === undefined || !this.model.isLive(held.licenseId, day)) return;
    const { licenses, people } = this.platform;
    const holder = this.#holder === MUSEUM ? people.museum : people.stranger;
    await mined(licenses.connect(holder).revoke(held.terms, REASON_HASH));
    this.model.revoke(held.licenseId);
  }

  async #handOver(): Promise<void> {
    const to = this.#holder === MUSEUM ? ARCHIVE : MUSEUM;
    await handOver(this.platform, this.assetId, { from: this.#holder, to });
    this.#holder = to;
    await this.#consent();
    this.model.endOffers();
  }

  async #withdrawConsent(): Promise<void> {
    if (!this.#hasConsent) return;
    await mined(this.platform.consents.connect(this.platform.people.council).withdraw(this.assetId));
    this.#hasConsent = false;
  }

  async #consent(): Promise<void> {
    await this.platform.consent(this.assetId, { holder: this.#holder, rights: RIGHT.SUBLICENSABLE });
    this.#hasConsent = true;
  }

  #isSold({ reasons, licenseId, terms }: Outcome): boolean {
    if (reasons.length > 0) return false;
    // Nothing is ever sold without consent in that block, nor what the model knows to be somebody's alone.
    expect(this.#hasConsent).toBe(true);
    this.#sold.push({ licenseId, terms });
    return true;
  }

  /** The calendar's reasons are exactly those of the rule. */
  #compare({ reasons }: Outcome, obstacles: Said[]): void {
    const byName = (list: Said[]) => list.map(([name, subject]) => `${name} ${subject}`).sort();
    expect(byName(reasons.filter(([name]) => OVERLAPS.has(name)))).toEqual(byName(obstacles));
  }

  async #checkCalendar(): Promise<void> {
    const day = await today(this.platform);
    expect(this.model.violations(day)).toEqual([]);
    const [exclusives, hulls] = await this.platform.judgement.calendarOf(this.assetId, day);
    const licenseIds = exclusives.map((grant) => grant.licenseId).sort(ascending);
    expect(licenseIds).toEqual(this.model.liveExclusives(day).sort(ascending));
    expect(exclusives.length).toBeLessThanOrEqual(32);
    expect(hulls.length).toBeLessThanOrEqual(32);
  }

  #book() {
    const { book, people } = this.platform;
    return book.connect(this.#holder === MUSEUM ? people.museum : people.stranger);
  }
}

describe('calendar, against a brute-force model', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.admit(ARCHIVE, { kind: KIND.INSTITUTION, owner: 'stranger' });
    await platform.fundStudio();
    await allowMarket(platform);
  });

  it('never grants what is somebody’s alone, and names what stands in the way of what it refuses', async () => {
    const opening: Step[] = [
      { act: 'offer', exclusive: false },
      { act: 'offer', exclusive: true },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryStep, { minLength: 20, maxLength: 30 }), async (steps) => {
        const restore = await platform.chain.snapshot();
        const assetId = await platform.materializeNew();
        await platform.consent(assetId, { rights: RIGHT.SUBLICENSABLE, lastDay: TODAY + 200 });
        const life = new Life(platform, assetId);
        for (const step of [...opening, ...steps]) await life.take(step);
        await restore();
      }),
      { numRuns: walks(4), endOnFailure: true },
    );
  });
});

function windowOn(
  day: number,
  {
    media,
    territories,
    begin,
    length,
  }: { media: number; territories: bigint; begin: number; length: number },
): Window {
  return { media, territories, firstDay: day + begin, lastDay: day + begin + length };
}

function ascending(one: bigint, other: bigint): number {
  return one < other ? -1 : 1;
}
