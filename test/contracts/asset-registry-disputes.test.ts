import { id, ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { COMMUNITY, KIND, mined, MUSEUM, Platform, ROLE, STUDIO } from '../../scripts/stage/platform.ts';
import { DAY_SECONDS } from '../../scripts/stage/chain.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const AUDITOR = organizationIdOf('auditor');
const REASON = id('the weaver’s family was not asked');
const RESOLUTION = id('asked and agreed');

describe('disputes', () => {
  let platform: Platform;
  let restore: () => Promise<void>;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.admit(AUDITOR, { kind: KIND.AUDITOR, owner: 'stranger' });
    assetId = await platform.materializeNew();
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: Person) => platform.assets.connect(platform.people[person]);
  const address = (person: Person) => platform.people[person].address;
  const dispute = (person: Person, organizationId: string, reason = REASON) =>
    mined(as(person).dispute(assetId, organizationId, reason));
  const retract = (person: Person, organizationId: string) =>
    mined(as(person).retractDispute(assetId, organizationId));
  const resolve = (person: Person, organizationId: string, reason = RESOLUTION) =>
    mined(as(person).resolveDispute(assetId, organizationId, reason));
  const count = async () => (await platform.assets.assetOf(assetId)).disputes;
  const notDisputant = (organizationId: string, person: Person) => [
    'AssetRegistryNotDisputant',
    organizationId,
    address(person),
  ];

  describe('dispute', () => {
    it('is counted once for each council and auditor', async () => {
      await dispute('council', COMMUNITY);
      await dispute('stranger', AUDITOR);
      expect(await count()).toBe(2n);
      expect(await platform.assets.isDisputedBy(assetId, COMMUNITY)).toBe(true);
      for (const [person, organizationId] of [
        ['council', COMMUNITY],
        ['stranger', AUDITOR],
      ] as const) {
        const again = ['AssetRegistryAlreadyDisputed', assetId, organizationId];
        expect(await refusalOf(dispute(person, organizationId))).toEqual(again);
      }
      expect(await count()).toBe(2n);
    });

    it('is possible about an asset without a community, and by another community’s council', async () => {
      const ownerless = await platform.materializeNew({ community: null });
      await mined(as('council').dispute(ownerless, COMMUNITY, REASON));
      expect((await platform.assets.assetOf(ownerless)).disputes).toBe(1n);
    });

    it('is not for members of a community, its council under another name, or other kinds', async () => {
      const { organizations, people } = platform;
      await mined(organizations.connect(people.council).addMember(COMMUNITY, people.studio, ROLE.OWNER));
      expect(await refusalOf(dispute('studio', COMMUNITY))).toEqual(notDisputant(COMMUNITY, 'studio'));
      expect(await refusalOf(dispute('council', AUDITOR))).toEqual(notDisputant(AUDITOR, 'council'));
      expect(await refusalOf(dispute('museum', MUSEUM))).toEqual(notDisputant(MUSEUM, 'museum'));
      expect(await refusalOf(dispute('studio', STUDIO))).toEqual(notDisputant(STUDIO, 'studio'));
      expect(await refusalOf(dispute('stranger', ZeroHash))).toEqual(notDisputant(ZeroHash, 'stranger'));
    });

    it('is for an auditor’s editors, not for its viewers or former members', async () => {
      const members = platform.organizations.connect(platform.people.stranger);
      await mined(members.addMember(AUDITOR, address('studio'), ROLE.VIEWER));
      await mined(members.addMember(AUDITOR, address('deployer'), ROLE.EDITOR));
      expect(await refusalOf(dispute('studio', AUDITOR))).toEqual(notDisputant(AUDITOR, 'studio'));
      await dispute('deployer', AUDITOR);
      await mined(members.removeMember(AUDITOR, address('deployer')));
      expect(await refusalOf(retract('deployer', AUDITOR))).toEqual(notDisputant(AUDITOR, 'deployer'));
    });

    it('needs an asset and a reason', async () => {
      const unknown = mined(as('council').dispute(ZeroHash, COMMUNITY, REASON));
      expect(await refusalOf(unknown)).toEqual(['AssetRegistryUnknown', ZeroHash]);
      const refusal = ['AssetRegistryReasonMissing', assetId];
      expect(await refusalOf(dispute('council', COMMUNITY, ZeroHash))).toEqual(refusal);
    });
  });

  describe('retractDispute', () => {
    it('ends the own dispute only, after which it can be raised again', async () => {
      await dispute('council', COMMUNITY);
      await dispute('stranger', AUDITOR);
      await retract('council', COMMUNITY);
      expect(await count()).toBe(1n);
      expect(await platform.assets.isDisputedBy(assetId, COMMUNITY)).toBe(false);
      expect(await platform.assets.isDisputedBy(assetId, AUDITOR)).toBe(true);
      await dispute('council', COMMUNITY);
      expect(await count()).toBe(2n);
    });

    it('is not for others', async () => {
      await dispute('council', COMMUNITY);
      for (const person of ['museum', 'stranger', 'accreditor', 'sealer'] as const) {
        expect(await refusalOf(retract(person, COMMUNITY))).toEqual(notDisputant(COMMUNITY, person));
      }
    });

    it('is nothing without a dispute', async () => {
      const refusal = ['AssetRegistryNotDisputed', assetId, COMMUNITY];
      expect(await refusalOf(retract('council', COMMUNITY))).toEqual(refusal);
    });
  });

  describe('resolveDispute', () => {
    it('ends one dispute, once, by the accreditor', async () => {
      await dispute('council', COMMUNITY);
      await dispute('stranger', AUDITOR);
      await resolve('accreditor', COMMUNITY);
      expect(await count()).toBe(1n);
      const refusal = ['AssetRegistryNotDisputed', assetId, COMMUNITY];
      expect(await refusalOf(resolve('accreditor', COMMUNITY))).toEqual(refusal);
      expect(await refusalOf(retract('council', COMMUNITY))).toEqual(refusal);
    });

    it.each<Person>(['sealer', 'council', 'museum', 'stranger'])('is not for the %s', async (person) => {
      await dispute('council', COMMUNITY);
      const refusal = ['AccessManagedUnauthorized', address(person)];
      expect(await refusalOf(resolve(person, COMMUNITY))).toEqual(refusal);
    });

    it('needs a reason', async () => {
      await dispute('council', COMMUNITY);
      const refusal = ['AssetRegistryReasonMissing', assetId];
      expect(await refusalOf(resolve('accreditor', COMMUNITY, ZeroHash))).toEqual(refusal);
    });
  });

  describe('after a resolution', () => {
    const at = (seconds: bigint | number) =>
      platform.chain.request('evm_setNextBlockTimestamp', Number(seconds));
    const allow = (person: Person, organizationId: string) =>
      mined(as(person).allowDispute(assetId, organizationId));
    const allowedAt = (organizationId: string) => platform.assets.disputeAllowedAt(assetId, organizationId);

    it('the same organization waits exactly 30 days, for this asset alone', async () => {
      const other = await platform.materializeNew();
      await dispute('stranger', AUDITOR);
      const receipt = await resolve('accreditor', AUDITOR);
      const block = await platform.chain.provider.getBlock(receipt.blockNumber);
      const allowed = await allowedAt(AUDITOR);
      expect(Number(allowed)).toBe((block?.timestamp ?? 0) + 30 * DAY_SECONDS);
      await dispute('council', COMMUNITY);
      await mined(as('stranger').dispute(other, AUDITOR, REASON));
      await at(allowed - 1n);
      const early = ['AssetRegistryDisputeTooEarly', assetId, AUDITOR, allowed];
      expect(await refusalOf(dispute('stranger', AUDITOR))).toEqual(early);
      await at(allowed);
      await dispute('stranger', AUDITOR);
      expect(await count()).toBe(2n);
    });

    it('no retraction makes anybody wait, nor shortens a wait', async () => {
      await dispute('council', COMMUNITY);
      await retract('council', COMMUNITY);
      expect(await allowedAt(COMMUNITY)).toBe(0n);
      await dispute('council', COMMUNITY);
      await resolve('accreditor', COMMUNITY);
      expect((await refusalOf(dispute('council', COMMUNITY)))[0]).toBe('AssetRegistryDisputeTooEarly');
      expect((await refusalOf(retract('council', COMMUNITY)))[0]).toBe('AssetRegistryNotDisputed');
      expect((await refusalOf(dispute('council', COMMUNITY)))[0]).toBe('AssetRegistryDisputeTooEarly');
    });

    it('a retraction before an announced resolution avoids no wait, once and for 30 days', async () => {
      const none = ['AssetRegistryNotDisputed', assetId, COMMUNITY];
      expect(await refusalOf(resolve('accreditor', COMMUNITY))).toEqual(none);
      await dispute('council', COMMUNITY);
      await retract('council', COMMUNITY);
      await resolve('accreditor', COMMUNITY);
      expect(await count()).toBe(0n);
      expect((await refusalOf(dispute('council', COMMUNITY)))[0]).toBe('AssetRegistryDisputeTooEarly');
      expect(await refusalOf(resolve('accreditor', COMMUNITY))).toEqual(none);
      await at(await allowedAt(COMMUNITY));
      await dispute('council', COMMUNITY);
      const { blockNumber } = await retract('council', COMMUNITY);
      const retractedAt = (await platform.chain.provider.getBlock(blockNumber))?.timestamp ?? 0;
      await at(retractedAt + 30 * DAY_SECONDS);
      expect(await refusalOf(resolve('accreditor', COMMUNITY))).toEqual(none);
    });

    it('the accreditor allows an earlier dispute, once for each resolution', async () => {
      await dispute('council', COMMUNITY);
      await resolve('accreditor', COMMUNITY);
      await allow('accreditor', COMMUNITY);
      expect(await allowedAt(COMMUNITY)).toBe(0n);
      await dispute('council', COMMUNITY);
      await resolve('accreditor', COMMUNITY);
      expect((await refusalOf(dispute('council', COMMUNITY)))[0]).toBe('AssetRegistryDisputeTooEarly');
    });

    it('allows nothing to whom nothing keeps from it', async () => {
      const refusal = ['AssetRegistryNotWaiting', assetId, COMMUNITY];
      expect(await refusalOf(allow('accreditor', COMMUNITY))).toEqual(refusal);
      await dispute('council', COMMUNITY);
      expect(await refusalOf(allow('accreditor', COMMUNITY))).toEqual(refusal);
      await resolve('accreditor', COMMUNITY);
      await at(await allowedAt(COMMUNITY));
      expect(await refusalOf(allow('accreditor', COMMUNITY))).toEqual(refusal);
    });

    it.each<Person>(['sealer', 'council', 'museum', 'stranger'])(
      'the %s allows nobody an earlier dispute',
      async (person) => {
        await dispute('council', COMMUNITY);
        await resolve('accreditor', COMMUNITY);
        const refusal = ['AccessManagedUnauthorized', address(person)];
        expect(await refusalOf(allow(person, COMMUNITY))).toEqual(refusal);
      },
    );
  });

  it('do not end with the asset’s custody, nor does custody wait for them', async () => {
    await dispute('council', COMMUNITY);
    await mined(as('museum').offerCustody(assetId, AUDITOR));
    await mined(as('stranger').acceptCustody(assetId, MUSEUM, AUDITOR));
    expect(await count()).toBe(1n);
    await retract('council', COMMUNITY);
    expect(await count()).toBe(0n);
  });
});
