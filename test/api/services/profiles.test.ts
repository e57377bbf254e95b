import { beforeEach, describe, expect, it } from 'vitest';
import { CouncilSeats } from '@lanran/api/organizations/services/council-seats';
import { ProfilesService } from '@lanran/api/organizations/services/profiles';
import { type Actor, ANONYMOUS, type MemberRole } from '@lanran/api/platform/kernel/actor';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { buildOrganization } from '../graphql/graphql-stage.ts';
import { InMemoryOrganizations, InMemoryProfiles } from '../graphql/in-memory-stores.ts';

const VILLAGE = organizationIdOf('village');
const COUNCIL = parseAddress(`0x${'cc'.repeat(20)}`);
const SAFE = parseAddress(`0x${'5a'.repeat(20)}`);
const KEY = parseAddress(`0x${'11'.repeat(20)}`);

const stranger: Actor = { kind: 'member', address: KEY, memberships: [] };
const council: Actor = { ...stranger, address: COUNCIL };
const memberAs = (role: MemberRole): Actor => ({
  ...stranger,
  memberships: [{ organizationId: VILLAGE, kind: 'COMMUNITY', role }],
});
const ofAnother: Actor = {
  ...stranger,
  memberships: [{ organizationId: organizationIdOf('other'), kind: 'INSTITUTION', role: 'OWNER' }],
};

describe('who writes a profile, and who reads its bank details', () => {
  let profiles: ProfilesService;
  let organizations: InMemoryOrganizations;
  let now: Date;

  beforeEach(async () => {
    organizations = new InMemoryOrganizations();
    now = new Date('2026-11-29T23:59:59Z');
    const seats = new CouncilSeats({
      organizations,
      wallets: {
        find: async (address) =>
          address === SAFE ? { address, owners: [KEY], threshold: 1, nonce: 0n } : null,
      },
      clock: { now: () => new Date() },
    });
    const standIns = { canStandFor: async () => false };
    const clock = { now: () => now };
    const store = new InMemoryProfiles();
    profiles = new ProfilesService({ profiles: store, organizations, seats, standIns, clock });
    await speaksBy(COUNCIL);
  });

  const speaksBy = (key: typeof COUNCIL) =>
    organizations.project({ ...buildOrganization('village', 'COMMUNITY', COUNCIL), council: key });
  const write = (actor: Actor) => profiles.update(actor, VILLAGE, { website: 'https://village.example' });

  it.each([
    ['an owner', memberAs('OWNER')],
    ['an editor', memberAs('EDITOR')],
    ['its council', council],
  ])('%s does both', async (_who, actor) => {
    await write(actor);
    expect((await profiles.of([VILLAGE]))[0]).toMatchObject({ website: 'https://village.example/' });
    expect(await profiles.isOwn(actor, VILLAGE)).toBe(true);
  });

  it('an owner of the Safe that is its council does both', async () => {
    await speaksBy(SAFE);
    await write(stranger);
    expect((await profiles.of([VILLAGE]))[0]).toMatchObject({ website: 'https://village.example/' });
    expect(await profiles.isOwn(stranger, VILLAGE)).toBe(true);
  });

  it('a viewer only reads', async () => {
    await expect(write(memberAs('VIEWER'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await profiles.isOwn(memberAs('VIEWER'), VILLAGE)).toBe(true);
  });

  it.each([
    ['a guest', ANONYMOUS, 'SIGN_IN_REQUIRED'],
    ['a key of no organization', stranger, 'FORBIDDEN'],
    ['an owner of another', ofAnother, 'FORBIDDEN'],
  ])('%s does neither', async (_who, actor, code) => {
    await expect(write(actor)).rejects.toMatchObject({ code });
    expect(await profiles.isOwn(actor, VILLAGE)).toBe(false);
  });

  it('takes requests again after the last day that it named', async () => {
    await profiles.update(council, VILLAGE, { closedUntil: '2026-11-30', closedReason: { en: 'New Year' } });
    expect((await profiles.of([VILLAGE]))[0]).toMatchObject({ closedReason: { en: 'New Year' } });
    now = new Date('2026-11-30T23:59:59Z');
    expect((await profiles.of([VILLAGE]))[0]?.closedUntil).not.toBeNull();
    now = new Date('2026-12-01T00:00:00Z');
    expect((await profiles.of([VILLAGE]))[0]).toMatchObject({ closedUntil: null, closedReason: null });
    await write(council);
    expect((await profiles.of([VILLAGE]))[0]).toMatchObject({ website: 'https://village.example/' });
  });

  it('refuses a picture of what can not stand for it', async () => {
    const pictureAsset = `0x${'0a'.repeat(32)}` as never;
    await expect(profiles.update(council, VILLAGE, { pictureAsset })).rejects.toMatchObject({
      ...{ code: 'BAD_INPUT', field: 'input.pictureAsset' },
    });
  });
});
