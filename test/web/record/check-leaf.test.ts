import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTilePath } from '../../../api/log/http/tile-path.ts';
import { concat, toHex, uintBytes } from '@lanran/protocol/kernel/bytes';
import { originOf, signCheckpoint } from '@lanran/protocol/log/checkpoint';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { inclusionProof } from '@lanran/protocol/log/merkle';
import { generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import { parseStatement, STATEMENT_KINDS, statementHash } from '@lanran/protocol/log/statement';
import { checkLeaf, type LeafQuestion } from '../../../web/features/record/model/check-leaf.ts';
import { groupOf, KIND_GROUPS, readGroups } from '../../../web/features/record/model/kind-groups.ts';
import { readLeaf, type ReadTile, tileHashes, tilePath } from '../../../web/features/record/model/tiles.ts';
import { buildStatement, filled, LOG_ID } from '../../protocol/builders.ts';

const key = generateNoteKey(originOf(LOG_ID), new Uint8Array(32).fill(9));
const statement = buildStatement({});

/** A log of that many leaves, ours at `index`, served as the platform serves it. */
function buildLog(size: number, index: number, stated = statement) {
  const ours = encodeLeaf(stated, { type: 'member', signature: `0x${'11'.repeat(65)}` });
  const leaves = Array.from({ length: size }, (_, at) => (at === index ? ours : uintBytes(at, 224)));
  const tree = new MemoryTree(leaves);
  const readTile: ReadTile = async (path) => {
    const tile = parseTilePath(path);
    if (tile === null) throw new Error(`${path} is no tile`);
    if (tile.level === 'entries') {
      const first = tile.index * 256;
      return concat(
        ...leaves.slice(first, first + tile.width).flatMap((leaf) => [uintBytes(leaf.length, 2), leaf]),
      );
    }
    const { level, index: row, width } = tile;
    const nodes = Array.from({ length: width }, (_, at) => ({ level: level * 8, index: row * 256 + at }));
    return concat(...(await tree.readNodes(nodes)));
  };
  const checkpoint = signCheckpoint(
    { origin: originOf(LOG_ID), size, root: toHex(tree.root()) },
    parseSigningKey(key.skey),
  );
  const question = (overrides: Partial<LeafQuestion> = {}): LeafQuestion => ({
    hash: statementHash(stated),
    index,
    checkpointKey: key.vkey,
    readCheckpoint: async () => checkpoint,
    readTile,
    readHead: async () => ({ size, root: toHex(tree.root()) }),
    ...overrides,
  });
  return { leaves, tree, readTile, question };
}

const statusOf = async (question: LeafQuestion) =>
  Object.fromEntries((await checkLeaf(question)).map(({ name, status }) => [name, status]));
const ALL_PASS = { checkpoint: 'pass', leaf: 'pass', inclusion: 'pass', anchor: 'pass' };

describe('tiles of the log', () => {
  it('are named as the platform reads their names', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<number | 'entries'>('entries', 0, 1, 7),
        fc.nat(1_234_567),
        fc.integer({ min: 1, max: 256 }),
        (level, index, width) => {
          expect(parseTilePath(tilePath(level, index, width))).toEqual({ level, index, width });
        },
      ),
    );
  });

  it('give the same proofs as the tree they are of, for any size and leaf', async () => {
    const { tree, readTile } = buildLog(70_000, 0);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70_000 }), fc.nat(), async (size, number) => {
        const index = number % size;
        const own = await inclusionProof(index, size, tileHashes(size, readTile));
        expect(own).toEqual(await inclusionProof(index, size, tree));
      }),
      { numRuns: 30 },
    );
  });

  it('give each leaf of a bundle', async () => {
    const { leaves, readTile } = buildLog(300, 0);
    for (const index of [0, 1, 255, 256, 299])
      expect(await readLeaf(index, 300, readTile)).toEqual(leaves[index]);
  });
});

describe('whether a statement is in the log', () => {
  it('is shown by public files and the contract alone', async () => {
    expect(await statusOf(buildLog(700, 300).question())).toEqual(ALL_PASS);
    expect(await statusOf(buildLog(1, 0).question())).toEqual(ALL_PASS);
  });

  it('stays open for the contract until it is anchored', async () => {
    const { question } = buildLog(700, 300);
    const earlier = new MemoryTree(Array.from({ length: 200 }, (_, at) => uintBytes(at, 224)));
    const readHead = async () => ({ size: 200, root: toHex(earlier.root()) });
    expect(await statusOf(question({ readHead }))).toEqual({ ...ALL_PASS, anchor: 'unknown' });
  });

  it('is shown for a kind of a later version too', async () => {
    const { question } = buildLog(700, 300, parseStatement({ ...statement, kind: 'lent' }));
    expect(await statusOf(question())).toEqual(ALL_PASS);
  });

  it('fails where another statement stands at the place', async () => {
    const { question } = buildLog(700, 300);
    expect(await statusOf(question({ hash: filled(0x99) }))).toMatchObject({ leaf: 'fail' });
  });

  it('fails where the contract holds another log, or more of it than is shown', async () => {
    const { question } = buildLog(700, 300);
    const other = question({ readHead: async () => ({ size: 600, root: filled(0x77) }) });
    expect(await statusOf(other)).toMatchObject({ anchor: 'fail' });
    const more = question({ readHead: async () => ({ size: 701, root: filled(0x77) }) });
    expect(await statusOf(more)).toMatchObject({ anchor: 'fail' });
  });

  it('fails when a tile was changed, or another key signed', async () => {
    const { question, readTile } = buildLog(700, 300);
    const changedTile: ReadTile = async (path) => {
      const bytes = await readTile(path);
      return path.startsWith('0/') ? bytes.map((byte) => byte ^ 1) : bytes;
    };
    expect(await statusOf(question({ readTile: changedTile }))).toMatchObject({ inclusion: 'fail' });
    const checkpointKey = generateNoteKey(originOf(LOG_ID), new Uint8Array(32).fill(8)).vkey;
    expect(await statusOf(question({ checkpointKey }))).toEqual({ checkpoint: 'fail' });
  });
});

describe('what a reader of the log looks for', () => {
  it('has each kind of statement in one group', () => {
    const grouped = Object.values(KIND_GROUPS).flat();
    expect([...grouped].sort()).toEqual([...STATEMENT_KINDS].sort());
    for (const kind of STATEMENT_KINDS) expect(KIND_GROUPS[groupOf(kind)]).toContain(kind);
  });

  it('is read from the address, without what is no group', () => {
    expect(readGroups('sales,nonsense,consent')).toEqual(['consent', 'sales']);
    expect(readGroups(null)).toEqual([]);
  });
});
