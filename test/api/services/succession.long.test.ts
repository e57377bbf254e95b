import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import {
  acceptCouncilAct,
  actorOf,
  admit,
  nameSuccessorAct,
  newPerson,
  type Person,
  proposeCouncilAct,
  relayAct,
  vetoCouncilAct,
} from '../../support/people.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const VETO_DAYS = 30;

describe('succession of councils over real backing services', () => {
  let stack: Stack;
  let services: Services;
  let accreditor: Person;

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    accreditor = newPerson(stack.accreditor.privateKey);
  });
  afterAll(() => stack.stop());

  /** Its council is no member, so that all it may do comes from the seat. */
  async function founded(slug: string, council: Person): Promise<OrganizationId> {
    return admit(services, { slug, kind: 'COMMUNITY', owner: newPerson(), council });
  }

  const shown = (id: OrganizationId) => stack.stores.organizations.find(id);

  async function speaksFor(person: Person): Promise<readonly OrganizationId[]> {
    const actor = await actorOf(services, person);
    return actor.kind === 'anonymous' ? [] : actor.memberships.map(({ organizationId }) => organizationId);
  }

  it('seats at once whom the council named, who speaks for the community from then on', async () => {
    const [elder, heir] = [newPerson(), newPerson()];
    const community = await founded('xijiang', elder);
    expect(await shown(community)).toMatchObject({ council: elder.address, succession: null });
    await relayAct(services, elder, nameSuccessorAct(community, heir.address));
    expect(await shown(community)).toMatchObject({
      council: elder.address,
      succession: { candidate: heir.address, byCouncil: true },
    });
    expect(await speaksFor(heir)).toEqual([]);
    await relayAct(services, heir, acceptCouncilAct(community));
    expect(await shown(community)).toMatchObject({ council: heir.address, succession: null });
    expect(await speaksFor(heir)).toEqual([community]);
    expect(await speaksFor(elder)).toEqual([]);
  });

  it('lets a proposal of the accreditor wait for 30 days, and the council end it', async () => {
    const [elder, stranger] = [newPerson(), newPerson()];
    const community = await founded('langde', elder);
    const before = Math.floor(Date.now() / 1000);
    await relayAct(services, accreditor, proposeCouncilAct(community, stranger.address));
    const { succession } = (await shown(community)) ?? {};
    expect(succession).toMatchObject({ candidate: stranger.address, byCouncil: false });
    const waitsDays = ((succession?.seatableAt.getTime() ?? 0) / 1000 - before) / 86_400;
    expect(Math.round(waitsDays)).toBe(VETO_DAYS);
    await expect(relayAct(services, stranger, acceptCouncilAct(community))).rejects.toMatchObject({
      code: 'LEDGER_REFUSED',
      reasons: [{ code: 'ORGANIZATIONS_TOO_EARLY' }],
    });
    await relayAct(services, elder, vetoCouncilAct(community));
    expect(await shown(community)).toMatchObject({ council: elder.address, succession: null });
  });

  it('seats the accreditor’s candidate after 30 days, though nothing happened on chain meanwhile', async () => {
    const [elder, heir] = [newPerson(), newPerson()];
    const community = await founded('leishan', elder);
    await relayAct(services, accreditor, proposeCouncilAct(community, heir.address));
    stack.letPass(VETO_DAYS * 86_400);
    services.clock.pass(VETO_DAYS * 86_400);
    await relayAct(services, heir, acceptCouncilAct(community));
    expect(await shown(community)).toMatchObject({ council: heir.address, succession: null });
  });

  it('shows who was named last', async () => {
    const [elder, first, second] = [newPerson(), newPerson(), newPerson()];
    const community = await founded('zhaoxing', elder);
    await relayAct(services, accreditor, proposeCouncilAct(community, first.address));
    await relayAct(services, elder, nameSuccessorAct(community, second.address));
    expect(await shown(community)).toMatchObject({
      succession: { candidate: second.address, byCouncil: true },
    });
  });
});
