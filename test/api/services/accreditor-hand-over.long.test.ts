import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { createAuthorityInterface } from '../../../contracts/abi/interfaces/Authority.ts';
import { admitAct } from '@lanran/sdk/organizations/admission-act';
import { type HandOver, readHandOver } from '@lanran/sdk/organizations/accreditor-acts';
import type { Act } from '@lanran/sdk/acts/relaying';
import { pauseAct, resumeAct } from '@lanran/sdk/licensing/sales-acts';
import { newPerson, type Person, relayAct } from '../../support/people.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const DELAY = 3_600;

describe.each([0, DELAY])('the accreditor’s role, where its acts wait %i s', (admissionDelaySeconds) => {
  let stack: Stack;
  let services: Services;
  let accreditor: Person;
  const successor = newPerson();
  const mistaken = newPerson();
  const stranger = newPerson();

  beforeAll(async () => {
    stack = await startStack({ admissionDelaySeconds });
    services = await openServices(stack);
    accreditor = newPerson(stack.accreditor.privateKey);
  });
  afterAll(() => stack.stop());
  let passed = 0;
  beforeEach(() => {
    services.clock.catchUp();
    services.clock.pass(passed);
  });
  function letPass(seconds: number): void {
    passed += seconds;
    stack.letPass(seconds);
    services.clock.pass(seconds);
  }

  const look = async (person: Person, handOver: HandOver) =>
    readHandOver({
      rpcUrl: stack.rpcUrl,
      deployment: {
        chainId: stack.chainId,
        contracts: new Map(
          Object.entries(stack.contracts).map(([name, at]) => [name, parseAddress(at.toLowerCase())]),
        ),
      },
      caller: person.address,
      handOver,
      now: services.clock.now(),
    });
  /** Does a step, announced first where it has to be. */
  async function take(person: Person, handOver: HandOver): Promise<void> {
    if (admissionDelaySeconds > 0) {
      const { act } = await look(person, handOver);
      await relayAct(services, person, act ?? NOTHING);
      expect(await look(person, handOver)).toMatchObject({ act: null, announcement: { state: 'announced' } });
      letPass(admissionDelaySeconds + 60);
    }
    const { act } = await look(person, handOver);
    await relayAct(services, person, act ?? NOTHING);
  }
  const names = async () => [
    await stack.ledger.roles.accreditor(),
    await stack.ledger.roles.accreditorSuccessor(),
  ];
  const refusalOf = async (person: Person, act: Act) => {
    const error: unknown = await relayAct(services, person, act).catch((cause: unknown) => cause);
    return error as { code?: string; reasons?: readonly { code: string }[] };
  };

  it('goes to nobody by a stranger’s word', async () => {
    const step = { step: 'hand-on', successor: stranger.address } as const;
    expect(await look(stranger, step)).toEqual({ announcement: { state: 'not-allowed' }, act: null });
    const [data] = [AUTHORITY.encodeFunctionData('grantRole', [1n, stranger.address, DELAY])];
    for (const call of [data, AUTHORITY.encodeFunctionData('multicall', [[data]])]) {
      const refusal = await refusalOf(stranger, { contract: 'Authority', data: call as Act['data'] });
      expect(refusal.reasons).toHaveLength(1);
    }
    expect(await names()).toEqual([accreditor.address, null]);
  });

  it('relays nothing of a multicall but what only a role allows', async () => {
    const renounce = AUTHORITY.encodeFunctionData('renounceRole', [5n, stranger.address]);
    for (const calls of [[], [renounce]]) {
      const data = AUTHORITY.encodeFunctionData('multicall', [calls]) as Act['data'];
      expect(await refusalOf(stranger, { contract: 'Authority', data })).toMatchObject({ code: 'BAD_INPUT' });
    }
  });

  it('stays where it is when a mistaken offer is taken back', async () => {
    await take(accreditor, { step: 'hand-on', successor: mistaken.address });
    expect(await names()).toEqual([accreditor.address, mistaken.address]);
    await take(accreditor, { step: 'take-back', successor: mistaken.address });
    expect(await names()).toEqual([accreditor.address, null]);
    expect((await look(mistaken, ACCEPT(mistaken))).announcement.state).toBe('not-allowed');
  });

  it('goes to the successor who accepts, with the brake on sales, and leaves the former accreditor with neither', async () => {
    await take(accreditor, { step: 'hand-on', successor: successor.address });
    await take(successor, ACCEPT(successor));

    expect(await names()).toEqual([successor.address, null]);
    await relayAct(services, successor, pauseAct());
    await relayAct(services, successor, resumeAct());
    expect((await refusalOf(accreditor, pauseAct())).reasons).toHaveLength(1);
    const museum = admitAct({
      organizationId: organizationIdOf('museum'),
      kind: 'INSTITUTION',
      owner: stranger.address,
      payout: stranger.address,
      council: null,
    });
    expect((await refusalOf(accreditor, museum)).reasons).toHaveLength(1);
    if (admissionDelaySeconds === 0) await relayAct(services, successor, museum);
  });

  const ACCEPT = (by: Person): HandOver => ({
    step: 'accept',
    former: accreditor.address,
    successor: by.address,
  });
});

const AUTHORITY = createAuthorityInterface();
const NOTHING: Act = { contract: 'Authority', data: '0x' };
