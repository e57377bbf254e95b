import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, MemberRole } from '@lanran/api/platform/kernel/actor';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import { InvitationsService } from '@lanran/api/accounts/services/invitations';
import { fromHex, type Hex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { NO_COMMUNITY, organizationIdOf, parseAssetId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { slotOf, type Statement, statementHash } from '@lanran/protocol/log/statement';
import { type StoresUnderTest, startStores } from '../adapters/mongo/stores-under-test.ts';
import { buildOrganization } from '../graphql/graphql-stage.ts';
import { TestClock } from '../../support/services.ts';

const OWNER: Hex = `0x${'aa'.repeat(20)}`;
const GUEST: Hex = `0x${'bb'.repeat(20)}`;
const ELDER: Hex = `0x${'e1'.repeat(20)}`;
const ACCREDITOR: Hex = `0x${'ac'.repeat(20)}`;
const DAY = 86_400;

describe('invitations', () => {
  let under: StoresUnderTest;
  let invitations: InvitationsService;
  let clock: TestClock;
  let slug = '';
  beforeAll(async () => void (under = await startStores()));
  afterAll(() => under.stop());
  beforeEach(async () => {
    clock = new TestClock();
    invitations = new InvitationsService({
      ...under.stores,
      seats: { isSpeaker: async (actor) => actor.kind === 'member' && actor.address === ELDER },
      roles: { isAccreditor: async (address) => address === ACCREDITOR },
      clock,
    });
    slug = `museum-${randomBytes32().slice(2, 10)}`;
    await under.stores.organizations.project(buildOrganization(slug, 'INSTITUTION', OWNER));
  });

  const organizationId = () => organizationIdOf(slug);
  const member = (address: Hex, role?: MemberRole): Actor => ({
    kind: 'member',
    address,
    memberships: role === undefined ? [] : [{ organizationId: organizationId(), kind: 'INSTITUTION', role }],
  });
  const owner = () => member(OWNER, 'OWNER');
  const guest = member.bind(null, GUEST, undefined);
  const invite = (label = 'Wu Mei, registrar') =>
    invitations.invite(owner(), { organizationId: organizationId(), role: 'EDITOR', label });
  async function link() {
    const { invitation, secret } = await invite();
    return { id: invitation.id, secret };
  }
  const addToMembers = async (address: Hex) => {
    const organization = buildOrganization(slug, 'INSTITUTION', OWNER);
    const members = [...organization.members, { address, role: 'EDITOR' as const }];
    await under.stores.organizations.project({ ...organization, members, projectedIndex: 1 });
  };

  it('are open for 14 days to who has the link, and end in a member', async () => {
    const { invitation, secret } = await invite();
    expect(invitation).toMatchObject({
      state: 'OPEN',
      role: 'EDITOR',
      label: 'Wu Mei, registrar',
      acceptedBy: null,
    });
    expect(invitation.expiresAt.getTime() - invitation.createdAt.getTime()).toBe(14 * DAY * 1_000);
    const key = { id: invitation.id, secret };
    await under.stores.accounts.insert({
      name: slug,
      displayName: '吴梅',
      address: parseAddress(GUEST),
      keystore: '{}',
      retrievalHash: randomBytes32(),
      createdAt: clock.now(),
    });

    expect(await invitations.accept(guest(), key)).toMatchObject({ state: 'ACCEPTED', acceptedBy: GUEST });
    expect(await invitations.accept(guest(), key)).toMatchObject({ state: 'ACCEPTED', acceptedBy: GUEST });
    expect(await invitations.list(owner(), organizationId())).toMatchObject([
      { state: 'ACCEPTED', acceptedBy: GUEST, displayName: '吴梅' },
    ]);
    await addToMembers(GUEST);
    expect(await invitations.find(key)).toMatchObject({ state: 'DONE' });
    await expect(invitations.withdraw(owner(), key.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('are used up once their key was removed or replaced, and wait for nobody', async () => {
    const key = await link();
    await invitations.accept(guest(), key);
    // After the organization's own projection, which stands at 0.
    const index = 5 + (await under.stores.leaves.size());
    await under.stores.leaves.append(memberAdded(slug, GUEST, index));
    expect(await invitations.find(key), 'in the log, not yet followed').toMatchObject({ state: 'ACCEPTED' });
    await addToMembers(GUEST);
    expect(await invitations.find(key)).toMatchObject({ state: 'DONE' });

    const without = buildOrganization(slug, 'INSTITUTION', OWNER);
    await under.stores.organizations.project({ ...without, projectedIndex: index + 1 });
    expect(await invitations.list(owner(), organizationId())).toMatchObject([{ state: 'ENDED' }]);
    expect(await invitations.accept(guest(), key)).toMatchObject({ state: 'ENDED' });
    await expect(invitations.withdraw(owner(), key.id)).rejects.toMatchObject({ code: 'CONFLICT' });

    const again = await link();
    await expect(invitations.accept(guest(), again)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await invitations.find(again)).toMatchObject({ state: 'OPEN' });
  });

  it('keep of the secret its hash alone, and show nothing without it', async () => {
    const { id, secret } = await link();
    expect(JSON.stringify(await under.stores.invitations.find(id))).not.toContain(secret);
    expect(await invitations.find({ id, secret: 'guessed' })).toBeNull();
    expect(await invitations.find({ id: 'unknown', secret })).toBeNull();
    await expect(invitations.accept(guest(), { id, secret: 'guessed' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('are accepted by one key, also when two accept at once', async () => {
    const key = await link();
    const others = [GUEST, `0x${'cc'.repeat(20)}` as const];
    const outcomes = await Promise.allSettled(
      others.map((address) => invitations.accept(member(address), key)),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT' },
    });
  });

  it('end by themselves, and when an owner takes them back, also after somebody accepted', async () => {
    const [late, withdrawn] = [await link(), await link()];
    await invitations.accept(guest(), withdrawn);
    expect(await invitations.withdraw(owner(), withdrawn.id)).toMatchObject({ state: 'WITHDRAWN' });
    expect(await invitations.withdraw(owner(), withdrawn.id)).toMatchObject({ state: 'WITHDRAWN' });
    await expect(invitations.accept(guest(), withdrawn)).rejects.toMatchObject({ code: 'CONFLICT' });
    clock.pass(14 * DAY);
    expect(await invitations.find(late)).toMatchObject({ state: 'EXPIRED' });
    await expect(invitations.accept(guest(), late)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('are an owner’s alone', async () => {
    const { id } = await link();
    for (const actor of [member(GUEST, 'EDITOR'), member(GUEST)]) {
      const ask = { organizationId: organizationId(), role: 'OWNER', label: 'me' } as const;
      await expect(invitations.invite(actor, ask)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(invitations.list(actor, organizationId())).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(invitations.withdraw(actor, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const nobody: Actor = { kind: 'anonymous' };
    await expect(invitations.list(nobody, organizationId())).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    await expect(invitations.accept(nobody, await link())).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
  });

  it('need words for who is meant, and are at most 100 a day', async () => {
    await expect(invite(' ')).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'label' });
    for (let at = 0; at < 100; at++) await invite(`Guest ${at}`);
    await expect(invite()).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    clock.pass(DAY + 1);
    const { invitation } = await invite('The newest');
    const listed = await invitations.list(owner(), organizationId());
    expect(listed).toHaveLength(100);
    expect(listed[0]?.id).toBe(invitation.id);
  });

  describe('to a community’s council', () => {
    beforeEach(async () => {
      const community = { ...buildOrganization(slug, 'COMMUNITY', OWNER), projectedIndex: 1 };
      await under.stores.organizations.project(community);
    });
    const inviteElder = (actor: Actor) =>
      invitations.invite(actor, { organizationId: organizationId(), role: null, label: 'Wu Yang' });

    it.each([
      ['the council', ELDER],
      ['the accreditor', ACCREDITOR],
    ])('are made by %s, who sees by name who accepted', async (_, address) => {
      const { invitation, secret } = await inviteElder(member(address));
      await invite('a member');
      const accepted = await invitations.accept(guest(), { id: invitation.id, secret });
      expect(accepted).toMatchObject({ state: 'ACCEPTED', role: null, acceptedBy: GUEST });
      expect(await invitations.list(member(address), organizationId())).toMatchObject([
        { label: 'Wu Yang', role: null, acceptedBy: GUEST },
      ]);
      await expect(
        invitations.invite(member(address), { organizationId: organizationId(), role: 'OWNER', label: 'x' }),
      ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });

    it('are accepted by a key that is a member too', async () => {
      const { invitation, secret } = await inviteElder(member(ELDER));
      const key = { id: invitation.id, secret };
      expect(await invitations.accept(owner(), key)).toMatchObject({ state: 'ACCEPTED', acceptedBy: OWNER });
    });

    it('are withdrawn by who may name a council, and by no stranger', async () => {
      const { invitation } = await inviteElder(member(ELDER));
      await expect(invitations.withdraw(guest(), invitation.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await invitations.withdraw(member(ELDER), invitation.id)).toMatchObject({ state: 'WITHDRAWN' });
      await expect(inviteElder(guest())).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });

    it('are for communities alone', async () => {
      await under.stores.organizations.project({
        ...buildOrganization(slug, 'INSTITUTION', OWNER),
        projectedIndex: 2,
      });
      await expect(inviteElder(member(ELDER))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    });
  });
});

function memberAdded(slug: string, key: Hex, index: number): LoggedStatement {
  const statement: Statement = {
    kind: 'member-added',
    assetId: parseAssetId(organizationIdOf(slug)),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: randomBytes32(),
    issuedAt: 1_790_000_000,
  };
  return {
    index,
    statement,
    statementHash: statementHash(statement),
    slot: slotOf(statement),
    evidence: fromHex('0x00'),
    leaf: fromHex(`0x${'0a'.repeat(224)}`),
    leafHash: fromHex(randomBytes32()),
    body: [{ salt: ZERO_32, name: 'event', value: { key, role: '2' } }],
    openings: null,
    appendedAt: new Date(1_790_000_000_000),
  };
}
