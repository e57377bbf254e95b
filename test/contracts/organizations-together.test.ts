import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMMUNITY, mined, MUSEUM, Platform } from '../../scripts/stage/platform.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

describe('several acts about an organization at once', () => {
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
  const payoutOf = async (id: string) => (await platform.organizations.organizationOf(id)).payout;
  const canAct = async (person: Person) => platform.organizations.canAct(MUSEUM, address(person));
  const setPayout = (id: string, person: Person) =>
    platform.organizations.interface.encodeFunctionData('setPayout', [id, address(person)]);
  const replaceMuseum = () =>
    platform.organizations.interface.encodeFunctionData('replaceMember', [
      MUSEUM,
      address('museum'),
      address('stranger'),
    ]);

  it('moves the money away from a key and replaces it by one signature', async () => {
    await mined(as('museum').multicall([setPayout(MUSEUM, 'stranger'), replaceMuseum()]));
    expect(await payoutOf(MUSEUM)).toBe(address('stranger'));
    expect([await canAct('museum'), await canAct('stranger')]).toEqual([false, true]);
  });

  it('lets the new council take its seat and name where it is paid', async () => {
    await mined(as('council').nameSuccessor(COMMUNITY, address('stranger')));
    const accept = platform.organizations.interface.encodeFunctionData('acceptCouncil', [COMMUNITY]);
    await mined(as('stranger').multicall([accept, setPayout(COMMUNITY, 'stranger')]));
    const { council, payout } = await platform.organizations.organizationOf(COMMUNITY);
    expect([council, payout]).toEqual([address('stranger'), address('stranger')]);
  });

  it('does the same when it is relayed', async () => {
    const { organizations, people } = platform;
    const calls = [setPayout(MUSEUM, 'stranger'), replaceMuseum()];
    const data = organizations.interface.encodeFunctionData('multicall', [calls]);
    await platform.relay(people.museum, organizations, data);
    expect(await payoutOf(MUSEUM)).toBe(address('stranger'));
    expect(await canAct('museum')).toBe(false);
  });

  it('does all of its calls or none', async () => {
    const before = await payoutOf(MUSEUM);
    // Once the key is replaced, it may no longer say where the money goes.
    const attempt = mined(as('museum').multicall([replaceMuseum(), setPayout(MUSEUM, 'stranger')]));
    expect(await refusalOf(attempt)).toEqual(['OrganizationsNotOwner', MUSEUM, address('museum')]);
    expect(await payoutOf(MUSEUM)).toBe(before);
    expect(await canAct('museum')).toBe(true);
  });

  it('lets nobody do what they may not do alone', async () => {
    const proposal = platform.organizations.interface.encodeFunctionData('proposeCouncil', [
      COMMUNITY,
      address('museum'),
    ]);
    expect(await refusalOf(mined(as('museum').multicall([proposal])))).toEqual([
      'AccessManagedUnauthorized',
      address('museum'),
    ]);
    expect(await refusalOf(mined(as('stranger').multicall([setPayout(MUSEUM, 'stranger')])))).toEqual([
      'OrganizationsNotOwner',
      MUSEUM,
      address('stranger'),
    ]);
  });
});
