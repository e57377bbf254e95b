import type { Wallet } from 'ethers';
import fc from 'fast-check';
import { id, ZeroAddress, ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toHex } from '@lanran/protocol/kernel/bytes';
import { safeTransactionHash, type SafeCall } from '@lanran/protocol/accounts/safe';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { admitCommunity } from '../../scripts/stage/consents.ts';
import { buildConsent, COMMUNITY, mined, MUSEUM, Platform } from '../../scripts/stage/platform.ts';
import { StageSafe } from '../../scripts/stage/safe.ts';
import { refusalOf } from './refusal.ts';

const EAST = organizationIdOf('eastern-villages');
const WEST = organizationIdOf('western-villages');

describe('a Safe as council', () => {
  let platform: Platform;
  let owners: [Wallet, Wallet, Wallet];
  let safe: StageSafe;
  let assetId: AssetId;
  let grant: string;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    const owner = (name: string) => platform.chain.wallet(`Safe owner ${name}`);
    owners = [owner('one'), owner('two'), owner('three')];
    safe = await StageSafe.create(platform, { owners, threshold: 2 });
    await admitCommunity(platform, { communityId: EAST, council: safe.address });
    assetId = await platform.materializeNew({ community: EAST });
    grant = platform.consents.interface.encodeFunctionData('grant', [assetId, buildConsent()]);
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const holderConsentedTo = async (asset: AssetId = assetId) =>
    (await platform.consents.consentOf(asset)).holder;

  describe('of which two of three owners must sign', () => {
    it('consents and withdraws, as the caller itself, by any two signatures', async () => {
      const { consents } = platform;
      const receipt = await safe.act(consents, grant, [owners[2], owners[0]]);
      expect(receipt.logs.map((log) => consents.interface.parseLog(log)?.name)).toContain('ConsentGranted');
      expect(await holderConsentedTo()).toBe(MUSEUM);
      const withdraw = consents.interface.encodeFunctionData('withdraw', [assetId]);
      await safe.act(consents, withdraw, [owners[1], owners[2]]);
      expect(await holderConsentedTo()).toBe(ZeroHash);
    });

    it('signs the hash that the Safe computes, whatever the call', async () => {
      const hexOf = (bytes: fc.Arbitrary<Uint8Array>) => bytes.map(toHex);
      const call = fc.record({
        to: hexOf(fc.uint8Array({ minLength: 20, maxLength: 20 })).map((to) => parseAddress(to)),
        data: hexOf(fc.uint8Array({ maxLength: 200 })),
        nonce: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      });
      const computed = ({ to, data, nonce }: SafeCall) =>
        safe.contract.getTransactionHash(to, 0, data, 0, 0, 0, 0, ZeroAddress, ZeroAddress, nonce);
      await fc.assert(
        fc.asyncProperty(call, async (any) => {
          expect(safeTransactionHash(safe.domain, any)).toBe(await computed(any));
        }),
        { numRuns: 50 },
      );
    });

    it('does nothing with one signature short', async () => {
      expect(await refusalOf(safe.act(platform.consents, grant, [owners[0]]))).toEqual(['Error', 'GS020']);
    });

    it('does nothing by one owner who signs twice', async () => {
      const twice = safe.act(platform.consents, grant, [owners[0], owners[0]]);
      expect(await refusalOf(twice)).toEqual(['Error', 'GS026']);
    });

    it('does nothing by a stranger’s signature', async () => {
      const { stranger } = platform.people;
      const attempt = safe.act(platform.consents, grant, [owners[0], stranger]);
      expect(await refusalOf(attempt)).toEqual(['Error', 'GS026']);
    });

    it('does nothing twice by the same signatures', async () => {
      const { consents } = platform;
      const transaction = await safe.propose(consents, grant);
      const signatures = await safe.gather(transaction, { signers: owners.slice(1) });
      await safe.execute(transaction, signatures);
      const withdraw = consents.interface.encodeFunctionData('withdraw', [assetId]);
      await safe.act(consents, withdraw, owners);
      // The Safe takes its own nonce: the old signatures now belong to nobody.
      expect(await refusalOf(safe.execute(transaction, signatures))).toEqual(['Error', 'GS026']);
      expect(await holderConsentedTo()).toBe(ZeroHash);
    });

    it('does nothing by signatures for another Safe of the same owners', async () => {
      const twin = await StageSafe.create(platform, { owners, threshold: 2, salt: 1n });
      const transaction = await safe.propose(platform.consents, grant);
      const signatures = await twin.gather(transaction, { signers: owners });
      expect(await refusalOf(safe.execute(transaction, signatures))).toEqual(['Error', 'GS026']);
    });

    it('does nothing by signatures for another chain', async () => {
      const transaction = await safe.propose(platform.consents, grant);
      const domain = { ...safe.domain, chainId: safe.domain.chainId + 1n };
      const signatures = await safe.gather(transaction, { signers: owners, domain });
      expect(await refusalOf(safe.execute(transaction, signatures))).toEqual(['Error', 'GS026']);
    });

    it('has owners who alone are no council', async () => {
      for (const owner of owners) {
        const attempt = mined(platform.consents.connect(owner).grant(assetId, buildConsent()));
        expect(await refusalOf(attempt)).toEqual(['ConsentRegistryNotCouncil', assetId, owner.address]);
      }
    });

    it('hears the registry’s own reason when that refuses', async () => {
      const { consents } = platform;
      const tooMuch = buildConsent({ shareBps: 10_001 });
      const data = consents.interface.encodeFunctionData('grant', [assetId, tooMuch]);
      expect(await refusalOf(safe.act(consents, data, owners))).toEqual([
        'ConsentRegistryShareTooHigh',
        10_001n,
      ]);
    });

    it('disputes an asset', async () => {
      const { assets } = platform;
      const dispute = assets.interface.encodeFunctionData('dispute', [assetId, EAST, id('a sacred pattern')]);
      await safe.act(assets, dispute, owners.slice(0, 2));
      expect(await assets.isDisputedBy(assetId, EAST)).toBe(true);
    });
  });

  describe('shared by two communities, one owner each', () => {
    it('consents for the assets of both, and neither owner alone for any', async () => {
      const { consents } = platform;
      const [east, west] = owners;
      const shared = await StageSafe.create(platform, { owners: [east, west], threshold: 2, salt: 2n });
      const south = organizationIdOf('southern-villages');
      await admitCommunity(platform, { communityId: WEST, council: shared.address });
      await admitCommunity(platform, { communityId: south, council: shared.address });
      for (const community of [WEST, south]) {
        const asset = await platform.materializeNew({ community });
        const data = consents.interface.encodeFunctionData('grant', [asset, buildConsent()]);
        for (const alone of [east, west]) {
          expect(await refusalOf(shared.act(consents, data, [alone]))).toEqual(['Error', 'GS020']);
          const direct = mined(consents.connect(alone).grant(asset, buildConsent()));
          expect(await refusalOf(direct)).toEqual(['ConsentRegistryNotCouncil', asset, alone.address]);
        }
        await shared.act(consents, data, [west, east]);
        expect(await holderConsentedTo(asset)).toBe(MUSEUM);
      }
    });

    it('has no say about another community’s asset', async () => {
      const asset = await platform.materializeNew();
      const data = platform.consents.interface.encodeFunctionData('grant', [asset, buildConsent()]);
      const attempt = safe.act(platform.consents, data, owners);
      expect(await refusalOf(attempt)).toEqual(['ConsentRegistryNotCouncil', asset, safe.address]);
    });
  });

  describe('that succeeds another council', () => {
    it('takes the seat from a key, and hands it to another Safe', async () => {
      const { organizations, consents, people } = platform;
      const asset = await platform.materializeNew();
      const accept = organizations.interface.encodeFunctionData('acceptCouncil', [COMMUNITY]);
      await mined(organizations.connect(people.council).nameSuccessor(COMMUNITY, safe.address));
      expect(await refusalOf(safe.act(organizations, accept, [owners[0]]))).toEqual(['Error', 'GS020']);
      await safe.act(organizations, accept, [owners[0], owners[1]]);
      const attempt = platform.consent(asset);
      expect(await refusalOf(attempt)).toEqual(['ConsentRegistryNotCouncil', asset, people.council.address]);
      const data = consents.interface.encodeFunctionData('grant', [asset, buildConsent()]);
      await safe.act(consents, data, owners);

      const next = await StageSafe.create(platform, { owners: [owners[2]], threshold: 1 });
      const name = organizations.interface.encodeFunctionData('nameSuccessor', [COMMUNITY, next.address]);
      await safe.act(organizations, name, owners);
      await next.act(organizations, accept, [owners[2]]);
      expect(await organizations.councilAt((await organizations.organizationOf(COMMUNITY)).index)).toBe(
        next.address,
      );
      expect(await holderConsentedTo(asset)).toBe(MUSEUM);
      expect(await refusalOf(safe.act(consents, data, owners))).toEqual([
        'ConsentRegistryNotCouncil',
        asset,
        safe.address,
      ]);
      await next.act(consents, data, [owners[2]]);
    });
  });
});
