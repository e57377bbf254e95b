import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TermsStruct } from '../../contracts/abi/Judgement.ts';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, openOffer } from '../../scripts/stage/crowd.ts';
import { buildWish, KIND, mined, MUSEUM, Platform, STUDIO, VERSION } from '../../scripts/stage/platform.ts';
import { ARCHIVE, handOver } from './custody.ts';
import { renew, RIGHT, sell, sublicense, travelToDay } from './judged.ts';
import { refusalOf } from './refusal.ts';

const NOBODY = organizationIdOf('nobody');
const REASON_HASH = `0x${'33'.repeat(32)}`;
/** Of the studio's license: two media, two territories, days 5 to 20 from today. */
const WINDOW = { media: 3, territories: 3n, firstDay: TODAY + 5, lastDay: TODAY + 20 };

describe('Judgement of sublicenses', () => {
  let platform: Platform;
  let assetId: AssetId;
  let held: TermsStruct;
  let parent: bigint;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await platform.admit(ARCHIVE, { kind: KIND.INSTITUTION, owner: 'stranger' });
    await platform.fundStudio();
    await allowMarket(platform);
    assetId = await platform.materializeNew();
    await platform.consent(assetId, { rights: RIGHT.SUBLICENSABLE });
    const rights = RIGHT.SUBLICENSABLE | RIGHT.REVOCABLE;
    const sold = await sell(platform, await openOffer(platform, assetId, { rights }), WINDOW);
    [held, parent] = [sold.terms, sold.licenseId];
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const toArchive = { licensee: ARCHIVE, ...WINDOW };
  const consents = () => platform.consents.connect(platform.people.council);

  it('grants a part, at no price, under the license that it is a part of', async () => {
    const part = { media: 2, territories: 1n, firstDay: TODAY + 6, lastDay: TODAY + 6 };
    const { terms, reasons } = await sublicense(platform, held, { licensee: ARCHIVE, ...part, rights: 4 });
    expect(reasons).toEqual([]);
    expect(terms).toEqual({
      ...held,
      licensee: ARCHIVE,
      wish: {
        media: 2n,
        territories: 1n,
        firstDay: BigInt(TODAY + 6),
        lastDay: BigInt(TODAY + 6),
        exclusive: false,
      },
      price: 0n,
      rights: 4n,
      origin: 2n,
      parent,
    });
  });

  it('changes nothing in the calendar', async () => {
    const before = await platform.judgement.calendarOf(assetId, TODAY);
    expect((await sublicense(platform, held, toArchive)).reasons).toEqual([]);
    expect(await platform.judgement.calendarOf(assetId, TODAY)).toEqual(before);
  });

  it.each([
    ['medium', { media: 7 }],
    ['territory', { territories: 7n }],
    ['day before', { firstDay: TODAY + 4 }],
    ['day after', { lastDay: TODAY + 21 }],
  ])('refuses a %s outside the license', async (_, overrides) => {
    const { reasons } = await sublicense(platform, held, { ...toArchive, ...overrides });
    expect(reasons).toEqual([['OUTSIDE_LICENSE', parent]]);
  });

  it('refuses an exclusive part, an empty one, an unknown licensee and the same part again', async () => {
    const exclusive = await sublicense(platform, held, { ...toArchive, exclusive: true });
    expect(exclusive.reasons).toEqual([['EXCLUSIVE_NOT_OFFERED', 1n]]);
    const empty = await sublicense(platform, held, { ...toArchive, media: 0 });
    expect(empty.reasons).toEqual([['WINDOW_EMPTY', 0n]]);
    const unknown = await sublicense(platform, held, { ...toArchive, licensee: NOBODY });
    expect(unknown.reasons).toEqual([['LICENSEE_UNKNOWN', 0n]]);
    const { licenseId } = await sublicense(platform, held, toArchive);
    const again = await sublicense(platform, held, toArchive);
    expect(again.reasons).toEqual([['ALREADY_LICENSED', licenseId]]);
  });

  it('gives none of the rights that a part can’t have: neither parts of parts nor renewals', async () => {
    for (const rights of [1, 2, 8, 32, 64, 128]) {
      const asked = platform.judgement.quoteSublicense(held, ARCHIVE, buildWish(WINDOW), rights, TODAY);
      expect(await refusalOf(asked)).toEqual(['JudgementRightsInvalid', BigInt(rights)]);
    }
    const part = await sublicense(platform, held, { ...toArchive, licensee: STUDIO });
    const deeper = await sublicense(platform, part.terms, toArchive);
    expect(deeper.reasons).toEqual([['NOT_SUBLICENSABLE', part.licenseId]]);
    expect((await renew(platform, part.terms)).reasons).toEqual([['NOT_RENEWABLE', part.licenseId]]);
  });

  it('passes on what a finished film needs where the license has it and the council consents to it', async () => {
    const { ADAPTABLE, ENDURING, PROMOTABLE, SUBLICENSABLE } = RIGHT;
    const ofFilms = ADAPTABLE | ENDURING | PROMOTABLE;
    await platform.consent(assetId, { rights: SUBLICENSABLE | ofFilms });
    const offerId = await openOffer(platform, assetId, { rights: SUBLICENSABLE | ofFilms });
    const whole = (await sell(platform, offerId, WINDOW)).terms;
    const all = await sublicense(platform, whole, { ...toArchive, rights: ofFilms });
    expect([all.reasons, all.terms.rights]).toEqual([[], BigInt(ofFilms)]);
    const one = await sublicense(platform, whole, { ...toArchive, rights: ENDURING });
    expect(one.terms.rights).toBe(64n);
    await platform.consent(assetId, { rights: SUBLICENSABLE | ENDURING });
    const refused = await sublicense(platform, whole, { ...toArchive, lastDay: TODAY + 19, rights: ofFilms });
    expect(refused.reasons).toEqual([['CONSENT_RIGHTS', BigInt(ADAPTABLE | PROMOTABLE)]]);
    const plain = await sublicense(platform, whole, { ...toArchive, lastDay: TODAY + 19 });
    expect([plain.reasons, plain.terms.rights]).toEqual([[], 0n]);
  });

  it('keeps the version of the license, and fixes it where the license or the part says so', async () => {
    const free = await sublicense(platform, held, toArchive);
    expect([free.terms.version, free.terms.rights]).toEqual([VERSION, 0n]);
    const narrower = await sublicense(platform, held, { ...toArchive, rights: RIGHT.FIXED_VERSION });
    expect(narrower.terms.rights).toBe(16n);
    const rights = RIGHT.SUBLICENSABLE | RIGHT.FIXED_VERSION;
    const fixed = await sell(platform, await openOffer(platform, assetId, { rights }), WINDOW);
    const part = await sublicense(platform, fixed.terms, { ...toArchive, rights: RIGHT.REVOCABLE });
    expect([part.reasons, part.terms.rights]).toEqual([[], 20n]);
  });

  it('needs the license’s right and an issued license', async () => {
    const locked = await sell(platform, await openOffer(platform, assetId), WINDOW);
    const { reasons } = await sublicense(platform, locked.terms, toArchive);
    expect(reasons).toEqual([['NOT_SUBLICENSABLE', locked.licenseId]]);
    const forged = { ...held, lastDay: TODAY + 99, price: 0n };
    const asked = platform.judgement.quoteSublicense(forged, ARCHIVE, buildWish(WINDOW), 0, TODAY);
    expect((await refusalOf(asked))[0]).toBe('JudgementLicenseUnknown');
  });

  it('needs consent to it as of now, and to the whole part', async () => {
    await platform.consent(assetId, { media: 1, territories: 1n, lastDay: TODAY + 19, rights: 0 });
    expect((await sublicense(platform, held, toArchive)).reasons).toEqual([
      ['CONSENT_MEDIA', 2n],
      ['CONSENT_TERRITORIES', 2n],
      ['CONSENT_ENDS', BigInt(TODAY + 19)],
      ['CONSENT_RIGHTS', 2n],
    ]);
    await mined(consents().withdraw(assetId));
    expect((await sublicense(platform, held, toArchive)).reasons).toEqual([['NO_CONSENT', 0n]]);
  });

  it('counts days: a part begins today at the earliest and is granted to the license’s last day', async () => {
    await travelToDay(platform, TODAY + 20);
    const late = await sublicense(platform, held, { ...toArchive, firstDay: TODAY + 19 });
    expect(late.reasons).toEqual([['WINDOW_PAST', BigInt(TODAY + 20)]]);
    const today = await sublicense(platform, held, { ...toArchive, firstDay: TODAY + 20 });
    expect(today.reasons).toEqual([]);
    await travelToDay(platform, TODAY + 21);
    const over = await sublicense(platform, held, {
      ...toArchive,
      firstDay: TODAY + 21,
      lastDay: TODAY + 21,
    });
    expect(over.reasons).toEqual([
      ['LICENSE_ENDED', parent],
      ['OUTSIDE_LICENSE', parent],
    ]);
  });

  it('is refused of a revoked license, of a withdrawn asset and while sales are paused', async () => {
    const { people, licenses, assets, judgement } = platform;
    await mined(judgement.connect(people.accreditor).pause());
    await mined(assets.connect(people.museum).withdraw(assetId));
    await mined(licenses.connect(people.museum).revoke(held, REASON_HASH));
    expect((await sublicense(platform, held, toArchive)).reasons).toEqual([
      ['ASSET_WITHDRAWN', 0n],
      ['SALES_PAUSED', 0n],
      ['LICENSE_ENDED', parent],
    ]);
  });

  it('stays possible when the asset goes to another holder, once the community consents to that', async () => {
    await handOver(platform, assetId, { from: MUSEUM, to: ARCHIVE });
    expect((await sublicense(platform, held, toArchive)).reasons).toEqual([['CONSENT_RIGHTS', 2n]]);
    await platform.consent(assetId, { holder: ARCHIVE, rights: RIGHT.SUBLICENSABLE });
    expect((await sublicense(platform, held, toArchive)).reasons).toEqual([]);
  });
});
