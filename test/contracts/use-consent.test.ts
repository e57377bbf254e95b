import { ZeroAddress, ZeroHash } from 'ethers';
import type { TransactionReceipt } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import { moveCustody, StageCollection } from '../../scripts/stage/consents.ts';
import { admitSecondStudio, mineTogether, SECOND_STUDIO } from '../../scripts/stage/market.ts';
import {
  buildConsent,
  buildUse,
  COMMUNITY,
  KIND,
  mined,
  MUSEUM,
  Platform,
  STUDIO,
  type Person,
} from '../../scripts/stage/platform.ts';
import { ARCHIVE } from './consent-scene.ts';
import { refusalOf } from './refusal.ts';

const NOBODY = organizationIdOf('nobody');
const WEEK = 7 * DAY_SECONDS;

describe('ConsentRegistry, consent to one use', () => {
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.admit(ARCHIVE, { kind: KIND.INSTITUTION, owner: 'stranger' });
    await admitSecondStudio(platform);
    assetId = await platform.materializeNew();
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: Person) => platform.consents.connect(platform.people[person]);
  const withdraw = (licensee: string = STUDIO, person: Person = 'council') =>
    mined(as(person).withdrawConsentTo(assetId, licensee));
  const useOf = (licensee: string = STUDIO) => platform.consents.useConsentOf(assetId, licensee);
  const holderOf = async (licensee: string = STUDIO) => (await useOf(licensee)).holder;
  const eventsOf = ({ logs }: TransactionReceipt) =>
    logs.map((log) => platform.consents.interface.parseLog(log));
  const archive = () => ({ id: ARCHIVE, member: platform.people.stranger });
  const museum = () => ({ id: MUSEUM, member: platform.people.museum });

  describe('consentTo', () => {
    it('permits one organization what can be read back, and announces it', async () => {
      const wanted = { media: 0xffff, rights: 3, exclusive: true, minPrice: 2n ** 96n - 1n };
      const receipt = await platform.consentTo(assetId, wanted);
      const [event] = eventsOf(receipt);
      expect([event?.name, event?.args[0], event?.args[1]]).toEqual(['UseConsentGranted', assetId, STUDIO]);
      const use = await useOf();
      const announced = event?.args[2] as Iterable<unknown> | undefined;
      expect([...use]).toEqual([...(announced ?? [])]);
      const expected = buildUse(platform, wanted);
      expect([use.holder, use.licensee, use.territories]).toEqual([MUSEUM, STUDIO, expected.territories]);
      expect([use.media, use.firstDay, use.lastDay]).toEqual([0xffffn, BigInt(TODAY), BigInt(TODAY + 30)]);
      expect([use.exclusive, use.rights, use.shareBps]).toEqual([true, 3n, 1_500n]);
      expect([use.minPrice, use.token.toLowerCase()]).toEqual([wanted.minPrice, platform.tokenAddress]);
      expect(await holderOf(SECOND_STUDIO)).toBe(ZeroHash);
    });

    it('replaces what this organization was permitted, and touches neither others nor the asset’s consent', async () => {
      await platform.consent(assetId);
      await platform.consentTo(assetId);
      await platform.consentTo(assetId, { licensee: SECOND_STUDIO, minPrice: 7n });
      await platform.consentTo(assetId, { minPrice: 5n, token: ZeroAddress });
      expect([(await useOf()).minPrice, (await useOf()).token]).toEqual([5n, ZeroAddress]);
      expect((await useOf(SECOND_STUDIO)).minPrice).toBe(7n);
      expect((await platform.consents.consentOf(assetId)).media).toBe(BigInt(buildConsent().media));
    });

    it('is for the council alone: neither holder nor licensee nor accreditor', async () => {
      for (const person of ['museum', 'sealer', 'accreditor', 'deployer', 'studio', 'stranger'] as const) {
        const attempt = mined(as(person).consentTo(assetId, buildUse(platform)));
        const refusal = ['ConsentRegistryNotCouncil', assetId, platform.people[person].address];
        expect(await refusalOf(attempt)).toEqual(refusal);
      }
    });

    it.each([
      ['another holder', { holder: STUDIO }, ['ConsentRegistryHolderMismatch', 'asset', STUDIO]],
      ['a licensee that is nobody', { licensee: NOBODY }, ['ConsentRegistryLicenseeUnknown', NOBODY]],
      ['no licensee', { licensee: ZERO_32 }, ['ConsentRegistryLicenseeUnknown', ZERO_32]],
      ['no media of the use', { media: 0 }, ['ConsentRegistryMediaInvalid', 0n]],
      ['unassigned media of the use', { media: 1 << 16 }, ['ConsentRegistryMediaInvalid', 65_536n]],
      ['no territory of the use', { territories: 0n }, ['ConsentRegistryTerritoriesEmpty', 'asset']],
      [
        'a window that is over',
        { firstDay: TODAY - 2, lastDay: TODAY - 1 },
        ['ConsentRegistryPast', BigInt(TODAY - 1), BigInt(TODAY)],
      ],
      [
        'a window that ends before it begins',
        { firstDay: TODAY + 2, lastDay: TODAY + 1 },
        ['ConsentRegistryDaysInvalid', BigInt(TODAY + 2), BigInt(TODAY + 1)],
      ],
      ['a share of more than all', { shareBps: 10_001 }, ['ConsentRegistryShareTooHigh', 10_001n]],
      ['rights of the use that need no consent', { rights: 4 }, ['ConsentRegistryRightsInvalid', 4n]],
    ])('refuses %s', async (_, overrides, refusal) => {
      const expected = refusal.map((part) => (part === 'asset' ? assetId : part));
      expect(await refusalOf(platform.consentTo(assetId, overrides))).toEqual(expected);
    });

    it('may be for one day, which is today', async () => {
      await platform.consentTo(assetId, { firstDay: TODAY, lastDay: TODAY });
      expect([(await useOf()).firstDay, (await useOf()).lastDay]).toEqual([BigInt(TODAY), BigInt(TODAY)]);
    });

    it('asks for no smaller share than the asset’s own consent does', async () => {
      await platform.consent(assetId, { shareBps: 2_000 });
      const lower = refusalOf(platform.consentTo(assetId, { shareBps: 1_999 }));
      expect(await lower).toEqual(['ConsentRegistryShareLowered', 1_999n, 2_000n]);
      await platform.consentTo(assetId, { shareBps: 2_000 });
    });

    it('asks for no smaller share than a collection’s consent that the asset follows', async () => {
      const collection = new StageCollection([assetId]);
      const consent = buildConsent({ shareBps: 2_000 });
      await mined(as('council').grantCollection(COMMUNITY, collection.terms, consent));
      await platform.chain.travelTo((await platform.chain.now()) + 1);
      await collection.join(platform, assetId, 0);
      const lower = refusalOf(platform.consentTo(assetId, { shareBps: 1_999 }));
      expect(await lower).toEqual(['ConsentRegistryShareLowered', 1_999n, 2_000n]);
    });

    it('asks for no smaller share within seven days of a withdrawal, to the second', async () => {
      await platform.consent(assetId, { shareBps: 2_000 });
      await mined(as('council').withdraw(assetId));
      const allowedAt = (await platform.chain.now()) + WEEK;
      const early = ['ConsentRegistryShareTooEarly', 1_999n, 2_000n, BigInt(allowedAt)];
      expect(await refusalOf(platform.consentTo(assetId, { shareBps: 1_999 }))).toEqual(early);
      await platform.chain.request('evm_setNextBlockTimestamp', allowedAt);
      await platform.consentTo(assetId, { shareBps: 1_999 });
      expect((await useOf()).shareBps).toBe(1_999n);
    });

    it('ends with the asset’s custody, and does not revive when it comes back', async () => {
      await platform.consentTo(assetId);
      await moveCustody(platform, assetId, { from: museum(), to: archive() });
      expect(await holderOf()).toBe(ZeroHash);
      await moveCustody(platform, assetId, { from: archive(), to: museum() });
      expect(await holderOf()).toBe(ZeroHash);
      await platform.consentTo(assetId);
      expect(await holderOf()).toBe(MUSEUM);
    });

    it('refuses a use in the very block in which the asset changes hands', async () => {
      const { assets, people, chain } = platform;
      await mined(assets.connect(people.museum).offerCustody(assetId, ARCHIVE));
      await chain.request('evm_setAutomine', false);
      const taking = assets.connect(people.stranger);
      await taking.acceptCustody(assetId, MUSEUM, ARCHIVE, { gasLimit: 500_000 });
      const use = buildUse(platform, { holder: ARCHIVE });
      const attempt = as('council').consentTo.staticCall(assetId, use, { blockTag: 'pending' });
      expect(await refusalOf(attempt)).toEqual(['ConsentRegistryCustodyTooFresh', assetId]);
      await chain.request('evm_setAutomine', true);
      await chain.request('evm_mine');
    });

    it('ends also where the asset leaves and comes back within its block', async () => {
      const { assets, people, chain } = platform;
      const gas = { gasLimit: 500_000 };
      await mined(assets.connect(people.museum).offerCustody(assetId, ARCHIVE));
      const done = await mineTogether(chain, [
        () => as('council').consentTo(assetId, buildUse(platform), gas),
        () => assets.connect(people.stranger).acceptCustody(assetId, MUSEUM, ARCHIVE, gas),
        () => assets.connect(people.stranger).offerCustody(assetId, MUSEUM, gas),
        () => assets.connect(people.museum).acceptCustody(assetId, ARCHIVE, MUSEUM, gas),
      ]);
      expect(done).toEqual([true, true, true, true]);
      expect(await holderOf()).toBe(ZeroHash);
    });
  });

  describe('withdrawConsentTo', () => {
    it('ends one organization’s consent, once, and announces it', async () => {
      await platform.consentTo(assetId);
      await platform.consentTo(assetId, { licensee: SECOND_STUDIO });
      const [event] = eventsOf(await withdraw());
      expect([event?.name, ...(event?.args ?? [])]).toEqual(['UseConsentWithdrawn', assetId, STUDIO]);
      expect([await holderOf(), await holderOf(SECOND_STUDIO)]).toEqual([ZeroHash, MUSEUM]);
      expect(await refusalOf(withdraw())).toEqual(['ConsentRegistryNoUse', assetId, STUDIO]);
    });

    it('has nothing to end that was never given', async () => {
      expect(await refusalOf(withdraw(NOBODY))).toEqual(['ConsentRegistryNoUse', assetId, NOBODY]);
    });

    it('is for the council alone, and leaves the asset’s own consent', async () => {
      await platform.consent(assetId);
      await platform.consentTo(assetId);
      for (const person of ['museum', 'studio', 'accreditor', 'stranger'] as const) {
        const refusal = ['ConsentRegistryNotCouncil', assetId, platform.people[person].address];
        expect(await refusalOf(withdraw(STUDIO, person))).toEqual(refusal);
      }
      await withdraw();
      expect((await platform.consents.consentOf(assetId)).holder).toBe(MUSEUM);
    });
  });

  it('is not ended by the withdrawal of the asset’s own consent', async () => {
    await platform.consent(assetId);
    await platform.consentTo(assetId);
    await mined(as('council').withdraw(assetId));
    expect(await holderOf()).toBe(MUSEUM);
  });

  it('is spent by Judgement alone', async () => {
    await platform.consentTo(assetId);
    for (const person of ['council', 'museum', 'studio', 'accreditor', 'stranger'] as const) {
      const refusal = ['ConsentRegistryNotTrusted', platform.people[person].address];
      expect(await refusalOf(as(person).spendConsentTo.staticCall(assetId, STUDIO))).toEqual(refusal);
    }
  });
});
