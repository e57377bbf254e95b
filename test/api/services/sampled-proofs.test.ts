import { describe, expect, it } from 'vitest';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import { findUnproven } from '@lanran/api/log/services/sampled-proofs';
import { toHex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { assetIdOf, NO_COMMUNITY, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { bodyHash, buildBody } from '@lanran/protocol/log/body';
import { encodeEvidence, type Evidence } from '@lanran/protocol/log/evidence';
import { encodeLeaf } from '@lanran/protocol/log/leaf';
import { MemoryTree } from '@lanran/protocol/log/memory-tree';
import type { Statement } from '@lanran/protocol/log/statement';

const EVIDENCE: Evidence = { type: 'member', signature: `0x${'1'.repeat(130)}` };

function buildLeaf(index: number): LoggedStatement {
  const body = buildBody({ number: index });
  const statement: Statement = {
    kind: 'published',
    assetId: assetIdOf(organizationIdOf('museum'), randomBytes32()),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: bodyHash(body),
    issuedAt: 1_790_000_000,
  };
  const leaf = encodeLeaf(statement, EVIDENCE);
  const evidence = encodeEvidence(EVIDENCE);
  return { index, statement, body: body.fields, evidence, leaf } as unknown as LoggedStatement;
}

describe('proofs of a sample of leaves', () => {
  const size = 21;
  const leaves = Array.from({ length: size }, (_, index) => buildLeaf(index));
  const root = toHex(new MemoryTree(leaves.map(({ leaf }) => leaf)).root());
  const sample = [0, 7, 20];

  /** Of the same log, with one leaf as it is stored now. */
  const unprovenWith = (changed: Partial<LoggedStatement> | null, index = 7) => {
    const stored = leaves.map((leaf) => (leaf.index === index ? changed && { ...leaf, ...changed } : leaf));
    const tree = new MemoryTree(stored.map((leaf, at) => (leaf ?? leaves[at])?.leaf ?? new Uint8Array()));
    return findUnproven({ leaves: { find: async (at) => stored[at] ?? null }, tree, size, root, sample });
  };

  it('hold where every leaf is what it was', async () => {
    expect(await unprovenWith({})).toBeNull();
  });

  it.each([
    ['statement', { statement: buildLeaf(7).statement }],
    ['evidence', { evidence: encodeEvidence({ ...EVIDENCE, signature: `0x${'2'.repeat(130)}` }) }],
    ['body', { body: buildBody({ number: 8 }).fields }],
  ])('name the leaf beside which another %s is stored', async (_, changed) => {
    expect(await unprovenWith(changed)).toBe(7);
  });

  it('name the leaf that is missing', async () => {
    expect(await unprovenWith(null)).toBe(7);
  });

  it('fail where a leaf that is not in the sample is another', async () => {
    expect(await unprovenWith(buildLeaf(8), 8)).toBe(0);
  });
});
