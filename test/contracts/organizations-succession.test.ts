import { ZeroAddress } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { buildConsent, COMMUNITY, mined, MUSEUM, Platform, ROLE } from '../../scripts/stage/platform.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { DAY_SECONDS } from '../../scripts/stage/chain.ts';
import { refusalOf } from './refusal.ts';

const VETO_SECONDS = 30 * DAY_SECONDS;
const UNKNOWN = organizationIdOf('nobody');

describe('the council’s succession', () => {
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

  const as = (person: Person) => platform.organizations.connect(platform.people[person]);
  const address = (person: Person) => platform.people[person].address;
  const name = (candidate: Person) => mined(as('council').nameSuccessor(COMMUNITY, address(candidate)));
  const propose = (candidate: Person) =>
    mined(as('accreditor').proposeCouncil(COMMUNITY, address(candidate)));
  const veto = (person: Person = 'council') => mined(as(person).vetoCouncil(COMMUNITY));
  const accept = (person: Person) => mined(as(person).acceptCouncil(COMMUNITY));
  const council = async () => (await platform.organizations.organizationOf(COMMUNITY)).council;
  /** The next transaction's block has this time. */
  const at = (seconds: bigint) => platform.chain.request('evm_setNextBlockTimestamp', Number(seconds));
  const seatableAt = async () => (await platform.organizations.successionOf(COMMUNITY)).seatableAt;

  describe('nameSuccessor', () => {
    it('lets whom the council names take the seat at once', async () => {
      await name('stranger');
      const { candidate, byCouncil } = await platform.organizations.successionOf(COMMUNITY);
      expect([candidate, byCouncil]).toEqual([address('stranger'), true]);
      await accept('stranger');
      expect(await council()).toBe(address('stranger'));
      expect((await platform.organizations.successionOf(COMMUNITY)).candidate).toBe(ZeroAddress);
    });

    it('takes the place of what the accreditor proposed, and of an earlier name', async () => {
      await propose('studio');
      await name('museum');
      await name('stranger');
      for (const person of ['studio', 'museum'] as const) {
        expect(await refusalOf(accept(person))).toEqual([
          'OrganizationsNotCandidate',
          COMMUNITY,
          address(person),
        ]);
      }
      await accept('stranger');
    });

    it.each<Person>(['accreditor', 'sealer', 'stranger'])('is not for the %s', async (person) => {
      const attempt = mined(as(person).nameSuccessor(COMMUNITY, address(person)));
      expect(await refusalOf(attempt)).toEqual(['OrganizationsNotCouncil', COMMUNITY, address(person)]);
    });

    it('is not for an owner whom the council added', async () => {
      await mined(as('council').addMember(COMMUNITY, address('stranger'), ROLE.OWNER));
      const attempt = mined(as('stranger').nameSuccessor(COMMUNITY, address('stranger')));
      expect(await refusalOf(attempt)).toEqual(['OrganizationsNotCouncil', COMMUNITY, address('stranger')]);
    });

    it('refuses nobody and the present council', async () => {
      const nobody = mined(as('council').nameSuccessor(COMMUNITY, ZeroAddress));
      expect(await refusalOf(nobody)).toEqual(['OrganizationsCandidateInvalid', COMMUNITY, ZeroAddress]);
      expect(await refusalOf(name('council'))).toEqual([
        'OrganizationsCandidateInvalid',
        COMMUNITY,
        address('council'),
      ]);
    });

    it('is nothing for an organization without a council', async () => {
      for (const id of [MUSEUM, UNKNOWN]) {
        const attempt = mined(as('museum').nameSuccessor(id, address('stranger')));
        expect(await refusalOf(attempt)).toEqual(['OrganizationsNotCouncil', id, address('museum')]);
      }
    });
  });

  describe('proposeCouncil', () => {
    it('lets the candidate in after exactly 30 days, not a second earlier', async () => {
      await propose('stranger');
      const seatable = await seatableAt();
      expect(seatable).toBe(BigInt((await platform.chain.now()) + VETO_SECONDS));
      await at(seatable - 1n);
      expect(await refusalOf(accept('stranger'))).toEqual(['OrganizationsTooEarly', COMMUNITY, seatable]);
      await at(seatable);
      await accept('stranger');
      expect(await council()).toBe(address('stranger'));
    });

    it('starts its 30 days again with every proposal', async () => {
      await propose('stranger');
      const first = await seatableAt();
      await platform.chain.travelTo(Number(first) - 10);
      await propose('stranger');
      await platform.chain.travelTo(Number(first) + 10);
      expect((await refusalOf(accept('stranger')))[0]).toBe('OrganizationsTooEarly');
    });

    it('is refused for 30 days after the council named its successor, then takes 30 days itself', async () => {
      await name('stranger');
      const named = await seatableAt();
      await at(named + BigInt(VETO_SECONDS) - 1n);
      expect(await refusalOf(propose('studio'))).toEqual([
        'OrganizationsSuccessorNamed',
        COMMUNITY,
        address('stranger'),
      ]);
      await platform.chain.travelTo(Number(named) + VETO_SECONDS);
      await propose('studio');
      expect((await refusalOf(accept('studio')))[0]).toBe('OrganizationsTooEarly');
      expect(await refusalOf(accept('stranger'))).toEqual([
        'OrganizationsNotCandidate',
        COMMUNITY,
        address('stranger'),
      ]);
    });

    it.each<Person>(['sealer', 'council', 'museum', 'stranger'])('is not for the %s', async (person) => {
      const attempt = mined(as(person).proposeCouncil(COMMUNITY, address(person)));
      expect(await refusalOf(attempt)).toEqual(['AccessManagedUnauthorized', address(person)]);
    });

    it('refuses nobody, the present council and organizations that are no community', async () => {
      const by = as('accreditor');
      const nobody = mined(by.proposeCouncil(COMMUNITY, ZeroAddress));
      expect(await refusalOf(nobody)).toEqual(['OrganizationsCandidateInvalid', COMMUNITY, ZeroAddress]);
      expect(await refusalOf(propose('council'))).toEqual([
        'OrganizationsCandidateInvalid',
        COMMUNITY,
        address('council'),
      ]);
      for (const id of [MUSEUM, UNKNOWN]) {
        const attempt = mined(by.proposeCouncil(id, address('stranger')));
        expect(await refusalOf(attempt)).toEqual(['OrganizationsNotCommunity', id]);
      }
    });
  });

  describe('vetoCouncil', () => {
    it('ends the accreditor’s proposal, even when its 30 days are over', async () => {
      await propose('stranger');
      await platform.chain.travelTo(Number(await seatableAt()) + 10);
      await veto();
      expect(await refusalOf(accept('stranger'))).toEqual([
        'OrganizationsNotCandidate',
        COMMUNITY,
        address('stranger'),
      ]);
      expect(await council()).toBe(address('council'));
    });

    it('takes the council’s own word back, after which the accreditor may propose', async () => {
      await name('stranger');
      await veto();
      await propose('studio');
      expect((await platform.organizations.successionOf(COMMUNITY)).candidate).toBe(address('studio'));
    });

    it('is nothing without a succession, and for nobody but the council', async () => {
      expect(await refusalOf(veto())).toEqual(['OrganizationsNoSuccession', COMMUNITY]);
      await propose('stranger');
      for (const person of ['accreditor', 'sealer', 'stranger'] as const) {
        const refusal = ['OrganizationsNotCouncil', COMMUNITY, address(person)];
        expect(await refusalOf(veto(person))).toEqual(refusal);
      }
    });
  });

  describe('acceptCouncil', () => {
    it('is for the candidate alone, and for nobody when nobody is named', async () => {
      const refusal = ['OrganizationsNotCandidate', COMMUNITY, address('studio')];
      expect(await refusalOf(accept('studio'))).toEqual(refusal);
      await name('stranger');
      expect(await refusalOf(accept('studio'))).toEqual(refusal);
    });

    it('happens once for each naming', async () => {
      await name('stranger');
      await accept('stranger');
      expect(await refusalOf(accept('stranger'))).toEqual([
        'OrganizationsNotCandidate',
        COMMUNITY,
        address('stranger'),
      ]);
    });

    it('leaves the old council without any say', async () => {
      await name('stranger');
      await accept('stranger');
      const old = address('council');
      const notCouncil = ['OrganizationsNotCouncil', COMMUNITY, old];
      const notOwner = ['OrganizationsNotOwner', COMMUNITY, old];
      expect(await refusalOf(name('council'))).toEqual(notCouncil);
      expect(await refusalOf(veto())).toEqual(notCouncil);
      expect(await refusalOf(mined(as('council').setPayout(COMMUNITY, old)))).toEqual(notOwner);
      expect(await refusalOf(mined(as('council').addMember(COMMUNITY, old, ROLE.OWNER)))).toEqual(notOwner);
      const consents = platform.consents.connect(platform.people.council);
      const refusal = ['ConsentRegistryNotCouncil', assetId, old];
      expect(await refusalOf(mined(consents.withdraw(assetId)))).toEqual(refusal);
      expect(await refusalOf(mined(consents.grant(assetId, buildConsent())))).toEqual(refusal);
      const assets = platform.assets.connect(platform.people.council);
      const dispute = mined(assets.dispute(assetId, COMMUNITY, assetId));
      expect(await refusalOf(dispute)).toEqual(['AssetRegistryNotDisputant', COMMUNITY, old]);
    });

    it('keeps the consent that was given, which the new council may withdraw', async () => {
      await name('stranger');
      await accept('stranger');
      expect((await platform.consents.consentOf(assetId)).holder).toBe(MUSEUM);
      await mined(platform.consents.connect(platform.people.stranger).withdraw(assetId));
    });

    it('lets the new council put out the owners whom the old one left', async () => {
      await mined(as('council').addMember(COMMUNITY, address('council'), ROLE.OWNER));
      await name('stranger');
      await accept('stranger');
      await mined(as('stranger').removeMember(COMMUNITY, address('council')));
      const late = mined(as('council').setPayout(COMMUNITY, address('council')));
      expect(await refusalOf(late)).toEqual(['OrganizationsNotOwner', COMMUNITY, address('council')]);
    });

    it('leaves nothing pending that was proposed to the council before', async () => {
      await propose('studio');
      await name('stranger');
      await accept('stranger');
      await platform.chain.travelTo((await platform.chain.now()) + VETO_SECONDS + 10);
      expect(await refusalOf(accept('studio'))).toEqual([
        'OrganizationsNotCandidate',
        COMMUNITY,
        address('studio'),
      ]);
      await propose('studio');
      await mined(as('stranger').vetoCouncil(COMMUNITY));
    });
  });
});
