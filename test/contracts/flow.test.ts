import { beforeAll, describe, expect, it } from 'vitest';
import { WORLD } from '@lanran/protocol/territories';
import { ALL_MEDIA } from '@lanran/protocol/media';
import { TODAY } from '../../scripts/stage/chain.ts';
import { COMMUNITY, mined, MUSEUM, Platform, STUDIO } from '../../scripts/stage/platform.ts';

describe('the whole flow, every human act relayed', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
  });

  it('publishes, consents, offers, sells, and pays three shares', async () => {
    const { people, assets, consents, market, token, licenses } = platform;
    const published = platform.publish();
    await platform.anchor();
    await platform.relay(
      people.stranger,
      assets,
      assets.interface.encodeFunctionData('materialize', [platform.materializationOf(published)]),
    );
    const { assetId } = published;
    const consent = {
      holder: MUSEUM,
      territories: WORLD,
      media: ALL_MEDIA,
      lastDay: TODAY + 1000,
      shareBps: 1500,
    };
    await platform.relay(
      people.council,
      consents,
      consents.interface.encodeFunctionData('grant', [assetId, consent]),
    );
    const terms = {
      price: 120_000n,
      territories: WORLD,
      token: platform.tokenAddress,
      media: ALL_MEDIA,
      firstDay: TODAY,
      lastDay: TODAY + 500,
      communityShareBps: 1500,
      exclusive: false,
    };
    await platform.relay(
      people.museum,
      market,
      market.interface.encodeFunctionData('offer', [assetId, terms]),
    );
    const wish = { media: 4, territories: WORLD, firstDay: TODAY, lastDay: TODAY + 30, exclusive: false };
    const quote = await market.quote(assetId, STUDIO, wish, TODAY);
    expect(quote.reasons).toHaveLength(0);

    await mined(token.connect(people.stranger).mint(people.studio, 200_000n));
    const permit = await platform.permit(people.studio, quote.price);
    const purchase = { assetId, licensee: STUDIO, wish, termsHash: quote.termsHash, maxPrice: quote.price };
    await platform.relay(
      people.studio,
      market,
      market.interface.encodeFunctionData('buy', [purchase, permit]),
    );

    expect(await licenses.ownerOf(1n)).toBe(platform.payoutOf(STUDIO));
    const operator = await market.OPERATOR_ACCOUNT();
    for (const account of [COMMUNITY, MUSEUM, operator])
      await mined(market.connect(people.stranger).claim(account, token));
    expect(await token.balanceOf(platform.payoutOf(COMMUNITY))).toBe(18_000n);
    expect(await token.balanceOf(platform.payoutOf(MUSEUM))).toBe(99_000n);
    expect(await token.balanceOf(platform.chain.wallet('operator payout'))).toBe(3_000n);
    expect(await token.balanceOf(market)).toBe(0n);
  });
});
