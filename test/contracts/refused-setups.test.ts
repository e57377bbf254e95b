import { ZeroAddress, ZeroHash, type Wallet } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import { LicenseMarket__factory } from '../../contracts/abi/factories/LicenseMarket__factory.ts';
import { OfferBook__factory } from '../../contracts/abi/factories/OfferBook__factory.ts';
import { ProvenanceLog__factory } from '../../contracts/abi/factories/ProvenanceLog__factory.ts';
import { StageChain } from '../../scripts/stage/chain.ts';
import { LOG_ID } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

/** What can't be changed after deployment is checked by it. */
describe('a deployment is refused', () => {
  let deployer: Wallet;
  let someone: string;
  beforeAll(async () => {
    const chain = await StageChain.start();
    deployer = chain.wallet('deployer');
    someone = chain.wallet('someone').address;
  });

  const deployLog = (logId: string, sealer: string) =>
    new ProvenanceLog__factory(deployer).deploy(someone, someone, logId, sealer);

  const deployMarket = (operatorPayout: string) =>
    new LicenseMarket__factory(deployer).deploy(someone, {
      organizations: someone,
      assets: someone,
      book: someone,
      licenses: someone,
      operatorPayout,
    });

  const deployBook = (operatorShareBps: number) =>
    new OfferBook__factory(deployer).deploy(someone, someone, {
      organizations: someone,
      assets: someone,
      consents: someone,
      licenses: someone,
      market: someone,
      operatorShareBps,
      territoriesHash: ZeroHash,
      paymentTokens: [],
    });

  it('of a log without an id or without a sealer', async () => {
    expect(await refusalOf(deployLog(ZeroHash, someone))).toEqual(['ProvenanceLogZero']);
    expect(await refusalOf(deployLog(LOG_ID, ZeroAddress))).toEqual(['ProvenanceLogZero']);
    await (await deployLog(LOG_ID, someone)).waitForDeployment();
  });

  it('of a market whose operator could never be paid', async () => {
    expect(await refusalOf(deployMarket(ZeroAddress))).toEqual(['LicenseMarketOperatorInvalid', ZeroAddress]);
    await (await deployMarket(someone)).waitForDeployment();
  });

  it('of offers of which the operator takes more than everything', async () => {
    expect(await refusalOf(deployBook(10_001))).toEqual(['OfferBookOperatorShareInvalid', 10_001n]);
    await (await deployBook(10_000)).waitForDeployment();
  });
});
