import { UnitOfAccount__factory } from '../../contracts/abi/factories/UnitOfAccount__factory.ts';
import { FORMER_MONEY } from '../../scripts/deploy/money.ts';
import { FunctionFragment, Wallet, ZeroAddress } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AssetRegistry__factory } from '../../contracts/abi/factories/AssetRegistry__factory.ts';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { ERC2771Forwarder__factory } from '../../contracts/abi/factories/ERC2771Forwarder__factory.ts';
import { Judgement__factory } from '../../contracts/abi/factories/Judgement__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import { Organizations__factory } from '../../contracts/abi/factories/Organizations__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { SafeL2__factory } from '../../contracts/abi/factories/SafeL2__factory.ts';
import { SafeProxyFactory__factory } from '../../contracts/abi/factories/SafeProxyFactory__factory.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { parseLogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { TERRITORIES_HASH } from '@lanran/protocol/territories/territories';
import { deploy } from '../../scripts/deploy/deploy.ts';
import type { Deployment, DeployOptions } from '../../scripts/deploy/deploy.ts';
import { namesOf, ROLES } from '../../scripts/deploy/steps.ts';
import { StageChain } from '../../scripts/stage/chain.ts';
import { LOG_ID } from '../../scripts/stage/platform.ts';

function optionsOn(chain: StageChain, overrides: Partial<DeployOptions> = {}): DeployOptions {
  return {
    provider: chain.provider,
    deployerKey: chain.wallet('deployer').privateKey as Hex, // ethers types its keys as strings
    relayerAddress: chain.wallet('sealer').address,
    accreditorAddress: chain.wallet('accreditor').address,
    logId: LOG_ID,
    operatorPayout: chain.wallet('payout').address,
    admissionDelaySeconds: 60,
    ...overrides,
  };
}

const NO_MONEY = { ...FORMER_MONEY, hasTestToken: false, acceptsCoin: false };

describe('what deploy leaves', () => {
  let chain: StageChain;
  let whole: Deployment;
  beforeAll(async () => {
    chain = await StageChain.start();
    whole = await deploy(optionsOn(chain));
  });

  it('puts every contract where it says, connected to the others', async () => {
    const { contracts, chainId } = whole;
    expect(chainId).toBe(31_415n);
    expect(Object.keys(contracts)).toHaveLength(namesOf(FORMER_MONEY).length);
    for (const address of Object.values(contracts))
      expect(await chain.provider.getCode(address)).not.toBe('0x');
    const log = ProvenanceLog__factory.connect(contracts.ProvenanceLog, chain.provider);
    expect(await log.logId()).toBe(LOG_ID);
    expect(await log.sealer()).toBe(chain.wallet('sealer').address);
    const book = OfferBook__factory.connect(contracts.OfferBook, chain.provider);
    const judgement = Judgement__factory.connect(contracts.Judgement, chain.provider);
    expect(await judgement.territoriesHash()).toBe(TERRITORIES_HASH);
    expect(await book.isAccepted(contracts['TestToken'] ?? ZeroAddress)).toBe(true);
    const licenses = LicenseToken__factory.connect(contracts.LicenseToken, chain.provider);
    expect((await licenses.market()).toLowerCase()).toBe(contracts.LicenseMarket);
    const forwarder = ERC2771Forwarder__factory.connect(contracts.ERC2771Forwarder, chain.provider);
    expect((await forwarder.eip712Domain()).name).toBe('LanranForwarder');
  });

  it('leaves the deployer without any role and nobody as administrator', async () => {
    const { contracts } = whole;
    const authority = Authority__factory.connect(contracts.Authority, chain.provider);
    const [deployer, sealer, accreditor] = ['deployer', 'sealer', 'accreditor'].map((name) =>
      chain.wallet(name),
    );
    for (const role of [0n, 1n, 2n])
      expect([...(await authority.hasRole(role, deployer ?? ''))]).toEqual([false, 0n]);
    for (const wallet of [sealer, accreditor])
      expect((await authority.hasRole(0n, wallet ?? '')).isMember).toBe(false);
    expect([...(await authority.hasRole(1n, accreditor ?? ''))]).toEqual([true, 60n]);
    expect([...(await authority.hasRole(2n, sealer ?? ''))]).toEqual([true, 604_800n]);
    expect(await authority.getRoleAdmin(1n)).toBe(1n);
    expect(await authority.getRoleAdmin(2n)).toBe(2n);
    const grants = await authority.queryFilter(authority.filters.RoleGranted(0n));
    expect(grants.map(({ args }) => args.account)).toEqual([deployer?.address]);
  });

  it('gives every restricted function its role, and leaves every other to nobody', async () => {
    const { contracts } = whole;
    const authority = Authority__factory.connect(contracts.Authority, chain.provider);
    const roles: Record<string, bigint> = {};
    const interfaces = {
      Organizations: Organizations__factory.createInterface(),
      AssetRegistry: AssetRegistry__factory.createInterface(),
      ProvenanceLog: ProvenanceLog__factory.createInterface(),
      Judgement: Judgement__factory.createInterface(),
      Authority: Authority__factory.createInterface(),
    } as const;
    for (const [name, description] of Object.entries(interfaces)) {
      const target = contracts[name as keyof typeof interfaces];
      for (const fragment of description.fragments) {
        if (!FunctionFragment.isFragment(fragment)) continue;
        const role = await authority.getTargetFunctionRole(target, fragment.selector);
        if (role !== 0n) roles[`${name}.${fragment.name}`] = role;
      }
    }
    expect(roles).toEqual({
      'Organizations.admit': ROLES.accreditor,
      'Organizations.proposeCouncil': ROLES.accreditor,
      'Organizations.suspend': ROLES.accreditor,
      'Organizations.liftSuspension': ROLES.accreditor,
      'AssetRegistry.resolveDispute': ROLES.accreditor,
      'AssetRegistry.allowDispute': ROLES.accreditor,
      'ProvenanceLog.setSealer': ROLES.operator,
      'Judgement.pause': ROLES.guardian,
      'Judgement.resume': ROLES.guardian,
    });
  });

  it('makes accreditor and relayer guardians, whom the accreditor administers', async () => {
    const { contracts } = whole;
    const authority = Authority__factory.connect(contracts.Authority, chain.provider);
    for (const name of ['sealer', 'accreditor'])
      expect([...(await authority.hasRole(ROLES.guardian, chain.wallet(name)))]).toEqual([true, 0n]);
    expect((await authority.hasRole(ROLES.guardian, chain.wallet('deployer'))).isMember).toBe(false);
    expect(await authority.getRoleAdmin(ROLES.guardian)).toBe(ROLES.accreditor);
  });

  it('brings Safe’s contracts, with which a community can have a council of several keys', async () => {
    const { contracts } = whole;
    const factory = SafeProxyFactory__factory.connect(contracts.SafeProxyFactory, chain.wallet('anybody'));
    const safe = await factory.createProxyWithNonce.staticCall(contracts.SafeL2, '0x', 1);
    await (await factory.createProxyWithNonce(contracts.SafeL2, '0x', 1)).wait();
    expect(await SafeL2__factory.connect(safe, chain.provider).VERSION()).toMatch(/^1\./);
  });
});

describe('deploy', () => {
  let chain: StageChain;
  beforeEach(async () => {
    chain = await StageChain.start();
  });
  const options = (overrides: Partial<DeployOptions> = {}) => optionsOn(chain, overrides);

  it('goes on where it was interrupted, at every step, and ends with the same contracts', async () => {
    const whole = await deploy(options());
    const total = namesOf(FORMER_MONEY).length + 1;
    chain = await StageChain.start();
    // Each run is killed on its second step, so that every step comes once right after a kill.
    const run = async () => {
      let steps = 0;
      return deploy(
        options({
          onStep: () => {
            if (++steps === 2) throw new Error('killed');
          },
        }),
      );
    };
    for (let kills = 1; kills < total; kills++) await expect(run()).rejects.toThrow('killed');
    expect(await run()).toEqual(whole);
    expect(await chain.provider.getTransactionCount(chain.wallet('deployer'))).toBe(total);
  });

  it('does all but the last step until an accreditor is named, and then that one', async () => {
    const waiting = await deploy(options({ accreditorAddress: null }));
    expect(waiting.isComplete).toBe(false);
    expect(await deploy(options({ accreditorAddress: null }))).toEqual(waiting);
    const authority = Authority__factory.connect(waiting.contracts.Authority, chain.provider);
    const accreditor = chain.wallet('accreditor');
    expect((await authority.hasRole(ROLES.accreditor, accreditor)).isMember).toBe(false);

    const steps: string[] = [];
    const complete = await deploy(options({ onStep: (name) => steps.push(name) }));

    expect(steps).toEqual(['roles']);
    expect(complete).toEqual({ ...waiting, isComplete: true });
    expect((await authority.hasRole(ROLES.accreditor, accreditor)).isMember).toBe(true);
    expect((await authority.hasRole(0n, chain.wallet('deployer'))).isMember).toBe(false);
    expect(await deploy(options({ accreditorAddress: null }))).toEqual(complete);
  });

  it('only looks when everything is there', async () => {
    await deploy(options());
    const before = await chain.provider.getBlockNumber();
    const steps: string[] = [];
    await deploy(options({ onStep: (name) => steps.push(name) }));
    expect(steps).toEqual([]);
    expect(await chain.provider.getBlockNumber()).toBe(before);
  });

  it('makes units of account, which nobody holds and which prices may be in', async () => {
    const units = [
      { code: 'CNY', decimals: 2 },
      { code: 'JPY', decimals: 0 },
    ];
    const { contracts } = await deploy(options({ money: { ...NO_MONEY, units } }));
    const book = OfferBook__factory.connect(contracts.OfferBook, chain.provider);
    for (const { code, decimals } of units) {
      const unit = UnitOfAccount__factory.connect(contracts[`Unit${code}`] ?? '', chain.provider);
      expect(await book.isAccepted(unit)).toBe(true);
      expect([await unit.symbol(), await unit.decimals()]).toEqual([code, BigInt(decimals)]);
      expect(await unit.totalSupply()).toBe(0n);
    }
    expect(await book.isAccepted(ZeroAddress)).toBe(false);
  });

  it('takes payment tokens in place of the test token', async () => {
    const { contracts } = await deploy(
      options({
        money: {
          ...NO_MONEY,
          tokens: [{ address: chain.wallet('token').address, code: 'USDX', decimals: 6 }],
        },
      }),
    );
    expect(contracts['TestToken']).toBeUndefined();
    const book = OfferBook__factory.connect(contracts.OfferBook, chain.provider);
    expect(await book.isAccepted(chain.wallet('token'))).toBe(true);
  });

  it('refuses a deployment that belongs to another log', async () => {
    await deploy(options());
    const other = parseLogId(randomBytes32());
    await expect(deploy(options({ logId: other }))).rejects.toThrow('belongs to log');
  });

  it('refuses a key that was used for something else', async () => {
    const deployer = chain.wallet('deployer');
    for (let at = 0; at <= namesOf(FORMER_MONEY).length; at++)
      await deployer.sendTransaction({ to: Wallet.createRandom().address });
    await expect(deploy(options())).rejects.toThrow('used for something else');
  });
});
