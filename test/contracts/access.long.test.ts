import { ZeroAddress, ZeroHash } from 'ethers';
import type { BaseContract, FunctionFragment, ParamType } from 'ethers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMUNITY, MUSEUM, Platform, STUDIO } from '../../scripts/stage/platform.ts';
import { FORMER_MONEY } from '../../scripts/deploy/money.ts';
import { namesOf } from '../../scripts/deploy/steps.ts';
import { TODAY } from '../../scripts/stage/chain.ts';
import { refusalOf } from './refusal.ts';

/** What anybody may call, by contract, and why that harms nobody. Everything else must refuse a stranger. */
const OPEN: Record<string, Record<string, string>> = {
  ERC2771Forwarder: { execute: 'carries the signature of who acts', executeBatch: 'the same for several' },
  Authority: {
    multicall: 'does what the caller may do anyway, and nothing when empty',
    renounceRole: 'gives up the caller’s own role, if it has one',
  },
  ProvenanceLog: {},
  Organizations: { multicall: 'does what the caller may do anyway, and nothing when empty' },
  AssetRegistry: { materialize: 'proves every word of what it writes' },
  ConsentRegistry: { join: 'proves that the asset is in the collection its council consented to' },
  LicenseToken: {
    approve: 'nobody else moves a license (its own tests say what it does)',
    setApprovalForAll: 'the same',
  },
  LicenseMarket: { claim: 'pays to the organization’s own payout address' },
  OfferBook: {},
  Calendar: {},
  Judgement: {},
  TestToken: {
    approve: 'about the caller’s own tokens',
    transfer: 'about the caller’s own tokens',
    transferFrom: 'within an allowance',
    permit: 'carries its owner’s signature',
    mint: 'play money of the embedded chain',
  },
};

describe('a random caller', () => {
  let platform: Platform;
  let contracts: Record<string, BaseContract>;
  let assetId: string;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    assetId = await platform.materializeNew();
    await platform.consent(assetId as never);
    await platform.offer(assetId as never);
    contracts = {
      ERC2771Forwarder: platform.forwarder,
      Authority: platform.authority,
      ProvenanceLog: platform.log,
      Organizations: platform.organizations,
      AssetRegistry: platform.assets,
      ConsentRegistry: platform.consents,
      LicenseToken: platform.licenses,
      LicenseMarket: platform.market,
      OfferBook: platform.book,
      Calendar: platform.calendar,
      Judgement: platform.judgement,
      TestToken: platform.token,
    };
  });

  /** Ids and addresses that exist, the caller's own, zero, and numbers that fit into days, sizes and shares. */
  function argument(type: ParamType): fc.Arbitrary<unknown> {
    if (type.arrayChildren !== null) return fc.array(argument(type.arrayChildren), { maxLength: 2 });
    if (type.components !== null) return fc.tuple(...type.components.map(argument));
    const { people, deployment } = platform;
    switch (type.type) {
      case 'bytes32':
        return fc.constantFrom<string>(MUSEUM, COMMUNITY, STUDIO, assetId, ZeroHash);
      case 'address':
        return fc.constantFrom<string>(
          people.stranger.address,
          people.council.address,
          ...Object.values(deployment.contracts),
          ZeroAddress,
        );
      case 'bool':
        return fc.boolean();
      case 'bytes4':
        return fc.constantFrom(platform.organizations.interface.getFunction('admit').selector);
      case 'bytes':
        return fc.constantFrom(
          '0x',
          `0x${'11'.repeat(65)}`,
          platform.authority.interface.encodeFunctionData('labelRole', [1, 'x']),
        );
      case 'string':
        return fc.string({ maxLength: 8 });
      case 'uint8':
        return fc.integer({ min: 0, max: 3 });
      default:
        if (/^uint/.test(type.type)) return fc.constantFrom(0, 1, 2, 3, TODAY, TODAY + 30);
        throw new Error(`No arguments for ${type.type}.`);
    }
  }

  const mutatingOf = (contract: BaseContract): FunctionFragment[] =>
    contract.interface.fragments.filter(
      (fragment): fragment is FunctionFragment =>
        fragment.type === 'function' && !(fragment as FunctionFragment).constant,
    );

  it('meets every contract of the deployment that is ours or speaks for others', () => {
    const safes = ['SafeL2', 'SafeProxyFactory', 'CompatibilityFallbackHandler'];
    expect(Object.keys(contracts).sort()).toEqual(
      namesOf(FORMER_MONEY)
        .filter((name) => !safes.includes(name))
        .sort(),
    );
    expect(Object.keys(OPEN).sort()).toEqual(Object.keys(contracts).sort());
  });

  it.each(Object.entries(OPEN))('finds in %s nothing open but what is listed', async (name, open) => {
    const contract = contracts[name];
    if (contract === undefined) throw new Error(`There is no ${name}.`);
    const functions = mutatingOf(contract);
    expect(functions.map((fragment) => fragment.name)).toEqual(expect.arrayContaining(Object.keys(open)));
    for (const fragment of functions.filter((candidate) => !Object.hasOwn(open, candidate.name))) {
      const call = contract.connect(platform.people.stranger).getFunction(fragment.format('sighash'));
      await fc.assert(
        fc.asyncProperty(fc.tuple(...fragment.inputs.map(argument)), async (values) => {
          await refusalOf(call.staticCall(...values));
        }),
        { numRuns: 12 },
      );
    }
  });
});
