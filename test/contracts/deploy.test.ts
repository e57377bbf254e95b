import { Wallet, ZeroAddress } from 'ethers';
import { beforeEach, describe, expect, it } from 'vitest';
import { Authority__factory } from '../../contracts/abi/factories/Authority__factory.ts';
import { ERC2771Forwarder__factory } from '../../contracts/abi/factories/ERC2771Forwarder__factory.ts';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { LicenseToken__factory } from '../../contracts/abi/factories/LicenseToken__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import type { Hex } from '@lanran/protocol/bytes';
import { parseLogId, randomBytes32 } from '@lanran/protocol/ids';
import { TERRITORIES_HASH } from '@lanran/protocol/territories';
import { deploy } from '../../scripts/deploy/deploy.ts';
import type { DeployOptions } from '../../scripts/deploy/deploy.ts';
import { StageChain } from '../../scripts/stage/chain.ts';
import { LOG_ID } from '../../scripts/stage/platform.ts';

describe('deploy', () => {
  let chain: StageChain;
  beforeEach(async () => {
    chain = await StageChain.start();
  });

  const options = (overrides: Partial<DeployOptions> = {}): DeployOptions => ({
    provider: chain.provider,
    deployerKey: chain.wallet('deployer').privateKey as Hex, // ethers types its keys as strings
    relayerAddress: chain.wallet('sealer').address,
    accreditorAddress: chain.wallet('accreditor').address,
    logId: LOG_ID,
    operatorPayout: chain.wallet('payout').address,
    admissionDelaySeconds: 60,
    ...overrides,
  });

  it('puts every contract where it says, connected to the others', async () => {
    const { contracts, chainId } = await deploy(options());
    expect(chainId).toBe(31_415n);
    expect(Object.keys(contracts)).toHaveLength(9);
    for (const address of Object.values(contracts))
      expect(await chain.provider.getCode(address)).not.toBe('0x');
    const log = ProvenanceLog__factory.connect(contracts.ProvenanceLog, chain.provider);
    expect(await log.logId()).toBe(LOG_ID);
    expect(await log.sealer()).toBe(chain.wallet('sealer').address);
    const market = LicenseMarket__factory.connect(contracts.LicenseMarket, chain.provider);
    expect(await market.territoriesHash()).toBe(TERRITORIES_HASH);
    expect(await market.isAccepted(contracts.TestToken ?? ZeroAddress)).toBe(true);
    const licenses = LicenseToken__factory.connect(contracts.LicenseToken, chain.provider);
    expect((await licenses.market()).toLowerCase()).toBe(contracts.LicenseMarket);
    const forwarder = ERC2771Forwarder__factory.connect(contracts.ERC2771Forwarder, chain.provider);
    expect((await forwarder.eip712Domain()).name).toBe('LanranForwarder');
  });

  it('leaves the deployer without any role and nobody as administrator', async () => {
    const { contracts } = await deploy(options());
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

  it('goes on where it was interrupted, at every step, and ends with the same contracts', async () => {
    const whole = await deploy(options());
    const total = 10;
    for (let survived = 0; survived <= total; survived++) {
      chain = await StageChain.start();
      let sent = 0;
      const interrupted = deploy(
        options({
          onStep: () => {
            if (sent++ === survived) throw new Error('killed');
          },
        }),
      );
      if (survived < total) await expect(interrupted).rejects.toThrow('killed');
      else await interrupted;
      const repeated = await deploy(options());
      expect(repeated).toEqual(whole);
      expect(await chain.provider.getTransactionCount(chain.wallet('deployer'))).toBe(total);
    }
  });

  it('only looks when everything is there', async () => {
    await deploy(options());
    const before = await chain.provider.getBlockNumber();
    const steps: string[] = [];
    await deploy(options({ onStep: (name) => steps.push(name) }));
    expect(steps).toEqual([]);
    expect(await chain.provider.getBlockNumber()).toBe(before);
  });

  it('takes payment tokens in place of the test token', async () => {
    const { contracts } = await deploy(options({ paymentTokens: [chain.wallet('token').address] }));
    expect(contracts.TestToken).toBeUndefined();
    const market = LicenseMarket__factory.connect(contracts.LicenseMarket, chain.provider);
    expect(await market.isAccepted(chain.wallet('token'))).toBe(true);
  });

  it('refuses a deployment that belongs to another log', async () => {
    await deploy(options());
    const other = parseLogId(randomBytes32());
    await expect(deploy(options({ logId: other }))).rejects.toThrow('belongs to log');
  });

  it('refuses a key that was used for something else', async () => {
    const deployer = chain.wallet('deployer');
    for (let at = 0; at < 12; at++) await deployer.sendTransaction({ to: Wallet.createRandom().address });
    await expect(deploy(options())).rejects.toThrow('used for something else');
  });
});
