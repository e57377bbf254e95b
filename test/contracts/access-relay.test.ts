import { concat, Signature, toBeHex, ZeroHash } from 'ethers';
import type { BaseContract, Wallet } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { licenseIn, RIGHT } from '../../scripts/stage/market.ts';
import { COMMUNITY, mined, MUSEUM, NO_PERMIT, Platform, STUDIO } from '../../scripts/stage/platform.ts';
import { signForwardRequest } from '../../scripts/stage/signatures.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { refusalOf } from './refusal.ts';

const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe('relayed calls', () => {
  let platform: Platform;
  let restore: () => Promise<void>;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  describe('whose caller appends an address without the forwarder', () => {
    const refused = async (contract: BaseContract, data: string, victim: Wallet) => {
      const { stranger } = platform.people;
      const to = await contract.getAddress();
      return refusalOf(stranger.sendTransaction({ to, data: concat([data, victim.address]) }));
    };

    it('count as the caller’s own in every contract', async () => {
      const { organizations, assets, consents, log, judgement, authority, people } = platform;
      const { stranger, museum, council, sealer, accreditor, studio } = people;
      const payout = organizations.interface.encodeFunctionData('setPayout', [MUSEUM, stranger.address]);
      expect(await refused(organizations, payout, museum)).toEqual([
        'OrganizationsNotOwner',
        MUSEUM,
        stranger.address,
      ]);
      const seat = organizations.interface.encodeFunctionData('nameSuccessor', [COMMUNITY, stranger.address]);
      expect((await refused(organizations, seat, council))[0]).toBe('OrganizationsNotCouncil');
      const withdrawal = assets.interface.encodeFunctionData('withdraw', [assetId]);
      expect(await refused(assets, withdrawal, museum)).toEqual([
        'AssetRegistryNotHolder',
        MUSEUM,
        stranger.address,
      ]);
      const end = consents.interface.encodeFunctionData('withdraw', [assetId]);
      expect((await refused(consents, end, council))[0]).toBe('ConsentRegistryNotCouncil');
      const checkpoint = log.interface.encodeFunctionData('checkpoint', [9, ZeroHash, []]);
      expect(await refused(log, checkpoint, sealer)).toEqual(['ProvenanceLogNotSealer', stranger.address]);
      const pause = judgement.interface.encodeFunctionData('pause');
      expect(await refused(judgement, pause, accreditor)).toEqual([
        'AccessManagedUnauthorized',
        stranger.address,
      ]);
      const grant = authority.interface.encodeFunctionData('grantRole', [1, stranger.address, 0]);
      expect((await refused(authority, grant, accreditor))[0]).toBe('AccessManagerUnauthorizedAccount');
      const { market, token } = platform;
      await platform.offer(assetId);
      const purchase = market.interface.encodeFunctionData('buy', [
        await platform.purchaseOf(assetId),
        NO_PERMIT,
      ]);
      expect(await refused(market, purchase, studio)).toEqual([
        'LicenseMarketNotMember',
        STUDIO,
        stranger.address,
      ]);
      await platform.fundStudio();
      const take = token.interface.encodeFunctionData('transfer', [stranger.address, 1n]);
      expect(await refused(token, take, studio)).toEqual([
        'ERC20InsufficientBalance',
        stranger.address,
        0n,
        1n,
      ]);
    });

    it('count as the caller’s own in a license too', async () => {
      const { licenses, people } = platform;
      await platform.fundStudio();
      await platform.consent(assetId, { rights: RIGHT.TRANSFERABLE });
      await platform.offer(assetId, { rights: RIGHT.TRANSFERABLE });
      const { terms } = licenseIn(platform, await platform.buy(assetId));
      const transfer = licenses.interface.encodeFunctionData('transfer', [terms, MUSEUM]);
      expect(await refused(licenses, transfer, people.studio)).toEqual([
        'LicenseTokenNotLicensee',
        STUDIO,
        people.stranger.address,
      ]);
    });

    it('count as the signer’s own in each part of a relayed multicall', async () => {
      const { authority, people, organizations } = platform;
      const grant = authority.interface.encodeFunctionData('grantRole', [1, people.stranger.address, 0]);
      const forged = concat([grant, people.accreditor.address]);
      const multicall = authority.interface.encodeFunctionData('multicall', [[forged]]);
      expect(await refusalOf(platform.relay(people.stranger, authority, multicall))).toEqual(['FailedCall']);
      const direct = authority.connect(people.stranger).multicall([forged]);
      expect((await refusalOf(direct))[0]).toBe('AccessManagerUnauthorizedAccount');
      const proposal = organizations.interface.encodeFunctionData('proposeCouncil', [
        COMMUNITY,
        people.stranger.address,
      ]);
      expect(await refused(organizations, proposal, people.accreditor)).toEqual([
        'AccessManagedUnauthorized',
        people.stranger.address,
      ]);
    });
  });

  interface Changes {
    chainId?: bigint;
    verifyingContract?: string;
    nonce?: bigint;
    to?: string;
    deadline?: number;
    signer?: Wallet;
  }

  /** The museum's wish to have its payout address changed, signed as told. */
  async function sign(changes: Changes = {}) {
    const { people, forwarder, organizations, deployment, chain } = platform;
    const from = people.museum.address;
    const request = {
      from,
      to: changes.to ?? (await organizations.getAddress()),
      value: 0n,
      gas: 500_000n,
      nonce: changes.nonce ?? (await forwarder.nonces(from)),
      deadline: changes.deadline ?? (await chain.now()) + 3_600,
      data: organizations.interface.encodeFunctionData('setPayout', [MUSEUM, from]),
    };
    const place = {
      chainId: changes.chainId ?? deployment.chainId,
      verifyingContract: changes.verifyingContract ?? (await forwarder.getAddress()),
    };
    return signForwardRequest(changes.signer ?? people.museum, request, place);
  }
  const execute = (request: Awaited<ReturnType<typeof sign>>) =>
    mined(platform.forwarder.connect(platform.people.stranger).execute(request));
  const payout = async () => (await platform.organizations.organizationOf(MUSEUM)).payout;
  const refusedSigner = async (changes: Changes) => (await refusalOf(execute(await sign(changes))))[0];

  it('act as their signer, whoever sends them', async () => {
    await execute(await sign());
    expect(await payout()).toBe(platform.people.museum.address);
  });

  it('happen once', async () => {
    const request = await sign();
    await execute(request);
    expect((await refusalOf(execute(request)))[0]).toBe('ERC2771ForwarderInvalidSigner');
  });

  it.each<[string, Changes]>([
    ['another chain', { chainId: 31_416n }],
    ['another forwarder', { verifyingContract: `0x${'22'.repeat(20)}` }],
    ['a later turn', { nonce: 7n }],
  ])('signed for %s are refused', async (_, changes) => {
    expect(await refusedSigner(changes)).toBe('ERC2771ForwarderInvalidSigner');
  });

  it('signed by another key are refused', async () => {
    expect(await refusedSigner({ signer: platform.people.stranger })).toBe('ERC2771ForwarderInvalidSigner');
  });

  it('end with their deadline, and reach only contracts that trust the forwarder', async () => {
    const now = await platform.chain.now();
    expect(await refusedSigner({ deadline: now - 1 })).toBe('ERC2771ForwarderExpiredRequest');
    const to = platform.deployment.contracts.SafeProxyFactory;
    expect(await refusedSigner({ to })).toBe('ERC2771UntrustfulTarget');
  });

  it('have one valid signature: neither high s nor the compact form of EIP-2098 counts', async () => {
    const request = await sign();
    const { r, s, v, compactSerialized } = Signature.from(request.signature);
    const highS = toBeHex(SECP256K1_ORDER - BigInt(s), 32);
    const malleable = concat([r, highS, v === 27 ? '0x1c' : '0x1b']);
    for (const signature of [malleable, compactSerialized, '0x']) {
      const refusal = await refusalOf(execute({ ...request, signature }));
      expect(refusal[0]).toBe('ERC2771ForwarderInvalidSigner');
    }
    await execute(request);
  });

  it('are refused when a word of them was changed', async () => {
    const request = await sign();
    const { organizations, people } = platform;
    const data = organizations.interface.encodeFunctionData('setPayout', [MUSEUM, people.stranger.address]);
    const to = await platform.assets.getAddress();
    for (const changed of [{ data }, { to }, { gas: 400_000n }, { deadline: request.deadline + 1 }]) {
      const refusal = await refusalOf(execute({ ...request, ...changed }));
      expect(refusal[0]).toBe('ERC2771ForwarderInvalidSigner');
    }
    expect(await payout()).toBe(platform.payoutOf(MUSEUM));
  });
});
