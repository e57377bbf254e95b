import { toBeHex, ZeroHash } from 'ethers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { uintBytes, toHex } from '@lanran/protocol/kernel/bytes';
import { sizesSlot } from '@lanran/protocol/chain/storage-layout';
import { mined, MUSEUM, Platform, ROLE } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';
import { walks } from '../support/walks.ts';

const RUNS = walks(6);
const STEPS = 25;
const FOREVER = 2n ** 64n - 1n;
/** The other `partiesOf` is asked by indexes. */
const PARTIES_OF_LEAF = 'partiesOf(bytes32,address,uint64,bytes32)';

/** A member that the model knows, by its sizes; `removed` is null while it is one. */
interface Key {
  readonly role: number;
  readonly admitted: bigint;
  readonly removed: bigint | null;
}

const size = fc.oneof(
  fc.constantFrom(0n, 1n, 2n, 2n ** 32n, FOREVER - 1n, FOREVER),
  fc.bigInt({ min: 0n, max: FOREVER }),
);
const arbitraryStep = fc.record({
  act: fc.constantFrom('add', 'remove', 'removeCompromised', 'replace', 'anchor', 'anchor'),
  key: fc.nat(4),
  /** The key is one of the members, where there are any: chance alone removes few. */
  isMember: fc.boolean(),
  newKey: fc.nat(4),
  role: fc.integer({ min: 1, max: 3 }),
  size,
});
type Step = typeof arbitraryStep extends fc.Arbitrary<infer Value> ? Value : never;

describe('keys of an organization', () => {
  let platform: Platform;
  let keys: string[];
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    keys = Array.from({ length: 5 }, (_, at) => platform.chain.wallet(`key ${at}`).address);
  });

  const keyAt = (at: number) => keys[at] ?? '';

  /** Writes the anchored size itself, since no checkpoint reaches the largest one: the rule must hold without that. */
  async function pretendAnchored(anchored: bigint): Promise<void> {
    const slot = sizesSlot();
    const word = toHex(uintBytes(anchored, 32));
    await platform.chain.request(
      'hardhat_setStorageAt',
      await platform.log.getAddress(),
      toBeHex(BigInt(slot)),
      word,
    );
  }

  /** What the rule says of the step: the model after it, or null where it is refused. */
  function judge(model: ReadonlyMap<string, Key>, step: Step, anchored: bigint): Map<string, Key> | null {
    const key = keyAt(step.key);
    const known = model.get(key);
    const next = new Map(model);
    const addAs = (name: string, role: number) => next.set(name, { role, admitted: anchored, removed: null });
    if (step.act === 'add') return known === undefined ? addAs(key, step.role) : null;
    if (known === undefined || known.removed !== null) return null;
    if (step.act === 'removeCompromised') {
      if (step.size < known.admitted || step.size > anchored) return null;
      return next.set(key, { ...known, removed: step.size });
    }
    if (step.act === 'replace') {
      if (model.has(keyAt(step.newKey))) return null;
      addAs(keyAt(step.newKey), known.role);
    }
    return next.set(key, { ...known, removed: anchored });
  }

  /** The same step, about a member if that is wanted and there is one. */
  function aim(step: Step, model: ReadonlyMap<string, Key>): Step {
    const members = keys.flatMap((key, at) => (model.get(key)?.removed === null ? [at] : []));
    const key = members[step.key % members.length];
    return step.isMember && step.act !== 'add' && key !== undefined ? { ...step, key } : step;
  }

  function send(step: Step) {
    const by = platform.organizations.connect(platform.people.museum);
    const [key, newKey] = [keyAt(step.key), keyAt(step.newKey)];
    if (step.act === 'add') return by.addMember(MUSEUM, key, step.role);
    if (step.act === 'remove') return by.removeMember(MUSEUM, key);
    if (step.act === 'replace') return by.replaceMember(MUSEUM, key, newKey);
    return by.removeCompromisedMember(MUSEUM, key, step.size);
  }

  async function expectAsModeled(model: ReadonlyMap<string, Key>, leaf: bigint): Promise<void> {
    const { organizations } = platform;
    for (const key of keys) {
      const known = model.get(key);
      const isCurrent = known?.removed === null;
      const mayAct = isCurrent && known.role >= ROLE.EDITOR;
      expect(await organizations.canAct(MUSEUM, key)).toBe(mayAct);
      const member = await organizations.memberOf(MUSEUM, key);
      expect(member.current).toBe(isCurrent);
      expect(member.removedSize).toBe(known === undefined ? 0n : (known.removed ?? FOREVER));
      const { signed } = await organizations[PARTIES_OF_LEAF](MUSEUM, key, leaf, ZeroHash);
      const counts =
        known !== undefined &&
        known.role >= ROLE.EDITOR &&
        known.admitted <= leaf &&
        leaf < (known.removed ?? FOREVER);
      expect(signed).toBe(counts ? 1n : 0n);
    }
    const owners = [...model.values()].filter(({ role, removed }) => role === ROLE.OWNER && removed === null);
    // The museum's own key is the owner that the walk leaves alone.
    expect((await organizations.organizationOf(MUSEUM)).owners).toBe(BigInt(owners.length) + 1n);
  }

  it(
    'end when they are removed, at whatever size the log is anchored, as a brute-force model says',
    { timeout: 240_000 },
    async () => {
      let removed = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(arbitraryStep, { minLength: STEPS, maxLength: STEPS }),
          size,
          async (steps, leaf) => {
            const restore = await platform.chain.snapshot();
            let model: ReadonlyMap<string, Key> = new Map();
            let anchored = 0n;
            for (const drawn of steps) {
              const step = aim(drawn, model);
              if (step.act === 'anchor') {
                anchored = step.size > anchored ? step.size : anchored;
                await pretendAnchored(anchored);
                continue;
              }
              const next = judge(model, step, anchored);
              if (next === null) {
                expect((await refusalOf(send(step)))[0]).toMatch(/^Organizations/);
                continue;
              }
              await mined(send(step));
              if (step.act !== 'add') removed++;
              model = next;
            }
            await expectAsModeled(model, leaf);
            await restore();
          },
        ),
        { numRuns: RUNS, endOnFailure: true },
      );
      // A run in which nobody is removed would prove nothing.
      expect(removed).toBeGreaterThan(RUNS / 2);
    },
  );

  it('end also at 2^64 − 1 leaves, which no checkpoint reaches', async () => {
    const restore = await platform.chain.snapshot();
    const { organizations, people } = platform;
    const by = organizations.connect(people.museum);
    await mined(by.addMember(MUSEUM, keyAt(0), ROLE.EDITOR));
    await pretendAnchored(FOREVER);
    await mined(by.removeMember(MUSEUM, keyAt(0)));
    expect(await organizations.canAct(MUSEUM, keyAt(0))).toBe(false);
    expect(await refusalOf(by.removeMember(MUSEUM, keyAt(0)))).toEqual([
      'OrganizationsNotMember',
      MUSEUM,
      keyAt(0),
    ]);
    await restore();
  });
});
