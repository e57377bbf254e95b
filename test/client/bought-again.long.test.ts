import { mediaOf } from '@lanran/protocol/licensing/media';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { formatDay } from '@lanran/protocol/kernel/day';
import { REVOCABLE } from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { License } from '@lanran/api/licensing/domain/license';
import type { Platform } from '@lanran/sdk/kernel/session';
import { placeOrder } from '@lanran/sdk/licensing/orders/orders';
import { buyLicenses } from '@lanran/sdk/licensing/purchase';
import { quote, type Quote } from '@lanran/sdk/licensing/quotes';
import { confirmPaidAct, confirmShareAct, orderAct, revokeLicenseAct } from '../support/license-acts.ts';
import type { CommandContext } from '../../scripts/cli/context.ts';
import { license as buyByCommand } from '../../scripts/cli/purchases.ts';
import { LicensingScene } from '../support/licensing-scene.ts';
import { actorOf } from '../support/people.ts';
import { serve, type ServedServices } from '../support/served-services.ts';
import { buildWish } from '../support/sales.ts';

describe('the same terms again', () => {
  let scene: LicensingScene;
  let served: ServedServices;
  let asBuyer: Platform;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    served = await serve(scene.services);
    asBuyer = await served.connect(scene.buyer);
  });
  afterAll(async () => {
    await served.stop();
    await scene.stop();
  });
  beforeEach(() => scene.services.clock.catchUp());

  const requestOf = ({ terms: { assetId, licensee, wish } }: License) => ({
    ...{ assetId, licensee, wish, wishInput: inputOf(wish) },
    maxPrice: null,
  });
  const inputOf = ({ media, territories, firstDay, lastDay, exclusive }: Wish) => ({
    media: mediaOf(media),
    territories: territoryCodes(territories),
    from: formatDay(firstDay),
    to: formatDay(lastDay),
    exclusive,
  });
  const buyAgain = (license: License) => {
    const { assetId, ...request } = requestOf(license);
    return buyLicenses(asBuyer, { ...request, assetIds: [assetId] });
  };
  const askAgain = ({ terms: { assetId, licensee, wish } }: License, platform: Platform) =>
    quote(platform.api, { assetId, licensee, wish: inputOf(wish) });

  /** What a refusal says, with all else that stands in the way. */
  const reasonIn = ({ ok, reasons }: Quote, code: string) => {
    expect(ok).toBe(false);
    return reasons.find((reason) => reason.code === code);
  };

  it('are the license, as long as it is in force', async () => {
    const license = await scene.sell();
    expect(await buyAgain(license)).toMatchObject({
      bought: [{ licenseId: license.id, alreadyHeld: true }],
    });
  });

  it('are told by the command line with the number of the license, and refused by exit 1', async () => {
    const license = await scene.sell({ rights: REVOCABLE });
    const { wish, assetId } = license.terms;
    const [from, to] = [formatDay(wish.firstDay), formatDay(wish.lastDay)];
    const options = { media: 'STREAMING', territory: 'WORLD', from, to };
    // What the command asks of it.
    const context = { connect: async () => asBuyer } as CommandContext;
    const held = await buyByCommand(context, [assetId], options);
    const number = shortNumberOf(license.id);
    expect(held.lines.slice(0, 2)).toEqual([`license ${license.id} is held already`, `  number ${number}`]);
    expect(held.json).toMatchObject({ licenseId: license.id, number, alreadyHeld: true });
    await scene.relay(scene.curator, revokeLicenseAct(license.terms));
    const refused = await buyByCommand(context, [assetId], options);
    expect(refused).toMatchObject({ exitCode: 1, json: { error: { code: 'LICENSE_REFUSED' } } });
  });

  it('are refused once it was revoked, and to its parties it is said why', async () => {
    const license = await scene.sell({ rights: REVOCABLE });
    const { licensing, reasons } = scene.services;
    const hash = await reasons.state(await actorOf(scene.services, scene.curator), 'Not as agreed.');
    await scene.relay(scene.curator, revokeLicenseAct(license.terms, hash));
    const { revocation } = await licensing.license(await actorOf(scene.services, scene.buyer), license.id);
    const day = revocation?.at.toISOString().slice(0, 10) ?? '';

    const outcome = await buyAgain(license);
    if (!('refused' in outcome)) throw new Error('It was bought.');
    const [answered] = outcome.refused;
    expect(answered && reasonIn(answered.quote, 'ALREADY_ENDED')).toMatchObject({
      subject: BigInt(license.id).toString(),
      en: `License ${license.id} on exactly these terms was revoked on ${day} (Not as agreed.). The same terms can’t be sold twice: choose another first day.`,
      zh: `条款完全相同的许可${license.id}已于${day}被撤销（Not as agreed.）。相同条款不能重复出售，请另选开始日。`,
    });
    const asStranger = await served.connect(scene.stranger);
    const told = reasonIn(await askAgain(license, asStranger), 'ALREADY_ENDED');
    expect(told?.en).toContain(`was revoked on ${day}. The same`);
  });

  it('are refused to an order too, whose license was revoked', async () => {
    const assetId = await scene.publishOffered({ rights: REVOCABLE });
    const wish = buildWish(scene.services);
    const question = { assetId, licensee: scene.studio, wish, isInvoiced: true };
    const quoted = await scene.services.licensing.quote(await actorOf(scene.services, scene.buyer), question);
    await scene.relay(scene.buyer, orderAct(quoted));
    if (quoted.terms === null) throw new Error('nothing was quoted');
    await scene.relay(scene.council, confirmShareAct(quoted.terms));
    const license = await scene.licenseOf(await scene.relay(scene.curator, confirmPaidAct(quoted.terms)));
    expect(await placeOrder(asBuyer, requestOf(license))).toMatchObject({ placed: { state: 'LICENSED' } });
    await scene.relay(scene.curator, revokeLicenseAct(license.terms));
    const outcome = await placeOrder(asBuyer, requestOf(license));
    if (!('refused' in outcome)) throw new Error('It was ordered.');
    expect(reasonIn(outcome.refused, 'ALREADY_ENDED')?.en).toContain('was revoked on');
  });

  it('are refused once it has ended, with its last day', async () => {
    const license = await scene.sell();
    scene.services.clock.pass(32 * 86_400);
    // The session of before is over by then.
    const later = await served.connect(scene.buyer);
    const told = reasonIn(await askAgain(license, later), 'ALREADY_ENDED');
    expect(told?.en).toContain(`ended on ${formatDay(license.terms.wish.lastDay)}.`);
  });
});
