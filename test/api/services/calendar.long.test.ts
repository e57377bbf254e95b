import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { License } from '@lanran/api/licensing/domain/license';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { Wish } from '@lanran/protocol/licensing/window';
import { revokeLicenseAct } from '../../support/license-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { buildWish, offeringAct, purchaseAct, todayIn } from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

const ALONE = { media: bitsOf(['TELEVISION']), exclusive: true };

describe('the calendar of an asset', () => {
  let scene: LicensingScene;
  let services: Services;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services } = scene);
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  async function buy(assetId: AssetId, wish: Wish): Promise<License> {
    const act = await purchaseAct(services, scene.buyer, { assetId, licensee: scene.studio, wish });
    return scene.licenseOf(await scene.relay(scene.buyer, act));
  }

  it('is empty before anything is sold, also of an asset that the contracts don’t know', async () => {
    expect(await services.licensing.calendarOf(await scene.publish())).toEqual([]);
    expect(await services.licensing.calendarOf(await scene.publishOffered())).toEqual([]);
  });

  it('holds an exclusive license exactly, and of an offer the hull of what it sold beside others', async () => {
    const assetId = await scene.publishOffered();
    await scene.relay(scene.curator, offeringAct(services, assetId, ALONE));
    const today = todayIn(services);

    const early = await buy(
      assetId,
      buildWish(services, { territories: parseTerritories('CN'), lastDay: today + 3 }),
    );
    const late = await buy(
      assetId,
      buildWish(services, { territories: parseTerritories('FR'), firstDay: today + 9 }),
    );
    const alone = await buy(assetId, buildWish(services, { ...ALONE, territories: parseTerritories('JP') }));
    expect(late.terms.offerId).toBe(early.terms.offerId);
    expect(await services.licensing.calendarOf(assetId)).toEqual([
      {
        licenseId: alone.id,
        offerId: alone.terms.offerId,
        media: bitsOf(['TELEVISION']),
        territories: parseTerritories('JP'),
        firstDay: today,
        lastDay: today + 30,
      },
      {
        licenseId: null,
        offerId: early.terms.offerId,
        media: bitsOf(['STREAMING']),
        territories: parseTerritories('CN,FR'),
        firstDay: today,
        lastDay: today + 30,
      },
    ]);
  });

  it('forgets what was revoked, and what is over', async () => {
    const assetId = await scene.publishOffered({ ...ALONE, rights: REVOCABLE });
    const today = todayIn(services);
    const sold = await buy(assetId, buildWish(services, ALONE));
    await scene.relay(scene.curator, revokeLicenseAct(sold.terms));
    const next = await buy(assetId, buildWish(services, { ...ALONE, lastDay: today + 2 }));
    expect(await services.licensing.calendarOf(assetId)).toMatchObject([{ licenseId: next.id }]);
    services.clock.pass(3 * 86_400);
    expect(await services.licensing.calendarOf(assetId)).toEqual([]);
  });
});
