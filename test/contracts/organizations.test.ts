import { getAddress, ZeroAddress, ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IOrganizations } from '../../contracts/abi/Organizations.ts';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { COMMUNITY, KIND, mined, MUSEUM, Platform, ROLE } from '../../scripts/stage/platform.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const FOREVER = 2n ** 64n - 1n;
const ARCHIVE = organizationIdOf('archive');
/** The other `partiesOf` is asked by indexes. */
const PARTIES_OF_LEAF = 'partiesOf(bytes32,address,uint64,bytes32)';

describe('Organizations', () => {
  let platform: Platform;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: Person) => platform.organizations.connect(platform.people[person]);
  const address = (person: Person) => platform.people[person].address;
  /** Index of the museum if the person's signature in this leaf counts for it. */
  const signedBy = async (person: Person, leafIndex: number | bigint) =>
    (await platform.organizations[PARTIES_OF_LEAF](MUSEUM, address(person), leafIndex, ZeroHash)).signed;
  const anchorLeaves = async (count: number) => {
    for (let at = 0; at < count; at++) platform.publish();
    await platform.anchor();
  };

  describe('admit', () => {
    const admission = (
      overrides: Partial<IOrganizations.AdmissionStruct> = {},
    ): IOrganizations.AdmissionStruct => ({
      organizationId: ARCHIVE,
      kind: KIND.INSTITUTION,
      owner: address('stranger'),
      payout: address('stranger'),
      council: ZeroAddress,
      ...overrides,
    });

    it.each([
      ['an id of zero', { organizationId: ZeroHash }, ['OrganizationsIdZero']],
      ['no kind', { kind: 0 }, ['OrganizationsKindMissing', ARCHIVE]],
      ['an organization that exists', { organizationId: MUSEUM }, ['OrganizationsAlreadyAdmitted', MUSEUM]],
      ['no payout address', { payout: ZeroAddress }, ['OrganizationsAddressZero', ARCHIVE]],
      ['no owner', { owner: ZeroAddress }, ['OrganizationsAddressZero', ARCHIVE]],
      [
        'a community without a council',
        { kind: KIND.COMMUNITY },
        ['OrganizationsCouncilInvalid', ARCHIVE, ZeroAddress],
      ],
    ])('refuses %s', async (_, overrides, refusal) => {
      expect(await refusalOf(mined(as('accreditor').admit(admission(overrides))))).toEqual(refusal);
    });

    it('refuses an id whose last 20 bytes are another organization’s, and one that ends with zeros', async () => {
      const twin = `0x${'ab'.repeat(12)}${MUSEUM.slice(26)}`;
      const account = getAddress(`0x${MUSEUM.slice(26)}`);
      const taken = mined(as('accreditor').admit(admission({ organizationId: twin })));
      expect(await refusalOf(taken)).toEqual(['OrganizationsAccountTaken', twin, account]);
      const rootless = `0x${'ab'.repeat(12)}${'00'.repeat(20)}`;
      const zero = mined(as('accreditor').admit(admission({ organizationId: rootless })));
      expect(await refusalOf(zero)).toEqual(['OrganizationsAccountTaken', rootless, ZeroAddress]);
    });

    it('gives the next index, by which and by whose license account the organization is found', async () => {
      await mined(as('accreditor').admit(admission()));
      const { organizations } = platform;
      expect(await organizations.idOf(4)).toBe(ARCHIVE);
      expect(await organizations.idOf(5)).toBe(ZeroHash);
      expect(await organizations.organizationAt(`0x${ARCHIVE.slice(26)}`)).toBe(ARCHIVE);
      expect(await organizations.organizationAt(address('stranger'))).toBe(ZeroHash);
      expect(await organizations.councilAt(2)).toBe(address('council'));
      for (const index of [0, 1, 4, 5]) expect(await organizations.councilAt(index)).toBe(ZeroAddress);
      const parties = async (id: string, community: string) => [
        ...(await organizations[PARTIES_OF_LEAF](id, address('stranger'), platform.tree.size, community)),
      ];
      expect(await parties(ARCHIVE, COMMUNITY)).toEqual([4n, 2n]);
      expect(await parties(MUSEUM, COMMUNITY)).toEqual([0n, 2n]);
      for (const id of [MUSEUM, ARCHIVE, ZeroHash, organizationIdOf('nobody')])
        expect(await parties(ARCHIVE, id)).toEqual([4n, 0n]);
    });

    it('admits a community without owners, and with one', async () => {
      const council = address('stranger');
      const community = { kind: KIND.COMMUNITY, council };
      await mined(as('accreditor').admit(admission({ ...community, owner: ZeroAddress })));
      expect((await platform.organizations.organizationOf(ARCHIVE)).owners).toBe(0n);
      const organizationId = organizationIdOf('another-community');
      await mined(as('accreditor').admit(admission({ ...community, organizationId })));
      expect((await platform.organizations.organizationOf(organizationId)).owners).toBe(1n);
    });

    it('refuses a council for an institution', async () => {
      const attempt = mined(as('accreditor').admit(admission({ council: address('council') })));
      expect(await refusalOf(attempt)).toEqual(['OrganizationsCouncilInvalid', ARCHIVE, address('council')]);
    });

    it.each<Person>(['sealer', 'deployer', 'museum', 'stranger'])('is not for the %s', async (person) => {
      const attempt = mined(as(person).admit(admission()));
      expect(await refusalOf(attempt)).toEqual(['AccessManagedUnauthorized', address(person)]);
    });

    it('admits with one owner, whose signatures count from the anchored size on', async () => {
      await anchorLeaves(3);
      await mined(as('accreditor').admit(admission()));
      const record = await platform.organizations.organizationOf(ARCHIVE);
      expect([...record]).toEqual([1n, 1n, 4n, 0n, address('stranger'), ZeroAddress]);
      const member = await platform.organizations.memberOf(ARCHIVE, address('stranger'));
      expect([...member]).toEqual([3n, 3n, FOREVER, 4n, true]);
    });
  });

  describe('an accreditor with a delay', () => {
    it('decides first and admits later, and can be relayed for both', async () => {
      const slow = await Platform.start({ admissionDelaySeconds: 3_600 });
      const { organizations, authority, people, chain } = slow;
      const data = organizations.interface.encodeFunctionData('admit', [
        {
          organizationId: ARCHIVE,
          kind: 1,
          owner: people.museum.address,
          payout: people.museum.address,
          council: ZeroAddress,
        },
      ]);
      const organizationsAddress = await organizations.getAddress();
      const schedule = authority.interface.encodeFunctionData('schedule', [organizationsAddress, data, 0]);
      await slow.relay(people.accreditor, authority, schedule);
      await chain.travelTo((await chain.now()) + 3_500);
      expect((await refusalOf(slow.relay(people.accreditor, organizations, data)))[0]).toBe('FailedCall');
      await chain.travelTo((await chain.now()) + 200);
      await slow.relay(people.accreditor, organizations, data);
      expect((await organizations.organizationOf(ARCHIVE)).kind).toBe(1n);
    });
  });

  describe('members', () => {
    it('are added by owners and by a council, not by others', async () => {
      const attempt = mined(as('stranger').addMember(MUSEUM, address('stranger'), ROLE.OWNER));
      expect(await refusalOf(attempt)).toEqual(['OrganizationsNotOwner', MUSEUM, address('stranger')]);
      await mined(as('museum').addMember(MUSEUM, address('stranger'), ROLE.EDITOR));
      const byEditor = mined(as('stranger').addMember(MUSEUM, address('studio'), ROLE.EDITOR));
      expect(await refusalOf(byEditor)).toEqual(['OrganizationsNotOwner', MUSEUM, address('stranger')]);
      await mined(as('council').addMember(COMMUNITY, address('stranger'), ROLE.EDITOR));
      expect(await platform.organizations.canAct(COMMUNITY, address('stranger'))).toBe(true);
    });

    it('need a key, a role and an organization, and come once', async () => {
      const add = (id: string, key: string, role: number) =>
        refusalOf(mined(as('museum').addMember(id, key, role)));
      expect(await add(MUSEUM, ZeroAddress, ROLE.EDITOR)).toEqual(['OrganizationsAddressZero', MUSEUM]);
      expect(await add(MUSEUM, address('studio'), 0)).toEqual([
        'OrganizationsRoleMissing',
        address('studio'),
      ]);
      expect(await add(ARCHIVE, address('studio'), ROLE.EDITOR)).toEqual(['OrganizationsUnknown', ARCHIVE]);
      const again = ['OrganizationsMemberExists', MUSEUM, address('museum')];
      expect(await add(MUSEUM, address('museum'), ROLE.VIEWER)).toEqual(again);
    });

    it('who are viewers neither act nor sign', async () => {
      await mined(as('museum').addMember(MUSEUM, address('stranger'), ROLE.VIEWER));
      expect(await platform.organizations.canAct(MUSEUM, address('stranger'))).toBe(false);
      expect(await signedBy('stranger', 5)).toBe(0n);
    });

    it('who leave keep what they signed and sign no more', async () => {
      await anchorLeaves(2);
      await mined(as('museum').addMember(MUSEUM, address('stranger'), ROLE.EDITOR));
      await anchorLeaves(3);
      await mined(as('museum').removeMember(MUSEUM, address('stranger')));
      const counts = async (index: number) => (await signedBy('stranger', index)) === 1n;
      const [from, until] = [platform.tree.size - 3, platform.tree.size];
      expect(await counts(from - 1)).toBe(false);
      expect(await counts(from)).toBe(true);
      expect(await counts(until - 1)).toBe(true);
      expect(await counts(until)).toBe(false);
      expect(await platform.organizations.canAct(MUSEUM, address('stranger'))).toBe(false);
    });

    it('who left can be neither removed nor added again', async () => {
      await mined(as('museum').addMember(MUSEUM, address('stranger'), ROLE.EDITOR));
      await mined(as('museum').removeMember(MUSEUM, address('stranger')));
      const gone = ['OrganizationsNotMember', MUSEUM, address('stranger')];
      expect(await refusalOf(mined(as('museum').removeMember(MUSEUM, address('stranger'))))).toEqual(gone);
      const again = mined(as('museum').addMember(MUSEUM, address('stranger'), ROLE.OWNER));
      expect(await refusalOf(again)).toEqual(['OrganizationsMemberExists', MUSEUM, address('stranger')]);
    });

    it('who left manage nothing, also who was an owner', async () => {
      const stranger = address('stranger');
      await mined(as('museum').addMember(MUSEUM, stranger, ROLE.OWNER));
      await mined(as('museum').removeMember(MUSEUM, stranger));
      const attempts = [
        as('stranger').addMember(MUSEUM, address('studio'), ROLE.EDITOR),
        as('stranger').removeMember(MUSEUM, address('museum')),
        as('stranger').removeCompromisedMember(MUSEUM, address('museum'), 0),
        as('stranger').replaceMember(MUSEUM, address('museum'), address('studio')),
        as('stranger').setPayout(MUSEUM, stranger),
      ];
      for (const attempt of attempts) {
        expect(await refusalOf(mined(attempt))).toEqual(['OrganizationsNotOwner', MUSEUM, stranger]);
      }
    });

    it('whose key was stolen lose what it signed since, between admission and anchored size', async () => {
      await anchorLeaves(2);
      await mined(as('museum').addMember(MUSEUM, address('stranger'), ROLE.EDITOR));
      const admitted = (await platform.organizations.memberOf(MUSEUM, address('stranger'))).admittedSize;
      await anchorLeaves(4);
      const anchored = BigInt(platform.tree.size);
      const remove = (size: bigint) =>
        mined(as('museum').removeCompromisedMember(MUSEUM, address('stranger'), size));
      const beyond = await refusalOf(remove(anchored + 1n));
      expect(beyond).toEqual(['OrganizationsSizeOutOfRange', anchored + 1n, admitted, anchored]);
      const before = await refusalOf(remove(admitted - 1n));
      expect(before).toEqual(['OrganizationsSizeOutOfRange', admitted - 1n, admitted, anchored]);
      await remove(anchored - 2n);
      const counts = async (index: bigint) => (await signedBy('stranger', index)) === 1n;
      expect(await counts(anchored - 3n)).toBe(true);
      expect(await counts(anchored - 2n)).toBe(false);
    });

    it('include an owner always, except in a community', async () => {
      const last = ['OrganizationsLastOwner', MUSEUM, address('museum')];
      expect(await refusalOf(mined(as('museum').removeMember(MUSEUM, address('museum'))))).toEqual(last);
      await mined(as('museum').addMember(MUSEUM, address('stranger'), ROLE.OWNER));
      await mined(as('stranger').removeMember(MUSEUM, address('museum')));
      expect((await platform.organizations.organizationOf(MUSEUM)).owners).toBe(1n);
      await mined(as('council').addMember(COMMUNITY, address('stranger'), ROLE.OWNER));
      await mined(as('stranger').removeMember(COMMUNITY, address('stranger')));
      expect((await platform.organizations.organizationOf(COMMUNITY)).owners).toBe(0n);
    });
  });

  describe('replaceMember', () => {
    const replace = (person: Person, key: string, newKey: string) =>
      mined(as(person).replaceMember(MUSEUM, key, newKey));

    it('puts a new key in the last owner’s place, at once and in the same role', async () => {
      await anchorLeaves(2);
      const anchored = BigInt(platform.tree.size);
      await replace('museum', address('museum'), address('stranger'));
      const { organizations } = platform;
      expect([...(await organizations.memberOf(MUSEUM, address('stranger')))]).toEqual([
        3n,
        anchored,
        FOREVER,
        1n,
        true,
      ]);
      expect((await organizations.memberOf(MUSEUM, address('museum'))).removedSize).toBe(anchored);
      expect((await organizations.organizationOf(MUSEUM)).owners).toBe(1n);
      expect(await organizations.canAct(MUSEUM, address('museum'))).toBe(false);
      expect(await organizations.canAct(MUSEUM, address('stranger'))).toBe(true);
    });

    it('gives an editor’s successor no more than an editor’s role', async () => {
      await mined(as('museum').addMember(MUSEUM, address('stranger'), ROLE.EDITOR));
      await replace('museum', address('stranger'), address('studio'));
      expect((await platform.organizations.memberOf(MUSEUM, address('studio'))).role).toBe(
        BigInt(ROLE.EDITOR),
      );
      expect((await platform.organizations.organizationOf(MUSEUM)).owners).toBe(1n);
    });

    it('is for a community’s council too', async () => {
      await mined(as('council').addMember(COMMUNITY, address('stranger'), ROLE.OWNER));
      await mined(as('council').replaceMember(COMMUNITY, address('stranger'), address('studio')));
      expect(await platform.organizations.canAct(COMMUNITY, address('studio'))).toBe(true);
    });

    it.each<Person>(['accreditor', 'sealer', 'stranger'])('is not for the %s', async (person) => {
      const attempt = replace(person, address('museum'), address(person));
      expect(await refusalOf(attempt)).toEqual(['OrganizationsNotOwner', MUSEUM, address(person)]);
    });

    it('refuses a new key of zero, one that is known, an old key that is none, and the key itself', async () => {
      const refused = async (key: string, newKey: string) => refusalOf(replace('museum', key, newKey));
      const museum = address('museum');
      expect(await refused(museum, ZeroAddress)).toEqual(['OrganizationsAddressZero', MUSEUM]);
      expect(await refused(museum, museum)).toEqual(['OrganizationsMemberExists', MUSEUM, museum]);
      const none = ['OrganizationsNotMember', MUSEUM, address('studio')];
      expect(await refused(address('studio'), address('stranger'))).toEqual(none);
      await replace('museum', museum, address('stranger'));
      const back = mined(as('stranger').replaceMember(MUSEUM, address('stranger'), museum));
      expect(await refusalOf(back)).toEqual(['OrganizationsMemberExists', MUSEUM, museum]);
    });
  });

  describe('setPayout', () => {
    it('is for owners and councils, and never zero', async () => {
      await mined(as('museum').setPayout(MUSEUM, address('stranger')));
      await mined(as('council').setPayout(COMMUNITY, address('stranger')));
      expect((await platform.organizations.organizationOf(MUSEUM)).payout).toBe(address('stranger'));
      expect((await platform.organizations.organizationOf(COMMUNITY)).payout).toBe(address('stranger'));
      const zero = mined(as('museum').setPayout(MUSEUM, ZeroAddress));
      expect(await refusalOf(zero)).toEqual(['OrganizationsAddressZero', MUSEUM]);
      for (const person of ['accreditor', 'sealer', 'studio'] as const) {
        const attempt = mined(as(person).setPayout(COMMUNITY, address(person)));
        expect(await refusalOf(attempt)).toEqual(['OrganizationsNotOwner', COMMUNITY, address(person)]);
      }
    });
  });
});
