import { ZeroAddress } from 'ethers';
import type { ContractTransactionResponse, Wallet } from 'ethers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { DAY_SECONDS } from '../../scripts/stage/chain.ts';
import { COMMUNITY, mined, MUSEUM, Platform, ROLE } from '../../scripts/stage/platform.ts';
import { OrganizationModel } from './organizations-model.ts';
import { refusalOf } from './refusal.ts';
import { walks } from '../support/walks.ts';

const RUNS = walks(4);
const STEPS = 30;
const TIMEOUT_MS = 240_000;

const person = fc.nat(6);
const arbitraryStep = fc.record({
  act: fc.constantFrom(
    'add',
    'add',
    'remove',
    'removeCompromised',
    'replace',
    'setPayout',
    'name',
    'propose',
    'propose',
    'veto',
    'accept',
    'accept',
    'wait',
  ),
  isCommunity: fc.boolean(),
  /** Those who have something to say, those who had, or anybody. */
  callers: fc.constantFrom('known', 'known', 'former', 'any'),
  caller: person,
  key: person,
  newKey: person,
  role: fc.integer({ min: 1, max: 3 }),
});
type Step = typeof arbitraryStep extends fc.Arbitrary<infer Value> ? Value : never;

/** The community's council hands on its seat, which chance alone hardly ever does. */
const SUCCESSION: Step[] = (['name', 'accept'] as const).map((act) => ({
  act,
  isCommunity: true,
  callers: 'known',
  caller: 0,
  key: 6,
  newKey: 6,
  role: 1,
}));

describe('organizations, whatever anybody does', () => {
  let platform: Platform;
  let people: Wallet[];
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    const { museum, council, accreditor, sealer, stranger, studio } = platform.people;
    people = [museum, council, accreditor, sealer, stranger, studio, platform.chain.wallet('newcomer')];
  });

  const walletOf = (at: number): Wallet => {
    const wallet = people[at];
    if (wallet === undefined) throw new Error(`There is no person ${at}.`);
    return wallet;
  };

  function buildModel(id: OrganizationId): OrganizationModel {
    const { accreditor, museum, council } = platform.people;
    const isCommunity = id === COMMUNITY;
    return new OrganizationModel(accreditor.address, {
      owner: isCommunity ? null : museum.address,
      council: isCommunity ? council.address : null,
      payout: platform.payoutOf(id),
    });
  }

  function send(step: Step, id: OrganizationId, caller: Wallet): Promise<ContractTransactionResponse> {
    const by = platform.organizations.connect(caller);
    const [key, newKey] = [walletOf(step.key).address, walletOf(step.newKey).address];
    const acts = {
      add: () => by.addMember(id, key, step.role),
      remove: () => by.removeMember(id, key),
      removeCompromised: () => by.removeCompromisedMember(id, key, 0),
      replace: () => by.replaceMember(id, key, newKey),
      setPayout: () => by.setPayout(id, key),
      name: () => by.nameSuccessor(id, key),
      propose: () => by.proposeCouncil(id, key),
      veto: () => by.vetoCouncil(id),
      accept: () => by.acceptCouncil(id),
      wait: () => Promise.reject(new Error('Nobody waits on chain.')),
    };
    return acts[step.act]();
  }

  function judge(model: OrganizationModel, step: Step, caller: string, now: number): boolean {
    const [key, newKey] = [walletOf(step.key).address, walletOf(step.newKey).address];
    switch (step.act) {
      case 'add':
        return model.add(caller, key, step.role);
      case 'remove':
      case 'removeCompromised':
        return model.remove(caller, key);
      case 'replace':
        return model.replace(caller, key, newKey);
      case 'setPayout':
        return model.setPayout(caller, key);
      case 'name':
        return model.name(caller, key, now);
      case 'propose':
        return model.propose(caller, key, now);
      case 'veto':
        return model.veto(caller);
      case 'accept':
        return model.accept(caller, now);
      case 'wait':
        return true;
    }
  }

  /** A caller that has a say in the model, one that left, or anybody. */
  function callerOf(model: OrganizationModel, step: Step): Wallet {
    if (step.callers === 'any') return walletOf(step.caller);
    if (step.callers === 'former') {
      const former = people.filter(({ address }) => model.hasLeft(address));
      return former[step.caller % Math.max(former.length, 1)] ?? walletOf(step.caller);
    }
    const known = people.filter(
      ({ address }) => address === model.council || model.roleOf(address) === ROLE.OWNER,
    );
    if (step.act === 'propose') return platform.people.accreditor;
    const candidate = people.find(({ address }) => address === model.candidate);
    if (step.act === 'accept' && candidate !== undefined) return candidate;
    return known[step.caller % Math.max(known.length, 1)] ?? walletOf(step.caller);
  }

  async function expectAsModeled(id: OrganizationId, model: OrganizationModel): Promise<void> {
    const { organizations } = platform;
    const { council, payout, owners } = await organizations.organizationOf(id);
    expect([council, payout, owners]).toEqual([
      model.council ?? ZeroAddress,
      model.payout,
      BigInt(model.owners),
    ]);
    if (id === MUSEUM) expect(model.owners).toBeGreaterThan(0);
    for (const { address } of people) {
      expect(await organizations.canAct(id, address)).toBe(model.roleOf(address) >= ROLE.EDITOR);
    }
  }

  it(
    'nobody gains a role, a council’s seat or a payout but by those who may give it, as a brute-force model says',
    { timeout: TIMEOUT_MS },
    async () => {
      let admitted = 0;
      let seated = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(arbitraryStep, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
          const restore = await platform.chain.snapshot();
          const models = { museum: buildModel(MUSEUM), community: buildModel(COMMUNITY) };
          for (const step of [...SUCCESSION, ...steps]) {
            if (step.act === 'wait') {
              await platform.chain.travelTo((await platform.chain.now()) + (10 + step.key * 4) * DAY_SECONDS);
              continue;
            }
            const [id, model] = step.isCommunity ? [COMMUNITY, models.community] : [MUSEUM, models.museum];
            const caller = callerOf(model, step);
            const now = (await platform.chain.now()) + 1;
            await platform.chain.request('evm_setNextBlockTimestamp', now);
            if (judge(model, step, caller.address, now)) {
              await mined(send(step, id, caller));
              admitted++;
              if (step.act === 'accept') seated++;
            } else {
              const [name] = await refusalOf(send(step, id, caller));
              expect(name).toMatch(/^(Organizations|AccessManaged)/);
            }
            await expectAsModeled(id, model);
          }
          await restore();
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
      // A run in which everything is refused would prove nothing.
      expect(admitted).toBeGreaterThan(3 * RUNS);
      expect(seated).toBeGreaterThan(0);
    },
  );
});
