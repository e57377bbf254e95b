import { Wallet } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Hex } from '@lanran/protocol/bytes';
import { licenseIdFrom, organizationIdOf, type AssetId } from '@lanran/protocol/ids';
import { bitsOf } from '@lanran/protocol/media';
import { parseAddress, type Address } from '@lanran/protocol/signature';
import { WORLD } from '@lanran/protocol/territories';
import { admitAct } from '../../../scripts/client/admission-act.ts';
import { identityOf, type SigningIdentity } from '../../../scripts/client/key-file.ts';
import { buyAct, grantAct, mintAct, offerAct } from '../../../scripts/client/licensing-acts.ts';
import { signPermit } from '../../../scripts/client/permit.ts';
import { signForwardRequest, type Act } from '../../../scripts/client/relaying.ts';
import { TODAY } from '../../../scripts/stage/chain.ts';
import { COMMUNITY, mined, MUSEUM, Platform, STUDIO, type Person } from '../../../scripts/stage/platform.ts';

describe('acts signed by the command line, on the real contracts', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
  });

  const identity = (person: Person): SigningIdentity => identityOf(platform.people[person].privateKey as Hex);
  const addressOf = (name: string): Address => {
    const address = Object.entries(platform.deployment.contracts).find(
      ([contract]) => contract === name,
    )?.[1];
    return parseAddress(address);
  };

  /** What the platform's relayer does with it. */
  async function relay(person: Person, { contract, data }: Act) {
    const signed = await signForwardRequest(
      identity(person),
      { chainId: platform.deployment.chainId, forwarder: addressOf('ERC2771Forwarder') },
      {
        to: addressOf(contract),
        data,
        nonce: await platform.forwarder.nonces(identity(person).address),
        deadline: (await platform.chain.now()) + 600,
      },
    );
    expect(await platform.forwarder.verify(signed)).toBe(true);
    return mined(platform.forwarder.connect(platform.people.stranger).execute(signed));
  }

  it('admits an organization by the accreditor alone', async () => {
    const organizationId = organizationIdOf('another-museum');
    const owner = parseAddress(Wallet.createRandom().address.toLowerCase());
    const act = admitAct({ organizationId, kind: 'INSTITUTION', owner, payout: owner, council: null });
    await expect(relay('stranger', act)).rejects.toThrow();
    await relay('accreditor', act);
    expect(await platform.organizations.canAct(organizationId, owner)).toBe(true);
  });

  it('admits a community whose council is its owner', async () => {
    const organizationId = organizationIdOf('another-community');
    const owner = parseAddress(Wallet.createRandom().address.toLowerCase());
    await relay(
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
    await relay('council', grantAct(assetId, { ...window, holder: MUSEUM, shareBps: 2_000, rights: 0 }));
    const price = 120_000n;
    const token = addressOf('TestToken');
    await relay(
      'museum',
      offerAct(assetId, { ...window, exclusive: false, token, price, communityShareBps: 2_000, rights: 0 }),
    );
    const studio = identity('studio');
    await relay('studio', mintAct(studio.address, 200_000n));

    const wish = { ...window, lastDay: TODAY + 30, exclusive: false };
    const { terms, licenseId } = await platform.book.quote(assetId, STUDIO, wish, TODAY);
    const domain = { name: 'Test Chinese Yuan', version: '1', chainId: platform.deployment.chainId, token };
    const permit = await signPermit(studio, domain, {
      spender: addressOf('LicenseMarket'),
      value: price,
      nonce: await platform.token.nonces(studio.address),
      deadline: BigInt((await platform.chain.now()) + 600),
    });
    await relay(
      'studio',
      buyAct(
        {
          offerId: terms.offerId,
          assetId,
          licensee: STUDIO,
          wish,
          termsHash: licenseIdFrom(licenseId),
          maxPrice: price,
        },
        permit,
      ),
    );

    expect(await platform.token.balanceOf(studio.address)).toBe(80_000n);
    expect(await platform.market.creditOf(COMMUNITY, token)).toBe(24_000n);
    const { reasons } = await platform.book.quote(assetId, STUDIO, wish, TODAY);
    expect(reasons.map(({ code }) => Number(code))).toEqual([16]);
  });
});
