import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoggedStatement } from '@lanran/api/log/domain/logged-statement';
import type { LeafStore } from '@lanran/api/log/ports/leaf-store';
import { fromHex, toHex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { type BodyField } from '@lanran/protocol/log/body';
import {
  assetIdOf,
  NO_COMMUNITY,
  organizationIdOf,
  parseAssetId,
  randomBytes32,
} from '@lanran/protocol/kernel/ids';
import { slotOf, type Statement, statementHash } from '@lanran/protocol/log/statement';
import type { StoresUnderTest } from './stores-under-test.ts';

const MUSEUM = organizationIdOf('museum');

interface LeafOverrides extends Partial<Omit<LoggedStatement, 'statement'>> {
  readonly statement?: Partial<Statement>;
}

function buildLeaf({ statement: stated, ...overrides }: LeafOverrides = {}): LoggedStatement {
  const statement: Statement = {
    kind: 'published',
    assetId: assetIdOf(MUSEUM, randomBytes32()),
    community: NO_COMMUNITY,
    previous: ZERO_32,
    bodyHash: randomBytes32(),
    issuedAt: 1_790_000_000,
    ...stated,
  };
  return {
    index: 0,
    statement,
    statementHash: statementHash(statement),
    slot: slotOf(statement),
    evidence: fromHex('0x00ff'),
    leaf: fromHex(`0x${'0a'.repeat(224)}`),
    leafHash: fromHex(randomBytes32()),
    body: [],
    openings: null,
    appendedAt: new Date(1_790_000_000_123),
    ...overrides,
  };
}

/** The log's leaves on any server of the protocol. */
export function describeLeaves(name: string, start: () => Promise<StoresUnderTest>): void {
  describe(`leaves in ${name}`, () => {
    let under: StoresUnderTest;
    let leaves: LeafStore;

    beforeAll(async () => {
      under = await start();
      leaves = under.stores.leaves;
    });
    afterAll(() => under.stop());

    async function append(overrides: LeafOverrides = {}): Promise<LoggedStatement> {
      const leaf = buildLeaf({ index: await leaves.size(), ...overrides });
      expect(await leaves.append(leaf)).toBeNull();
      return leaf;
    }

    it('is empty before the first leaf', async () => {
      expect(await leaves.size()).toBe(0);
      expect(await leaves.find(0)).toBeNull();
      expect(await leaves.list(0, 10)).toEqual([]);
    });

    it('appends many in their order, up to the first that is refused', async () => {
      const first = await leaves.size();
      const [a, b, c] = [buildLeaf({ index: first }), buildLeaf({ index: first + 1 }), buildLeaf()];
      expect(await leaves.appendAll([a, b])).toEqual({ count: 2, conflict: null });
      expect(await leaves.list(first, first + 2)).toEqual([a, b]);
      const next = [
        { ...c, index: first + 2 },
        { ...a, index: first + 3 },
        { ...buildLeaf(), index: first + 4 },
      ];
      expect(await leaves.appendAll(next)).toEqual({ count: 1, conflict: 'STATEMENT_TAKEN' });
      expect(await leaves.appendAll([buildLeaf({ index: first })])).toEqual({
        count: 0,
        conflict: 'INDEX_TAKEN',
      });
      expect(await leaves.size()).toBe(first + 3);
    });

    it('says which statements are in the log, and about which assets there are any', async () => {
      const [there, absent] = [await append(), buildLeaf()];
      const hashes = [there, absent].map((leaf) => leaf.statementHash);
      expect(await leaves.listLogged(hashes)).toEqual(new Set([there.statementHash]));
      const assetIds = [there, absent].map(({ statement }) => parseAssetId(statement.assetId));
      expect(await leaves.listStated(assetIds)).toEqual(new Set([there.statement.assetId]));
    });

    it('gives back any body exactly: its hash depends on every byte', async () => {
      const scalar = fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.boolean(),
        fc.constant(null),
        fc.maxSafeInteger(),
        fc
          .double({ noNaN: true, noDefaultInfinity: true })
          .map((value) => (Object.is(value, -0) ? 0 : value)),
      );
      const member = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9]{0,8}$/);
      const value = fc.oneof(
        scalar,
        fc.array(scalar),
        fc.dictionary(member, fc.oneof(scalar, fc.array(scalar))),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(value, { maxLength: 4 }), async (values) => {
          const body = values.map((each, at) => ({
            salt: randomBytes32(),
            name: `field${at}`,
            value: each,
          })) as BodyField[];
          const leaf = await append({ body });
          expect(await leaves.find(leaf.index)).toEqual(leaf);
        }),
        { numRuns: 60 },
      );
    });

    it('gives back openings, and times beyond 2106', async () => {
      const openings = {
        organizationId: MUSEUM,
        assetSalt: randomBytes32(),
        community: { id: organizationIdOf('xijiang'), salt: randomBytes32() },
      };
      const leaf = await append({ openings, statement: { issuedAt: 2 ** 40 } });
      expect(await leaves.find(leaf.index)).toEqual(leaf);
      expect(await leaves.findByStatementHash(leaf.statementHash)).toEqual(leaf);
      expect(await leaves.findByStatementHash(buildLeaf().statementHash)).toBeNull();
    });

    it('refuses a taken index, slot or statement by name, writing nothing', async () => {
      const leaf = await append();
      const size = await leaves.size();
      expect(await leaves.append(buildLeaf({ index: leaf.index }))).toBe('INDEX_TAKEN');
      expect(await leaves.append({ ...leaf, index: size })).toBe('STATEMENT_TAKEN');
      const rival = buildLeaf({ index: size, statement: { ...leaf.statement, bodyHash: randomBytes32() } });
      expect(await leaves.append(rival)).toBe('SLOT_TAKEN');
      expect(await leaves.size()).toBe(size);
      expect(await leaves.find(leaf.index)).toEqual(leaf);
    });

    it('gives an index to one of many who want it at once', async () => {
      const index = await leaves.size();
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => leaves.append(buildLeaf({ index }))),
      );
      expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'INDEX_TAKEN')).toHaveLength(9);
    });

    it('lists leaves, their hashes, and the statements of one asset in the order of the log', async () => {
      const first = await append();
      await append();
      const revised = await append({
        statement: { kind: 'revised', assetId: first.statement.assetId, previous: first.statementHash },
      });
      const listed = await leaves.list(first.index, revised.index + 1);
      expect(listed.map(({ index }) => index)).toEqual([first.index, first.index + 1, revised.index]);
      const hashes = await leaves.leafHashes(first.index, revised.index + 1);
      expect(hashes.map((hash) => toHex(hash))).toEqual(listed.map(({ leafHash }) => toHex(leafHash)));
      const { assetId } = first.statement;
      expect(await leaves.listByAsset(assetId)).toEqual([first, revised]);
      expect(await leaves.listByKinds(assetId, ['revised', 'withdrawn'])).toEqual([revised]);
    });

    it.each(['OLDEST_FIRST', 'NEWEST_FIRST'] as const)('pages through one asset’s (%s)', async (order) => {
      const first = await append();
      const { assetId } = first.statement;
      const revised = await append({
        statement: { kind: 'revised', assetId, previous: first.statementHash },
      });
      const [one, other] = order === 'OLDEST_FIRST' ? [first, revised] : [revised, first];
      const page = await leaves.pageByAsset(assetId, { first: 1, after: null }, order);
      expect(page).toMatchObject({ items: [{ item: one }], hasNextPage: true, totalCount: 2 });
      const after = page.items[0]?.cursor ?? null;
      const rest = await leaves.pageByAsset(assetId, { first: 1, after }, order);
      expect(rest).toMatchObject({ items: [{ item: other }], hasNextPage: false });
    });
  });
}
