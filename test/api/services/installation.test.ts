import type { Interface } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LicenseMarket__factory } from '../../../contracts/abi/factories/LicenseMarket__factory.ts';
import { Judgement__factory } from '../../../contracts/abi/factories/Judgement__factory.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { InstallationService } from '@lanran/api/chain/services/installation';
import type { Act } from '@lanran/sdk/acts/relaying';
import { actorOf, admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, consentAct, offeringAct, PRICE, purchaseAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const SHARE_BPS = 1_000n;
const SHARE = (PRICE * SHARE_BPS) / 10_000n;

describe('what the chain says of money and pauses', () => {
  let stack: Stack;
  let services: Services;
  let installation: InstallationService;
  let token: string;
  let accreditor: Person;
  const curator = newPerson();
  const council = newPerson();
  const buyer = newPerson();
  let museum: OrganizationId;
  let community: OrganizationId;
  let studio: OrganizationId;
  let assetId: AssetId;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    const { ledger, logId } = stack;
    installation = new InstallationService({ logId, checkpointKey: 'key', ledger, givesPlayMoney: true });
    token = ledger.deployment().currencies[0]?.address ?? '';
    accreditor = newPerson(stack.accreditor.privateKey);
    museum = await admit(services, { slug: 'museum', kind: 'INSTITUTION', owner: curator });
    community = await admit(services, { slug: 'xijiang', kind: 'COMMUNITY', owner: council });
    studio = await admit(services, { slug: 'studio', kind: 'STUDIO', owner: buyer });
    const content = buildContent({ community });
    assetId = (await publishAsset(services, curator, { organizationId: museum, content })).assetId;
    await relayAct(services, council, consentAct(services, assetId, { holder: museum }));
    await relayAct(services, curator, offeringAct(services, assetId));
  });
  afterAll(() => stack.stop());

  function claimAct(organizationId: OrganizationId): Act {
    const market: Interface = LicenseMarket__factory.createInterface();
    // ethers types calldata as string; its interfaces make lower-case hex.
    const data = market.encodeFunctionData('claim', [organizationId, token]) as Hex;
    return { contract: 'LicenseMarket', data };
  }

  function salesAct(name: 'pause' | 'resume'): Act {
    const judgement: Interface = Judgement__factory.createInterface();
    return { contract: 'Judgement', data: judgement.encodeFunctionData(name) as Hex };
  }

  it('shows what each party of a sale can claim, and nothing more once it is claimed', async () => {
    expect(await installation.creditsOf(museum)).toEqual([]);
    const wish = buildWish(services);
    await relayAct(services, buyer, await purchaseAct(services, buyer, { assetId, licensee: studio, wish }));
    expect(await installation.creditsOf(museum)).toEqual([{ token, amount: PRICE - SHARE }]);
    expect(await installation.creditsOf(community)).toEqual([{ token, amount: SHARE }]);
    expect(await installation.creditsOf(studio)).toEqual([]);
    await relayAct(services, council, claimAct(community));
    expect(await installation.creditsOf(community)).toEqual([]);
    expect(await installation.creditsOf(museum)).toEqual([{ token, amount: PRICE - SHARE }]);
    expect(await installation.creditsOf(organizationIdOf('nobody'))).toEqual([]);
  });

  it('says whether sales are paused', async () => {
    expect(await installation.areSalesPaused()).toBe(false);
    await relayAct(services, accreditor, salesAct('pause'));
    expect(await installation.areSalesPaused()).toBe(true);
    const wish = buildWish(services, { lastDay: buildWish(services).firstDay + 3 });
    const { reasons } = await services.licensing.quote(await actorOf(services, buyer), {
      assetId,
      licensee: studio,
      wish,
    });
    expect(reasons).toMatchObject([{ name: 'SALES_PAUSED' }]);
    await relayAct(services, accreditor, salesAct('resume'));
    expect(await installation.areSalesPaused()).toBe(false);
  });
});
