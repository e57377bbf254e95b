import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { admitAct } from '@lanran/sdk/organizations/admission-act';
import { announceAct, readAnnouncement } from '@lanran/sdk/acts/announced-acts';
import { newPerson, type Person, relayAct } from '../../support/people.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const DELAY = 3_600;

describe('an installation where admission waits', () => {
  let stack: Stack;
  let services: Services;
  let accreditor: Person;
  const curator = newPerson();
  const act = admitAct({
    organizationId: organizationIdOf('museum'),
    kind: 'INSTITUTION',
    owner: curator.address,
    payout: curator.address,
    council: null,
  });

  beforeAll(async () => {
    stack = await startStack({ admissionDelaySeconds: DELAY });
    services = await openServices(stack);
    accreditor = newPerson(stack.accreditor.privateKey);
  });
  afterAll(() => stack.stop());
  beforeEach(() => services.clock.catchUp());

  const contracts = () =>
    new Map(Object.entries(stack.contracts).map(([name, at]) => [name, parseAddress(at.toLowerCase())]));
  const look = (person: Person) =>
    readAnnouncement({
      rpcUrl: stack.rpcUrl,
      deployment: { chainId: stack.chainId, contracts: contracts() },
      caller: person.address,
      act,
    });
  const refusalOf = async (person: Person, what: typeof act) => {
    const error: unknown = await relayAct(services, person, what).catch((cause: unknown) => cause);
    return (error as { reasons?: readonly { code: string }[] }).reasons?.map(({ code }) => code);
  };

  it('lets nobody else announce', async () => {
    expect(await look(curator)).toEqual({ state: 'not-allowed' });
    const announcement = announceAct({ contracts: contracts() }, act);
    expect(await refusalOf(curator, announcement)).toEqual(['ACCESS_MANAGER_UNAUTHORIZED_CALL']);
  });

  it('relays the accreditor’s announcement, then its act once the delay has passed', async () => {
    expect(await look(accreditor)).toEqual({ state: 'to-announce', delaySeconds: DELAY });
    expect(await refusalOf(accreditor, act)).toEqual(['ACCESS_MANAGER_NOT_SCHEDULED']);

    const announcement = announceAct({ contracts: contracts() }, act);
    await relayAct(services, accreditor, announcement);
    const announced = await look(accreditor);
    expect(announced.state).toBe('announced');
    expect(await refusalOf(accreditor, act)).toEqual(['ACCESS_MANAGER_NOT_READY']);

    stack.letPass(DELAY);
    services.clock.pass(DELAY);
    await relayAct(services, accreditor, act);
    const museum = await stack.stores.organizations.find(organizationIdOf('museum'));
    expect(museum?.isAdmitted).toBe(true);
    expect(await look(accreditor)).toEqual({ state: 'to-announce', delaySeconds: DELAY });
  });
});
