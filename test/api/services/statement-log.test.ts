import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CheckpointSigner } from '@lanran/api/log/services/checkpoint-signer';
import { LogTree } from '@lanran/api/log/services/log-tree';
import { StatementLog } from '@lanran/api/log/services/statement-log';
import { fromHex, toHex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { originOf, verifyCheckpoint } from '@lanran/protocol/log/checkpoint';
import { assetIdOf, NO_COMMUNITY, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import { verifyConsistency, verifyInclusion } from '@lanran/protocol/log/merkle-check';
import { generateNoteKey, parseSigningKey } from '@lanran/protocol/log/note';
import type { Statement } from '@lanran/protocol/log/statement';
import { RememberedCheckpoint } from '../../support/remembered-checkpoint.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const HOLDER = organizationIdOf('museum');
const body = buildBody({ schema: 'lanran/published/1' });

function buildStatement(overrides: Partial<Statement> = {}): Statement {
  return {
    kind: 'published',
    assetId: assetIdOf(HOLDER, randomBytes32()),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: bodyHash(body),
    issuedAt: 1_790_000_000,
    ...overrides,
  };
}

const evidence = { type: 'note', signature: `0x${'11'.repeat(64)}` } as const;

describe('the statement log over a document store', () => {
  let stack: Stack;
  let log: StatementLog;
  let vkey: string;
  let signatures = 0;

  beforeAll(async () => {
    stack = await startStack();
    const key = generateNoteKey(originOf(stack.logId));
    vkey = key.vkey;
    log = openLog(key.skey);
  });
  afterAll(() => stack.stop());

  function openLog(skey: string): StatementLog {
    const { leaves, tiles } = stack.stores;
    const tree = new LogTree(leaves, tiles);
    const memory = new RememberedCheckpoint();
    const key = parseSigningKey(skey);
    const signer = new CheckpointSigner({ logId: stack.logId, key, memory, leaves, tree });
    return new StatementLog({
      leaves,
      tree,
      signer: {
        commitTo: (size) => signer.commitTo(size),
        sign: async (size) => {
          signatures += 1;
          return signer.sign(size);
        },
      },
      clock: { now: () => new Date(1_790_000_000_000) },
    });
  }

  it('signs the log as it is once for all who ask within a second', async () => {
    const signed = await Promise.all(Array.from({ length: 20 }, () => log.checkpoint()));
    const [first] = signed;
    expect(new Set(signed).size).toBe(1);
    expect(signatures).toBe(1);
    await log.append({ statement: buildStatement(), evidence, body });
    expect(await log.checkpoint()).not.toBe(first);
  });

  it('asks how large it is once for all nodes that are read together', async () => {
    const { leaves, tiles } = stack.stores;
    while ((await log.size()) < 4) await log.append({ statement: buildStatement(), evidence, body });
    const size = vi.fn(() => leaves.size());
    const tree = new LogTree({ size, leafHashes: (from, to) => leaves.leafHashes(from, to) }, tiles);

    await tree.readNodes([0, 1, 2, 3].map((index) => ({ level: 0, index })));

    expect(size).toHaveBeenCalledTimes(1);
  });

  it('gives concurrent appends of several processes indexes without gap or repeat', async () => {
    const first = await log.size();
    const other = openLog(generateNoteKey(originOf(stack.logId)).skey);
    const appended = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        (at % 2 === 0 ? log : other).append({ statement: buildStatement(), evidence, body }),
      ),
    );
    const indexes = appended.map(({ index }) => index).sort((left, right) => left - right);
    expect(indexes).toEqual(Array.from({ length: 40 }, (_, at) => first + at));
  });

  it('answers a repeated statement with the leaf it has', async () => {
    const statement = buildStatement();
    const once = await log.append({ statement, evidence, body });
    const size = await log.size();
    const again = await log.append({ statement, evidence, body });
    expect(again.index).toBe(once.index);
    expect(await log.size()).toBe(size);
  });

  it('refuses a second statement in the same place among the holder’s, and other evidence for one it has', async () => {
    const statement = buildStatement();
    await log.append({ statement, evidence, body });
    await expect(
      log.append({ statement: { ...statement, issuedAt: 1 }, evidence, body }),
    ).rejects.toMatchObject({
      code: 'STALE_STATEMENT',
    });
    const other = { type: 'note', signature: `0x${'22'.repeat(64)}` } as const;
    await expect(log.append({ statement, evidence: other, body })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('proves every leaf and every earlier size, across tile borders, to a checkpoint it signed', async () => {
    const missing = 520 - (await log.size());
    for (let added = 0; added < missing; added += 40) {
      await Promise.all(
        Array.from({ length: 40 }, () => log.append({ statement: buildStatement(), evidence, body })),
      );
    }
    const size = await log.size();
    const leaves = await stack.stores.leaves.leafHashes(0, size);
    const reference = new MemoryTree();
    for (const hash of leaves) reference.appendHash(hash);
    const checkpoint = verifyCheckpoint(await log.checkpoint(), vkey);
    expect(checkpoint).toMatchObject({ size, root: toHex(reference.root()) });
    const root = fromHex(checkpoint.root);
    for (const index of [0, 1, 255, 256, 257, 511, 512, size - 1]) {
      const leafHash = leaves[index] ?? new Uint8Array();
      const proof = await log.inclusionProof(index, size);
      expect(verifyInclusion({ leafHash, index, size, proof, root })).toEqual({ ok: true });
    }
    const indexes = [size - 1, 0, 256, size - 2, 511];
    const single = await Promise.all(indexes.map((index) => log.inclusionProof(index, size)));
    expect(await log.inclusionProofs(indexes, size)).toEqual(single);
    for (const size1 of [1, 255, 256, 300, 512, size]) {
      const proof = await log.consistencyProof(size1, size);
      const root1 = await log.rootAt(size1);
      expect(verifyConsistency({ size1, size2: size, root1, root2: root, proof })).toEqual({ ok: true });
    }
    expect((await log.tile(0, 1, 256))?.length).toBe(256 * 32);
    expect((await log.tile(1, 0, 2))?.length).toBe(2 * 32);
    expect(await log.tile(1, 0, 3)).toBeNull();
  });
});
