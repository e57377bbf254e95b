import { toBeHex, ZeroAddress } from 'ethers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IJudgement } from '../../contracts/abi/Judgement.ts';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket } from '../../scripts/stage/crowd.ts';
import { admitSecondStudio, giveCoin, SECOND_STUDIO, secondStudioOf } from '../../scripts/stage/market.ts';
import { FLAT, mined, NO_PERMIT, Platform, STUDIO, VERSION } from '../../scripts/stage/platform.ts';
import { said } from './judged.ts';
import { refusalOf } from './refusal.ts';
import { named, SalesModel, type ModelOffer, type ModelWish } from './sales-model.ts';
import { arbitraryWalk, OPENING, type Question, type Step } from './sales-steps.ts';
import { walks } from '../support/walks.ts';

/** One asset's sales, on the chain and in the model. */
class Life {
  readonly counts = { byRule: 0, forOne: 0, cheaper: 0, byUse: 0 };
  readonly #model = new SalesModel();

  constructor(
    readonly platform: Platform,
    readonly assetId: AssetId,
  ) {}

  async take(step: Step): Promise<void> {
    const { people, consents } = this.platform;
    const council = consents.connect(people.council);
    if (step.act === 'offer') await this.#offer(step.offer);
    else if (step.act === 'close') await this.#close(step.at);
    else if (step.act === 'buy') await this.#buy(step);
    else if (step.act === 'grant') {
      await this.platform.consent(this.assetId, step.own);
      this.#model.own = step.own;
    } else if (step.act === 'withdraw') {
      await mined(council.withdraw(this.assetId));
      this.#model.own = null;
    } else if (step.act === 'consentTo') {
      const { isCoin, ...use } = step.use;
      const token = this.#tokenOf(isCoin);
      await this.platform.consentTo(this.assetId, { ...use, token, licensee: step.licensee });
      this.#model.uses.set(step.licensee, step.use);
    } else if (this.#model.uses.delete(step.licensee))
      await mined(council.withdrawConsentTo(this.assetId, step.licensee));
    for (const licensee of [STUDIO, SECOND_STUDIO]) {
      const { holder } = await consents.useConsentOf(this.assetId, licensee);
      expect(BigInt(holder) !== 0n).toBe(this.#model.uses.has(licensee));
    }
  }

  #tokenOf(isCoin: boolean): string {
    return isCoin ? ZeroAddress : this.platform.tokenAddress;
  }

  async #offer(offer: ModelOffer): Promise<void> {
    const { isCoin, rule, licensee, ...plain } = offer;
    const offering = this.platform.offer(this.assetId, {
      ...plain,
      token: this.#tokenOf(isCoin),
      licensee: licensee ?? ZERO_32,
      rule: rule ?? FLAT,
    });
    const refusal = this.#model.refusalOf(offer);
    if (refusal !== null) {
      expect((await refusalOf(offering))[0]).toBe(refusal);
      return;
    }
    await offering;
    this.#model.open(offer);
  }

  async #close(at: number): Promise<void> {
    const offerId = BigInt((at % this.#model.offers.length) + 1);
    if (this.#model.isClosed(offerId)) return;
    await mined(this.platform.book.connect(this.platform.people.museum).closeOffer(offerId));
    this.#model.close(offerId);
  }

  /** Fails unless the model and the quote say the same. */
  async ask({ licensee, wish }: Question): Promise<IJudgement.QuoteStructOutput> {
    const quote = await this.platform.judgement.quote(this.assetId, VERSION, licensee, wish, TODAY);
    const expected = this.#model.quote(licensee, wish, TODAY);
    expect([quote.terms.offerId, quote.terms.price]).toEqual([expected.offerId, expected.price]);
    expect(named(said(quote.reasons)).sort()).toEqual(named(expected.reasons).sort());
    return quote;
  }

  /** Takes what the quote takes; the sale is refused for what the quote says. */
  async #buy({ licensee, wish }: Question): Promise<void> {
    const { assetId } = this;
    const { market, people } = this.platform;
    const { terms, licenseId, reasons } = await this.ask({ licensee, wish });
    if (terms.offerId === 0n) return;
    const buyer = licensee === STUDIO ? people.studio : secondStudioOf(this.platform);
    const sold = { offerId: terms.offerId, assetId, version: VERSION, licensee, wish };
    const purchase = { ...sold, termsHash: toBeHex(licenseId, 32), maxPrice: terms.price };
    const value = terms.token === ZeroAddress ? terms.price : 0n;
    const buying = market.connect(buyer).buy(purchase, NO_PERMIT, { value });
    if (reasons.length > 0) {
      const pairs = reasons.map(({ code, subject }) => [code, subject]);
      expect(await refusalOf(mined(buying))).toEqual(['JudgementRefused', pairs]);
      return;
    }
    await mined(buying);
    this.#count(licensee, terms.offerId, wish);
    this.#model.sell(licensee, { offerId: terms.offerId, licenseId, wish }, TODAY);
  }

  #count(licensee: string, offerId: bigint, wish: ModelWish): void {
    const offer = this.#model.offers[Number(offerId) - 1];
    if (offer?.rule !== null) this.counts.byRule++;
    if (offer?.licensee === licensee) this.counts.forOne++;
    if (offerId > 1n && !this.#model.isClosed(1n)) this.counts.cheaper++;
    if (!this.#model.standsOnOwn(licensee, wish)) this.counts.byUse++;
  }
}

describe('sales, against a model', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await admitSecondStudio(platform);
    await platform.fundStudio();
    await allowMarket(platform);
    const { chain, market, people, token } = platform;
    const second = secondStudioOf(platform);
    await mined(token.connect(people.studio).transfer(second, 10n ** 6n));
    await mined(token.connect(second).approve(market, 10n ** 6n));
    for (const { address } of [people.studio, second]) await giveCoin(chain, address, 10n ** 20n);
  });

  it(
    'take the cheapest offer that serves this licensee, at the price of this use, by a consent that covers it',
    { timeout: 240_000 },
    async () => {
      const counts = { byRule: 0, forOne: 0, cheaper: 0, byUse: 0 };
      await fc.assert(
        fc.asyncProperty(arbitraryWalk, async (walk) => {
          const restore = await platform.chain.snapshot();
          const life = new Life(platform, await platform.materializeNew());
          for (const step of OPENING) await life.take(step);
          for (const { step, asked } of walk) {
            await life.take(step);
            for (const question of asked) await life.ask(question);
          }
          for (const name of Object.keys(counts) as (keyof typeof counts)[])
            counts[name] += life.counts[name];
          await restore();
        }),
        { numRuns: walks(3), endOnFailure: true },
      );
      // A walk in which everything is refused would prove nothing.
      expect(Object.values(counts).filter((count) => count === 0)).toEqual([]);
    },
  );
});
