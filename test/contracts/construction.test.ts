import { ZeroAddress, ZeroHash } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { LOG_ID, Platform } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

describe('construction', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.start();
  });

  it('refuses a log without an id or a sealer', async () => {
    const { contracts } = platform.deployment;
    const { deployer } = platform.people;
    const factory = new ProvenanceLog__factory(deployer);
    const deploy = (logId: string, sealer: string) =>
      refusalOf(factory.deploy(contracts.ERC2771Forwarder, contracts.Authority, logId, sealer));
    expect(await deploy(ZeroHash, deployer.address)).toEqual(['ProvenanceLogZero']);
    expect(await deploy(LOG_ID, ZeroAddress)).toEqual(['ProvenanceLogZero']);
  });

  it('refuses an operator’s share above the whole price', async () => {
    const { contracts } = platform.deployment;
    const setup = {
      organizations: contracts.Organizations,
      assets: contracts.AssetRegistry,
      consents: contracts.ConsentRegistry,
      judgement: contracts.Judgement,
      operatorShareBps: 10_001,
      paymentTokens: [],
    };
    const factory = new OfferBook__factory(platform.people.deployer);
    const attempt = factory.deploy(contracts.ERC2771Forwarder, setup);
    expect(await refusalOf(attempt)).toEqual(['OfferBookOperatorShareInvalid', 10_001n]);
  });

  it('refuses an operator without a payout address', async () => {
    const { contracts } = platform.deployment;
    const setup = {
      organizations: contracts.Organizations,
      assets: contracts.AssetRegistry,
      book: contracts.OfferBook,
      judgement: contracts.Judgement,
      licenses: contracts.LicenseToken,
      operatorPayout: ZeroAddress,
    };
    const attempt = new LicenseMarket__factory(platform.people.deployer).deploy(
      contracts.ERC2771Forwarder,
      setup,
    );
    expect(await refusalOf(attempt)).toEqual(['LicenseMarketOperatorInvalid', ZeroAddress]);
  });
});
