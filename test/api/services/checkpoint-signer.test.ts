import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SignedCheckpointFile } from '@lanran/api/log/adapters/signed-checkpoint-file';
import { CheckpointSigner } from '@lanran/api/log/services/checkpoint-signer';
import { equal, toHex, utf8, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { originOf, verifyCheckpoint } from '@lanran/protocol/log/checkpoint';
import { NO_COMMUNITY, parseAssetId, parseLogId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { type HashReader, leafHash } from '@lanran/protocol/log/merkle';
import { generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import type { Statement } from '@lanran/protocol/log/statement';
import { RememberedCheckpoint } from '../../support/remembered-checkpoint.ts';

const LOG_ID = parseLogId(randomBytes32());
const ORIGIN = originOf(LOG_ID);
const { skey, vkey } = generateNoteKey(ORIGIN);
const REFUSED = { code: 'CHECKPOINT_REFUSED' };

/** A store that may be shortened, rewritten or replaced under the signer. */
class DishonestStore implements HashReader {
  leaves: readonly Uint8Array[] = [];

  async size(): Promise<number> {
    return this.leaves.length;
  }

  async readNodes(nodes: Parameters<HashReader['readNodes']>[0]): Promise<readonly Uint8Array[]> {
    const tree = new MemoryTree();
    // Asked for more than it has, it makes something up.
    const most = Math.max(this.leaves.length, ...nodes.map(({ level, index }) => (index + 1) * 2 ** level));
    for (let at = 0; at < most; at += 1) tree.appendHash(this.leaves[at] ?? new Uint8Array(32));
    return tree.readNodes(nodes);
  }
}

function leavesOf(...names: readonly string[]): Uint8Array[] {
  return names.map((name) => leafHash(utf8(name)));
}

function genesis(issuedAt: number): Statement {
  return {
    kind: 'genesis',
    assetId: parseAssetId(LOG_ID),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: LOG_ID,
    issuedAt,
  };
}

describe('the checkpoint signer over a store that may not be honest', () => {
  let store: DishonestStore;
  let memory: RememberedCheckpoint;
  let signer: CheckpointSigner;

  beforeEach(() => {
    store = new DishonestStore();
    memory = new RememberedCheckpoint();
    signer = restart();
  });

  /** The same key and memory in a new process. */
  function restart(): CheckpointSigner {
    return new CheckpointSigner({
      logId: LOG_ID,
      key: parseSigningKey(skey),
      memory,
      leaves: store,
      tree: store,
    });
  }

  const sign = async () => signer.sign(store.leaves.length);

  it('signs a log that grows, and keeps each size before its signature leaves', async () => {
    for (const leaves of [[], ['a'], ['a', 'b'], ['a', 'b', 'c', 'd', 'e']]) {
      store.leaves = leavesOf(...leaves);
      const checkpoint = verifyCheckpoint(await sign(), vkey);
      expect(checkpoint).toMatchObject({ size: leaves.length });
      expect(memory.kept).toEqual({ origin: ORIGIN, size: leaves.length, root: checkpoint.root });
    }
  });

  it('signs nothing when what it would sign could not be kept', async () => {
    store.leaves = leavesOf('a');
    memory.settle = () => Promise.reject(new Error('the disk is gone'));
    await expect(sign()).rejects.toThrow('the disk is gone');
  });

  it('keeps nothing anew for a checkpoint that it signed before', async () => {
    store.leaves = leavesOf('a', 'b', 'c');
    const first = await sign();
    expect(await sign()).toBe(first);
    expect(await restart().sign(3)).toBe(first);
    expect(memory.writes).toBe(1);
  });

  it('signs an earlier size of the log it signed, and goes on from the largest', async () => {
    store.leaves = leavesOf('a', 'b', 'c', 'd', 'e');
    await sign();
    expect(verifyCheckpoint(await signer.sign(3), vkey).size).toBe(3);
    expect(memory.kept).toMatchObject({ size: 5 });
    store.leaves = leavesOf('a', 'b', 'c', 'x');
    await expect(sign()).rejects.toMatchObject(REFUSED);
  });

  it.each([
    ['is shortened', ['a', 'b']],
    ['is empty', []],
    ['is forked at the same size', ['a', 'b', 'x']],
    ['has another first leaf', ['x', 'b', 'c', 'd']],
    ['has one leaf rewritten and grew', ['a', 'x', 'c', 'd', 'e']],
    ['is an older log that went on differently', ['a', 'b', 'x', 'y', 'z']],
  ])('refuses when the store %s, also after a restart, and signs the right log again', async (_, found) => {
    store.leaves = leavesOf('a', 'b', 'c');
    const { root } = verifyCheckpoint(await sign(), vkey);
    store.leaves = leavesOf(...found);

    const refusal = await sign().catch((error: unknown) => error);
    expect(refusal).toMatchObject(REFUSED);
    expect(String(refusal)).toContain(`${found.length} lea`);
    expect(String(refusal)).toContain(`3 leaves (root ${root})`);
    signer = restart();
    await expect(sign()).rejects.toMatchObject(REFUSED);
    await expect(signer.commitTo(store.leaves.length)).rejects.toMatchObject(REFUSED);

    store.leaves = leavesOf('a', 'b', 'c', 'd');
    expect(verifyCheckpoint(await sign(), vkey).size).toBe(4);
  });

  it('refuses a log of another name than the one it signed', async () => {
    store.leaves = leavesOf('a');
    memory.kept = { origin: 'lanran/other', size: 1, root: toHex(leafHash(utf8('a'))) };
    await expect(sign()).rejects.toMatchObject(REFUSED);
  });

  it('signs no second leaf 0 once the log was signed with leaves', async () => {
    await signer.signStatement(genesis(1));
    store.leaves = leavesOf('genesis');
    await sign();
    store.leaves = [];
    await expect(signer.signStatement(genesis(2))).rejects.toMatchObject(REFUSED);
    await expect(restart().signStatement(genesis(2))).rejects.toMatchObject(REFUSED);
  });

  it('signs no statement for a log that contradicts the one it signed', async () => {
    store.leaves = leavesOf('genesis', 'a');
    await sign();
    const statement: Statement = { ...genesis(1), kind: 'fixity-checked' };
    expect(await signer.signStatement(statement)).toMatchObject({ type: 'note' });
    store.leaves = leavesOf('genesis', 'x');
    await expect(signer.signStatement(statement)).rejects.toMatchObject(REFUSED);
  });

  it('signs one of two contradictory logs that are asked for at once', async () => {
    store.leaves = leavesOf('a', 'b');
    const outcomes = await Promise.allSettled([
      signer.sign(2),
      Promise.resolve().then(() => {
        store.leaves = leavesOf('x', 'y');
        return signer.sign(2);
      }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('never signs two checkpoints that contradict each other, whatever the store does', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('append' as const), by: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ do: fc.constant('shorten' as const), by: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ do: fc.constant('rewrite' as const), by: fc.nat(40) }),
      fc.record({ do: fc.constant('replay' as const), by: fc.nat(40) }),
      fc.record({ do: fc.constant('restart' as const), by: fc.constant(0) }),
      fc.record({ do: fc.constant('sign' as const), by: fc.nat(40) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
        store = new DishonestStore();
        memory = new RememberedCheckpoint();
        signer = restart();
        const states: (readonly Uint8Array[])[] = [[]];
        const signed: (readonly Uint8Array[])[] = [];
        for (const [at, { do: act, by }] of steps.entries()) {
          const { leaves } = store;
          const added = leavesOf(...Array.from({ length: by }, (_, each) => `${at}/${each}`));
          if (act === 'append') store.leaves = [...leaves, ...added];
          if (act === 'shorten') store.leaves = leaves.slice(0, -by);
          if (act === 'rewrite')
            store.leaves = leaves.flatMap((leaf, each) => (each === by ? leavesOf(`rewritten ${at}`) : leaf));
          if (act === 'replay') store.leaves = states[by % states.length] ?? [];
          if (act === 'restart') signer = restart();
          states.push(store.leaves);
          const size = act === 'sign' ? Math.min(by, store.leaves.length) : store.leaves.length;
          const note = await signer.sign(size).catch(() => null);
          if (note !== null) signed.push(store.leaves.slice(0, verifyCheckpoint(note, vkey).size));
        }
        for (const one of signed)
          for (const other of signed)
            expect(one.every((leaf, at) => at >= other.length || equal(leaf, other[at] ?? leaf))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the checkpoint signers of several processes', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lanran-signers-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** Over a store that is its own, and may be another than that of the other process. */
  function open(leaves: readonly string[], memory = new SignedCheckpointFile(directory)): CheckpointSigner {
    const store = new DishonestStore();
    store.leaves = leavesOf(...leaves);
    return new CheckpointSigner({
      logId: LOG_ID,
      key: parseSigningKey(skey),
      memory,
      leaves: store,
      tree: store,
    });
  }

  it('sign at most one of two logs that contradict each other, whoever comes first', async () => {
    for (let round = 1; round <= 30; round += 1) {
      const common = Array.from({ length: round }, (_, at) => `${at}`);
      const [one, other] = [open([...common, 'a']), open([...common, 'x', 'y'])];
      const outcomes = await Promise.allSettled([one.sign(round + 1), other.sign(round + 2)]);
      const signed = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(signed.length, `round ${round}`).toBeLessThan(2);
      await rm(directory, { recursive: true });
    }
    await mkdir(directory, { recursive: true });
  });

  it('all sign one log that grows', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const signers = names.map(() => open(names));
    const notes = await Promise.all(signers.map((each, at) => each.sign(at + 1)));
    expect(notes.map((note) => verifyCheckpoint(note, vkey).size)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await new SignedCheckpointFile(directory).read()).toMatchObject({ size: 6 });
  });

  it.each(['claim', 'list', 'settle'] as const)(
    'sign nothing that contradicts when one stood still before its %s and wakes',
    async (step) => {
      const memory = new SignedCheckpointFile(directory);
      let wake: () => void = () => undefined;
      let stand: () => void = () => undefined;
      const standing = new Promise<void>((resolve) => (stand = resolve));
      const awake = new Promise<void>((resolve) => (wake = resolve));
      const go = memory[step].bind(memory) as (...args: unknown[]) => Promise<never>;
      const late = async (...args: unknown[]) => {
        stand();
        await awake;
        return go(...args);
      };
      Object.assign(memory, { [step]: late });
      const frozen = open(['a', 'x', 'y'], memory).sign(3);
      await standing;
      const other = await open(['a', 'b'])
        .sign(2)
        .catch(() => null);
      wake();
      const outcome = await frozen.catch((error: unknown) => error);
      if (other === null) expect(typeof outcome).toBe('string');
      else expect(outcome).toMatchObject(REFUSED);
    },
  );

  it('sign no fork though one fails after its claim of what another has signed', async () => {
    await open(['g']).sign(1);
    const memory = new SignedCheckpointFile(directory);
    const list = memory.list.bind(memory);
    let [looks, fail, claim] = [0, () => {}, () => {}];
    const failing = new Promise<void>((resolve) => (fail = resolve));
    const claimed = new Promise<void>((resolve) => (claim = resolve));
    memory.list = async () => {
      looks += 1;
      if (looks !== 2) return list();
      claim();
      await failing;
      throw Object.assign(new Error('stale file handle'), { code: 'ESTALE' });
    };
    const first = open(['g', 'x'], memory).sign(2);
    await claimed;
    await open(['g', 'x']).sign(2);
    fail();
    await expect(first).rejects.toThrow('stale file handle');
    // The document store was set back, and goes on differently.
    await expect(open(['g', 'y'], memory).sign(2)).rejects.toMatchObject(REFUSED);
  });
});
