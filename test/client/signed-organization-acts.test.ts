import { Wallet, ZeroAddress } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseAddress, type Address } from '@lanran/protocol/kernel/signature';
import {
  acceptCouncilAct,
  actThenPayout,
  addMemberAct,
  nameSuccessorAct,
  payoutThenAct,
  proposeCouncilAct,
  removeCompromisedMemberAct,
  removeMemberAct,
  replaceMemberAct,
  setPayoutAct,
  vetoCouncilAct,
} from '@lanran/sdk/organizations/organization-acts';
import { DAY_SECONDS } from '../../scripts/stage/chain.ts';
import { COMMUNITY, MUSEUM, ROLE, type Platform } from '../../scripts/stage/platform.ts';
import { RelayedStage } from './relayed-stage.ts';

const newKey = (): Address => parseAddress(Wallet.createRandom().address.toLowerCase());

describe("acts about an organization's people, signed by the command line", () => {
  let stage: RelayedStage;
  let platform: Platform;
  beforeAll(async () => {
    stage = await RelayedStage.start();
    platform = stage.platform;
  });
  beforeEach(async () => platform.chain.snapshot());

  const memberOf = async (key: Address) => platform.organizations.memberOf(MUSEUM, key);
  const canAct = async (key: Address) => platform.organizations.canAct(MUSEUM, key);
  const council = async () => (await platform.organizations.organizationOf(COMMUNITY)).council.toLowerCase();

  it.each(['VIEWER', 'EDITOR', 'OWNER'] as const)('add a key as %s', async (role) => {
    const key = newKey();
    await stage.relay('museum', addMemberAct({ organizationId: MUSEUM, key, role }));
    expect((await memberOf(key)).role).toBe(BigInt(ROLE[role]));
  });

  it('remove a key', async () => {
    const key = newKey();
    await stage.relay('museum', addMemberAct({ organizationId: MUSEUM, key, role: 'EDITOR' }));
    await stage.relay('museum', removeMemberAct({ organizationId: MUSEUM, key }));
    expect(await canAct(key)).toBe(false);
  });

  it('remove a key whose signatures no longer count from an earlier leaf on', async () => {
    const key = newKey();
    await stage.relay('museum', addMemberAct({ organizationId: MUSEUM, key, role: 'EDITOR' }));
    const { admittedSize } = await memberOf(key);
    await platform.materializeNew({ community: COMMUNITY });
    const size = Number(admittedSize);
    await stage.relay('museum', removeCompromisedMemberAct({ organizationId: MUSEUM, key, size }));
    expect((await memberOf(key)).removedSize).toBe(admittedSize);
  });

  it("put a new key in an old one's place and role", async () => {
    const [key, another] = [newKey(), newKey()];
    await stage.relay('museum', addMemberAct({ organizationId: MUSEUM, key, role: 'EDITOR' }));
    await stage.relay('museum', replaceMemberAct({ organizationId: MUSEUM, key, newKey: another }));
    expect([await canAct(key), await canAct(another)]).toEqual([false, true]);
    expect((await memberOf(another)).role).toBe(BigInt(ROLE.EDITOR));
  });

  it('name where the money goes', async () => {
    const payout = newKey();
    await stage.relay('museum', setPayoutAct(MUSEUM, payout));
    expect((await platform.organizations.organizationOf(MUSEUM)).payout.toLowerCase()).toBe(payout);
  });

  it('move the money to the new key that replaces the owner’s own, by one signature', async () => {
    const { address: key } = stage.signer('museum');
    const another = newKey();
    const change = replaceMemberAct({ organizationId: MUSEUM, key, newKey: another });
    await stage.relay('museum', payoutThenAct({ organizationId: MUSEUM, payout: another }, change));
    expect((await platform.organizations.organizationOf(MUSEUM)).payout.toLowerCase()).toBe(another);
    expect(await canAct(another)).toBe(true);
  });

  it('take the seat and the money with it, by one signature', async () => {
    const { address } = stage.signer('stranger');
    await stage.relay('council', nameSuccessorAct(COMMUNITY, address));
    const wish = { organizationId: COMMUNITY, payout: address };
    await stage.relay('stranger', actThenPayout(acceptCouncilAct(COMMUNITY), wish));
    expect((await platform.organizations.organizationOf(COMMUNITY)).payout.toLowerCase()).toBe(address);
    expect(await council()).toBe(address);
  });

  it('leave the payout address as it is when none is wished', () => {
    const change = acceptCouncilAct(COMMUNITY);
    const none = { organizationId: COMMUNITY, payout: null };
    expect([payoutThenAct(none, change), actThenPayout(change, none)]).toEqual([change, change]);
  });

  it('seat at once whom the council names', async () => {
    const { address } = stage.signer('stranger');
    await stage.relay('council', nameSuccessorAct(COMMUNITY, address));
    await stage.relay('stranger', acceptCouncilAct(COMMUNITY));
    expect(await council()).toBe(address);
  });

  it('seat whom the accreditor proposes, 30 days later', async () => {
    const { address } = stage.signer('stranger');
    await stage.relay('accreditor', proposeCouncilAct(COMMUNITY, address));
    await expect(stage.relay('stranger', acceptCouncilAct(COMMUNITY))).rejects.toMatchObject({
      code: 'CALL_EXCEPTION',
    });
    await platform.chain.travelTo((await platform.chain.now()) + 30 * DAY_SECONDS);
    await stage.relay('stranger', acceptCouncilAct(COMMUNITY));
    expect(await council()).toBe(address);
  });

  it('end a succession by the veto of the council', async () => {
    const before = await council();
    await stage.relay('accreditor', proposeCouncilAct(COMMUNITY, stage.signer('stranger').address));
    await stage.relay('council', vetoCouncilAct(COMMUNITY));
    expect((await platform.organizations.successionOf(COMMUNITY)).candidate).toBe(ZeroAddress);
    await platform.chain.travelTo((await platform.chain.now()) + 30 * DAY_SECONDS);
    await expect(stage.relay('stranger', acceptCouncilAct(COMMUNITY))).rejects.toMatchObject({
      code: 'CALL_EXCEPTION',
    });
    expect(await council()).toBe(before);
  });
});
