import type { BaseContract, BytesLike, Wallet } from 'ethers';
import { toBeHex } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { TODAY } from '../../scripts/stage/chain.ts';
import {
  admitSecondStudio,
  invoicePurchaseOf,
  licenseIn,
  orderIn,
  RIGHT,
  SECOND_STUDIO,
} from '../../scripts/stage/market.ts';
import {
  buildConsent,
  buildWish,
  COMMUNITY,
  mined,
  MUSEUM,
  NO_PERMIT,
  Platform,
  STUDIO,
} from '../../scripts/stage/platform.ts';
import { differencesOf } from './ledger.ts';

const RIGHTS = RIGHT.TRANSFERABLE | RIGHT.SUBLICENSABLE | RIGHT.REVOCABLE | RIGHT.RENEWABLE;

describe('the whole flow, every human act relayed', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await admitSecondStudio(platform);
    await platform.fundStudio();
  });

  const relay = (signer: Wallet, target: BaseContract, data: BytesLike) =>
    platform.relay(signer, target, data);

  it('publishes, consents, offers, sells, renews, hands on, revokes, and pays three shares', async () => {
    const { people, assets, consents, book, judgement, market, token, licenses } = platform;
    const published = platform.publish();
    await platform.anchor();
    const materialization = platform.materializationOf(published);
    await relay(
      people.stranger,
      assets,
      assets.interface.encodeFunctionData('materialize', [materialization]),
    );
    const { assetId } = published;
    const consent = buildConsent({ rights: RIGHT.TRANSFERABLE | RIGHT.SUBLICENSABLE });
    await relay(people.council, consents, consents.interface.encodeFunctionData('grant', [assetId, consent]));
    const terms = platform.buildTerms({ rights: RIGHTS });
    await relay(people.museum, book, book.interface.encodeFunctionData('offer', [assetId, terms]));

    const call = market.interface.encodeFunctionData.bind(market.interface);
    const purchase = await platform.purchaseOf(assetId);
    const permit = await platform.permit(people.studio, 240_000n);
    const bought = licenseIn(platform, await relay(people.studio, market, call('buy', [purchase, permit])));
    const { licenseId: renewalId } = await judgement.quoteRenewal(bought.terms, STUDIO, TODAY);
    const renewal = call('renew', [bought.terms, toBeHex(renewalId, 32), NO_PERMIT]);
    expect(licenseIn(platform, await relay(people.studio, market, renewal)).licenseId).toBe(renewalId);
    const part = call('sublicense', [bought.terms, SECOND_STUDIO, buildWish({ lastDay: TODAY + 3 }), 0]);
    const sublicense = licenseIn(platform, await relay(people.studio, market, part));

    const ordered = await invoicePurchaseOf(platform, { assetId, offerId: 1n, today: TODAY });
    const order = orderIn(platform, await relay(people.studio, market, call('order', [ordered])));
    await relay(people.museum, market, call('confirmPaid', [order.terms]));
    await relay(people.council, market, call('confirmShare', [order.terms]));
    expect(await licenses.isLive(order.licenseId, TODAY)).toBe(true);

    const handOn = licenses.interface.encodeFunctionData('transfer', [bought.terms, SECOND_STUDIO]);
    await relay(people.studio, licenses, handOn);
    expect(await licenses.licenseeOf(bought.licenseId)).toBe(SECOND_STUDIO);
    const end = licenses.interface.encodeFunctionData('revoke', [bought.terms, assetId]);
    await relay(people.council, licenses, end);
    const states = [bought.licenseId, sublicense.licenseId, renewalId].map((licenseId) =>
      licenses.isRevoked(licenseId),
    );
    expect(await Promise.all(states)).toEqual([true, true, false]);

    for (const account of [COMMUNITY, MUSEUM, await market.OPERATOR_ACCOUNT()]) {
      await mined(market.connect(people.stranger).claim(account, token));
    }
    expect(await token.balanceOf(platform.payoutOf(COMMUNITY))).toBe(36_000n);
    expect(await token.balanceOf(platform.payoutOf(MUSEUM))).toBe(198_000n);
    expect(await token.balanceOf(platform.chain.wallet('operator payout'))).toBe(6_000n);
    expect(await differencesOf(platform)).toEqual([]);
  });
});
