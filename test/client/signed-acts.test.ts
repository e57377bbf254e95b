import { Wallet } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { WORLD } from '@lanran/protocol/territories/territories';
import { admitAct } from '@lanran/sdk/organizations/admission-act';
import { buyAct, mintAct, offerAct } from '@lanran/sdk/licensing/licensing-acts';
import { grantAct } from '@lanran/sdk/consent/consent-acts';
import { TODAY } from '../../scripts/stage/chain.ts';
import { COMMUNITY, MUSEUM, STUDIO, type Platform } from '../../scripts/stage/platform.ts';
import { RelayedStage } from './relayed-stage.ts';

describe('acts signed by the command line, on the real contracts', () => {
  let stage: RelayedStage;
  let platform: Platform;
  beforeAll(async () => {
    stage = await RelayedStage.start();
    platform = stage.platform;
  });

  it('admits an organization by the accreditor alone', async () => {
    const organizationId = organizationIdOf('another-museum');
    const owner = parseAddress(Wallet.createRandom().address.toLowerCase());
    const act = admitAct({ organizationId, kind: 'INSTITUTION', owner, payout: owner, council: null });
    await expect(stage.relay('stranger', act)).rejects.toMatchObject({ code: 'CALL_EXCEPTION' });
    await stage.relay('accreditor', act);
    expect(await platform.organizations.canAct(organizationId, owner)).toBe(true);
  });

  it('admits a community whose council is its owner', async () => {
    const organizationId = organizationIdOf('another-community');
    const owner = parseAddress(Wallet.createRandom().address.toLowerCase());
    await stage.relay(
      'accreditor',
      admitAct({ organizationId, kind: 'COMMUNITY', owner, payout: owner, council: owner }),
    );
    const { council } = await platform.organizations.organizationOf(organizationId);
    expect(council.toLowerCase()).toBe(owner);
  });

  it('consents, offers, funds and buys with a permit for exactly the price', async () => {
    const assetId: AssetId = await platform.materializeNew({ community: COMMUNITY });
    const window = {
      media: bitsOf(['STREAMING']),
      territories: WORLD,
      firstDay: TODAY,
      lastDay: TODAY + 100,
    };
    await stage.relay(
      'council',
      grantAct(assetId, { ...window, holder: MUSEUM, shareBps: 2_000, rights: 0 }),
    );
    const price = 120_000n;
    const token = stage.addressOf('TestToken');
    await stage.relay(
      'museum',
      offerAct(assetId, { ...window, exclusive: false, token, price, communityShareBps: 2_000, rights: 0 }),
    );
    const studio = stage.signer('studio');
    await stage.relay('studio', mintAct(studio.address, 200_000n));

    const wish = { ...window, lastDay: TODAY + 30, exclusive: false };
    const { terms, licenseId } = await stage.quote(assetId, wish);
    const purchase = {
      offerId: terms.offerId,
      assetId,
      version: terms.version,
      licensee: STUDIO,
      wish,
      termsHash: licenseId,
      maxPrice: price,
    };
    await stage.relay('studio', buyAct(purchase, await stage.permit(price)));

    expect(await platform.token.balanceOf(studio.address)).toBe(80_000n);
    expect(await platform.market.creditOf(COMMUNITY, token)).toBe(24_000n);
    const { reasons } = await platform.judgement.quote(assetId, terms.version, STUDIO, wish, TODAY);
    expect(reasons.map(({ code }) => Number(code))).toEqual([16]);
  });
});
