import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IOfferBook } from '../../contracts/abi/OfferBook.ts';
import type { TermsStruct } from '../../contracts/abi/Judgement.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, openOffer } from '../../scripts/stage/crowd.ts';
import { FLAT, KIND, mined, MUSEUM, Platform, STUDIO } from '../../scripts/stage/platform.ts';
import { ARCHIVE, handOver } from './custody.ts';
import { renew, RIGHT, sell, travelToDay } from './judged.ts';
import { refusalOf } from './refusal.ts';
import { suspendNow } from './suspension.ts';

const LAST_DAY = TODAY + 30;
const REASON_HASH = `0x${'33'.repeat(32)}`;

describe('Judgement of renewals', () => {
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await platform.admit(ARCHIVE, { kind: KIND.INSTITUTION, owner: 'stranger' });
    await platform.fundStudio();
    await allowMarket(platform);
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const museumBook = () => platform.book.connect(platform.people.museum);

  async function sellRenewable(overrides: Partial<IOfferBook.OfferTermsStruct> = {}): Promise<TermsStruct> {
    const offerId = await openOffer(platform, assetId, {
      rights: RIGHT.RENEWABLE | RIGHT.REVOCABLE,
      ...overrides,
    });
    const { terms, reasons } = await sell(platform, offerId);
    expect(reasons).toEqual([]);
    return terms;
  }

  const idOf = async (held: TermsStruct) =>
    (await platform.judgement.quoteRenewal(held, STUDIO, TODAY)).terms.parent;

  it('sells the following period of the same length at the same price, from the same offer', async () => {
    const held = await sellRenewable();
    const { terms, reasons, licenseId } = await renew(platform, held);
    expect(reasons).toEqual([]);
    const parent = await idOf(held);
    expect(await platform.licenses.isIssued(parent)).toBe(true);
    expect(terms).toEqual({
      ...held,
      wish: { ...held.wish, firstDay: BigInt(LAST_DAY + 1), lastDay: BigInt(LAST_DAY + 31) },
      origin: 1n,
      parent,
    });
    expect((await platform.licenses.recordOf(licenseId)).firstDay).toBe(BigInt(LAST_DAY + 1));
  });

  it('renews a single day by the next, and renewals again', async () => {
    const offerId = await openOffer(platform, assetId, { rights: RIGHT.RENEWABLE });
    const { terms } = await sell(platform, offerId, { lastDay: TODAY });
    const next = await renew(platform, terms);
    const last = await renew(platform, next.terms);
    const { firstDay, lastDay } = last.terms.wish;
    expect([firstDay, lastDay]).toEqual([BigInt(TODAY + 2), BigInt(TODAY + 2)]);
    expect((await renew(platform, next.terms)).reasons).toEqual([['ALREADY_LICENSED', last.licenseId]]);
  });

  it('is of the licensee of the time', async () => {
    const held = await sellRenewable();
    const { terms } = await platform.judgement.quoteRenewal(held, MUSEUM, TODAY);
    expect(terms.licensee).toBe(MUSEUM);
  });

  it('needs an issued license', async () => {
    const held = await sellRenewable();
    const asked = platform.judgement.quoteRenewal({ ...held, price: 1n }, STUDIO, TODAY);
    expect((await refusalOf(asked))[0]).toBe('JudgementLicenseUnknown');
  });

  it('needs the right to it', async () => {
    const held = await sellRenewable({ rights: 0 });
    expect((await renew(platform, held)).reasons).toEqual([['NOT_RENEWABLE', await idOf(held)]]);
  });

  it('is not possible after the license’s last day', async () => {
    const held = await sellRenewable();
    const parent = await idOf(held);
    await travelToDay(platform, LAST_DAY + 1);
    expect((await renew(platform, held)).reasons).toEqual([['LICENSE_ENDED', parent]]);
    await travelToDay(platform, LAST_DAY + 2);
    expect((await renew(platform, held)).reasons).toEqual([
      ['WINDOW_PAST', BigInt(LAST_DAY + 2)],
      ['LICENSE_ENDED', parent],
    ]);
  });

  it('is possible in the last second of the last day', async () => {
    const held = await sellRenewable();
    await platform.chain.travelTo((LAST_DAY + 1) * 86_400 - 10);
    expect((await renew(platform, held)).reasons).toEqual([]);
  });

  it('ends with a revocation', async () => {
    const held = await sellRenewable();
    await mined(platform.licenses.connect(platform.people.museum).revoke(held, REASON_HASH));
    expect((await renew(platform, held)).reasons).toEqual([['LICENSE_ENDED', await idOf(held)]]);
  });

  it('needs consent as of now, at no higher share and for the new days', async () => {
    const held = await sellRenewable();
    await platform.consent(assetId, { lastDay: LAST_DAY + 30, shareBps: 1_501, media: 2 });
    expect((await renew(platform, held)).reasons).toEqual([
      ['CONSENT_MEDIA', 4n],
      ['CONSENT_ENDS', BigInt(LAST_DAY + 30)],
      ['SHARE_RAISED', 1_501n],
    ]);
    await mined(platform.consents.connect(platform.people.council).withdraw(assetId));
    expect((await renew(platform, held)).reasons).toEqual([['NO_CONSENT', 0n]]);
  });

  it('needs the rights of the license consented to, as of now', async () => {
    await platform.consent(assetId, { rights: RIGHT.TRANSFERABLE });
    const held = await sellRenewable({ rights: RIGHT.RENEWABLE | RIGHT.TRANSFERABLE });
    await platform.consent(assetId);
    expect((await renew(platform, held)).reasons).toEqual([['CONSENT_RIGHTS', 1n]]);
  });

  it('is not for a suspended licensee', async () => {
    const held = await sellRenewable();
    await suspendNow(platform, STUDIO);
    expect((await renew(platform, held)).reasons).toEqual([['LICENSEE_SUSPENDED', 0n]]);
  });

  it('keeps the price that was paid, whatever a rule would say of the new days', async () => {
    const held = await sellRenewable({ price: 1_000n, rule: { ...FLAT, minimum: 1n } });
    expect(held.price).toBe(2_000n);
    const { reasons, terms } = await renew(platform, held);
    expect([reasons, terms.price]).toEqual([[], 2_000n]);
  });

  it('is refused while sales are paused', async () => {
    const held = await sellRenewable();
    await mined(platform.judgement.connect(platform.people.accreditor).pause());
    expect((await renew(platform, held)).reasons).toEqual([['SALES_PAUSED', 0n]]);
  });

  it('goes on when the offer is closed and when the asset went to another holder', async () => {
    const held = await sellRenewable();
    await mined(museumBook().closeOffer(1n));
    await handOver(platform, assetId, { from: MUSEUM, to: ARCHIVE });
    expect((await renew(platform, held)).reasons).toEqual([]);
  });

  it('ends where the calendar does', async () => {
    const free = await platform.materializeNew({ community: null });
    const last = 2 ** 24 - 1;
    const offerId = await openOffer(platform, free, { communityShareBps: 0, rights: 8, lastDay: last });
    const half = Math.floor((TODAY + last) / 2);
    const fitting = await sell(platform, offerId, { firstDay: TODAY + 1, lastDay: half });
    expect((await renew(platform, fitting.terms)).reasons).toEqual([]);
    const long = await sell(platform, offerId, { firstDay: TODAY, lastDay: half + 1 });
    expect((await renew(platform, long.terms)).reasons).toEqual([['OFFER_DAYS', BigInt(last)]]);
    const whole = await sell(platform, offerId, { firstDay: TODAY, lastDay: last });
    expect((await renew(platform, whole.terms)).reasons).toEqual([['OFFER_DAYS', BigInt(last)]]);
  });

  describe('of an exclusive license', () => {
    it('takes another place in the calendar, with the same exclusivity', async () => {
      const held = await sellRenewable({ exclusive: true });
      const { reasons, licenseId } = await renew(platform, held);
      expect(reasons).toEqual([]);
      const [exclusives] = await platform.judgement.calendarOf(assetId, TODAY);
      expect(exclusives.map((grant) => grant.licenseId)).toEqual([await idOf(held), licenseId]);
      const beside = await openOffer(platform, assetId);
      const met = await sell(platform, beside, { firstDay: LAST_DAY + 31, lastDay: LAST_DAY + 40 });
      expect(met.reasons).toEqual([['EXCLUSIVE_OVERLAP', licenseId]]);
    });

    it('is refused for what was sold to others meanwhile', async () => {
      const held = await sellRenewable({ exclusive: true });
      const beside = await openOffer(platform, assetId);
      const days = { firstDay: LAST_DAY + 31, lastDay: LAST_DAY + 40 };
      expect((await sell(platform, beside, days)).reasons).toEqual([]);
      expect((await renew(platform, held)).reasons).toEqual([['OFFER_OVERLAP', beside]]);
    });
  });

  it('keeps the place of its closed offer in a full list, however many others are opened', async () => {
    const offerId = await openOffer(platform, assetId, { rights: RIGHT.RENEWABLE, lastDay: TODAY + 2 });
    const { terms } = await sell(platform, offerId, { lastDay: TODAY + 2 });
    await mined(museumBook().closeOffer(offerId));
    for (let count = 1; count < 32; count++) await platform.offer(assetId);
    await travelToDay(platform, TODAY + 2);
    expect(await refusalOf(platform.offer(assetId))).toEqual(['OfferBookOffersFull', assetId, 32n]);
    expect((await renew(platform, terms)).reasons).toEqual([]);
    const [, hulls] = await platform.judgement.calendarOf(assetId, TODAY + 3);
    expect([hulls[0]?.offerId, hulls[0]?.lastDay]).toEqual([offerId, BigInt(TODAY + 5)]);
  });
});
