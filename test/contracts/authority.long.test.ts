import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROLES } from '../../scripts/deploy/steps.ts';
import { DAY_SECONDS } from '../../scripts/stage/chain.ts';
import { COMMUNITY, mined, Platform } from '../../scripts/stage/platform.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';
import { walks } from '../support/walks.ts';

const ADMISSION_DELAY = 3_600;
const WEEK = 7 * DAY_SECONDS;
const ACTORS: Person[] = ['sealer', 'accreditor', 'museum', 'council', 'stranger'];

describe('Authority', () => {
  let platform: Platform;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.start({ admissionDelaySeconds: ADMISSION_DELAY });
    const { organizations, authority, people, chain } = platform;
    const admission = {
      organizationId: COMMUNITY,
      kind: 3,
      owner: people.museum.address,
      payout: people.museum.address,
      council: people.council.address,
    };
    const data = organizations.interface.encodeFunctionData('admit', [admission]);
    await mined(authority.connect(people.accreditor).schedule(organizations, data, 0));
    await chain.travelTo((await chain.now()) + ADMISSION_DELAY);
    await mined(organizations.connect(people.accreditor).admit(admission));
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const address = (person: Person) => platform.people[person].address;
  const wait = async (seconds: number) => platform.chain.travelTo((await platform.chain.now()) + seconds);
  const managed = () => [platform.organizations, platform.assets, platform.log, platform.judgement] as const;

  /** The call that gives the stranger a role. */
  const grantOf = (role: bigint, delaySeconds: number) =>
    platform.authority.interface.encodeFunctionData('grantRole', [role, address('stranger'), delaySeconds]);

  /** Schedules a call, waits, then sends it. */
  async function actLater(person: Person, target: string, data: string, seconds: number): Promise<void> {
    const { authority, people } = platform;
    await mined(authority.connect(people[person]).schedule(target, data, 0));
    await wait(seconds);
    await (await people[person].sendTransaction({ to: target, data })).wait();
  }

  describe('the sealer’s rotation', () => {
    const encode = () => platform.log.interface.encodeFunctionData('setSealer', [address('stranger')]);
    const rotate = () => mined(platform.log.connect(platform.people.sealer).setSealer(address('stranger')));

    it('waits seven days to the second, and until then the old sealer anchors', async () => {
      const { authority, log, people, chain } = platform;
      expect((await refusalOf(rotate()))[0]).toBe('AccessManagerNotScheduled');
      await mined(authority.connect(people.sealer).schedule(log, encode(), 0));
      const scheduled = await chain.now();
      await chain.request('evm_setNextBlockTimestamp', scheduled + WEEK - 1);
      expect((await refusalOf(rotate()))[0]).toBe('AccessManagerNotReady');
      platform.publish();
      await platform.anchor();
      await chain.request('evm_setNextBlockTimestamp', scheduled + WEEK);
      await rotate();
      expect(await log.sealer()).toBe(address('stranger'));
      expect(await refusalOf(platform.anchor())).toEqual(['ProvenanceLogNotSealer', address('sealer')]);
    });

    it.each<Person>(['accreditor', 'council', 'stranger'])('can’t be scheduled by the %s', async (person) => {
      const { authority, log, people } = platform;
      const attempt = mined(authority.connect(people[person]).schedule(log, encode(), 0));
      expect((await refusalOf(attempt))[0]).toBe('AccessManagerUnauthorizedCall');
    });

    it('can’t be hurried by an operator who names another one without delay', async () => {
      const { authority } = platform;
      const target = await authority.getAddress();
      for (const delay of [0, WEEK - 1]) {
        const data = grantOf(ROLES.operator, delay);
        const refusal = ['AuthorityDelayTooShort', ROLES.operator, BigInt(delay), BigInt(WEEK)];
        expect(await refusalOf(actLater('sealer', target, data, WEEK))).toEqual(refusal);
      }
      await actLater('sealer', target, grantOf(ROLES.operator, WEEK), WEEK);
      expect([...(await authority.hasRole(ROLES.operator, address('stranger')))]).toEqual([
        true,
        BigInt(WEEK),
      ]);
    });
  });

  it('lets no accreditor name one who waits less', async () => {
    const { authority } = platform;
    const target = await authority.getAddress();
    const data = grantOf(ROLES.accreditor, ADMISSION_DELAY - 1);
    expect(await refusalOf(actLater('accreditor', target, data, ADMISSION_DELAY))).toEqual([
      'AuthorityDelayTooShort',
      ROLES.accreditor,
      BigInt(ADMISSION_DELAY - 1),
      BigInt(ADMISSION_DELAY),
    ]);
  });

  describe('a pause', () => {
    it.each<Person>(['sealer', 'accreditor'])('is up to the %s, at once', async (person) => {
      const judgement = platform.judgement.connect(platform.people[person]);
      await mined(judgement.pause());
      await mined(judgement.resume());
    });

    it.each<Person>(['council', 'museum', 'stranger'])('is not for the %s', async (person) => {
      const judgement = platform.judgement.connect(platform.people[person]);
      const refusal = ['AccessManagedUnauthorized', address(person)];
      expect(await refusalOf(mined(judgement.pause()))).toEqual(refusal);
      await mined(platform.judgement.connect(platform.people.accreditor).pause());
      expect(await refusalOf(mined(judgement.resume()))).toEqual(refusal);
    });

    it('can’t be made lasting by a guardian who puts the other one out', async () => {
      const { authority, people } = platform;
      const attempt = mined(
        authority.connect(people.sealer).revokeRole(ROLES.guardian, address('accreditor')),
      );
      expect((await refusalOf(attempt))[0]).toBe('AccessManagerUnauthorizedAccount');
    });
  });

  interface Call {
    readonly target: string;
    readonly data: string;
  }

  /** Everything that changes who may do what, and everything that is restricted. */
  async function arbitraryCall(): Promise<fc.Arbitrary<Call>> {
    const { authority, organizations, assets, log, judgement } = platform;
    const targets = await Promise.all(managed().map((contract) => contract.getAddress()));
    const self = await authority.getAddress();
    const call = (target: string, data: fc.Arbitrary<string>) =>
      data.map((bytes) => ({ target, data: bytes }));
    const administer = (name: string, ...values: fc.Arbitrary<unknown>[]) =>
      call(
        self,
        fc
          .tuple(...values)
          .map((list) => authority.interface.encodeFunctionData(name as 'grantRole', list as never)),
      );
    const role = fc.constantFrom(0n, 1n, 2n, 3n, 4n);
    const account = fc.constantFrom(...ACTORS.map(address));
    const target = fc.constantFrom(...targets, self);
    const delay = fc.constantFrom(0, ADMISSION_DELAY, WEEK);
    const selectors = fc.constantFrom(
      [organizations.interface.getFunction('proposeCouncil').selector],
      [organizations.interface.getFunction('nameSuccessor').selector],
      [log.interface.getFunction('setSealer').selector],
      [authority.interface.getFunction('grantRole').selector],
    );
    const proposal = account.map((candidate) =>
      organizations.interface.encodeFunctionData('proposeCouncil', [COMMUNITY, candidate]),
    );
    const seat = fc.constant(organizations.interface.encodeFunctionData('acceptCouncil', [COMMUNITY]));
    const [organizationsAddress = '', assetsAddress = '', logAddress = '', judgementAddress = ''] = targets;
    return fc.oneof(
      administer('grantRole', role, account, delay),
      administer('revokeRole', role, account),
      administer('renounceRole', role, account),
      administer('setRoleAdmin', role, role),
      administer('setRoleGuardian', role, role),
      administer('setGrantDelay', role, delay),
      administer('setTargetFunctionRole', target, selectors, role),
      administer('setTargetClosed', target, fc.boolean()),
      administer('setTargetAdminDelay', target, delay),
      administer('updateAuthority', target, target),
      call(organizationsAddress, fc.oneof(proposal, seat)),
      call(
        logAddress,
        account.map((key) => log.interface.encodeFunctionData('setSealer', [key])),
      ),
      call(
        judgementAddress,
        fc.constantFrom(
          judgement.interface.encodeFunctionData('pause'),
          judgement.interface.encodeFunctionData('resume'),
        ),
      ),
      call(
        assetsAddress,
        target.map((other) => assets.interface.encodeFunctionData('setAuthority', [other])),
      ),
    );
  }

  /** Who may call what, who decides on that, and under which authority. */
  async function readRules(): Promise<unknown[]> {
    const { authority } = platform;
    const rules: unknown[] = [];
    for (const role of [0n, 1n, 2n, 3n, 4n]) {
      rules.push(await authority.getRoleAdmin(role), await authority.getRoleGuardian(role));
    }
    for (const contract of [...managed(), authority]) {
      rules.push(await authority.isTargetClosed(contract), await authority.getTargetAdminDelay(contract));
      for (const fragment of contract.interface.fragments) {
        if (!('selector' in fragment)) continue;
        rules.push(await authority.getTargetFunctionRole(contract, String(fragment.selector)));
      }
    }
    for (const contract of managed()) rules.push(await contract.authority());
    return rules;
  }

  it('keeps its rules, and the community its council, whatever its members call for 29 days', async () => {
    const rules = await readRules();
    const { authority, organizations, people } = platform;
    const step = fc.record({
      actor: fc.constantFrom(...ACTORS),
      call: await arbitraryCall(),
      way: fc.constantFrom('directly', 'through execute', 'scheduled'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        const back = await platform.chain.snapshot();
        let waits = 4;
        for (const { actor, call, way } of steps) {
          const wallet = people[actor];
          const done =
            way === 'directly'
              ? wallet.sendTransaction({ to: call.target, data: call.data }).then((sent) => sent.wait())
              : way === 'through execute'
                ? mined(authority.connect(wallet).execute(call.target, call.data))
                : waits-- > 0
                  ? actLater(actor, call.target, call.data, WEEK)
                  : Promise.resolve();
          // Most are refused, which is the point.
          await done.then(
            () => undefined,
            () => undefined,
          );
        }
        expect(await readRules()).toEqual(rules);
        for (const person of ACTORS) {
          expect((await authority.hasRole(0, address(person))).isMember).toBe(false);
          const [isOperator, operatorDelay] = await authority.hasRole(ROLES.operator, address(person));
          if (isOperator) expect(operatorDelay >= BigInt(WEEK)).toBe(true);
          const [isAccreditor, accreditorDelay] = await authority.hasRole(ROLES.accreditor, address(person));
          if (isAccreditor) expect(accreditorDelay >= BigInt(ADMISSION_DELAY)).toBe(true);
        }
        expect((await organizations.organizationOf(COMMUNITY)).council).toBe(address('council'));
        await back();
      }),
      { numRuns: walks(5), endOnFailure: true },
    );
  });
});
