import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { ACCESS_LEVELS, type Asset, ASSET_KINDS, canView, type Term } from '@lanran/api/assets/domain/asset';
import { NEVER_FOR_SALE } from '@lanran/api/assets/domain/availability';
import type { Counted, MeantFilter } from '@lanran/api/assets/domain/asset-query';
import { type CatalogTerm, catalogTermsOf } from '@lanran/api/assets/domain/catalog-term';
import type { AssetStore } from '@lanran/api/assets/ports/asset-store';
import { parseDay } from '@lanran/protocol/kernel/day';
import { type OrganizationId, organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import { TECHNIQUE } from '@lanran/protocol/assets/vocabulary';
import { buildAsset } from '../../graphql/graphql-stage.ts';
import { shipConcepts, shippedConcepts } from '../../../support/concepts.ts';
import type { StoresUnderTest } from './stores-under-test.ts';

const PARTIES = ['museum', 'archive', 'xijiang'].map((slug) => organizationIdOf(slug));
const TERMS: readonly Term[] = [
  { vocabulary: 'technique', code: 'batik', en: 'Batik', zh: '蜡染' },
  { vocabulary: 'technique', code: 'tie-dye' },
  { vocabulary: 'motif', code: 'batik' },
];
const TODAY = 20_000;

/** The catalog's lists and terms on any server of the protocol. */
export function describeLists(name: string, start: () => Promise<StoresUnderTest>): void {
  describe(`lists and terms in ${name}`, () => {
    let under: StoresUnderTest;
    let client: MongoClient;
    let assets: AssetStore;

    beforeAll(async () => {
      under = await start();
      client = await new MongoClient(under.uri).connect();
      assets = under.stores.assets;
      await shipConcepts(under.stores);
    });
    afterAll(async () => {
      await client.close();
      await under.stop();
    });
    beforeEach(async () => {
      await client.db().collection('assets').deleteMany({});
    });

    const numbered = (number: number, overrides: Partial<Asset>, metadata: Partial<Asset['metadata']>) =>
      buildAsset(
        {
          id: parseAssetId(`0x${(number + 1).toString(16).padStart(64, '0')}`),
          publishedIndex: number,
          ...overrides,
        },
        metadata,
      );

    it('count and list exactly what canView lets the audience see', async () => {
      const party = fc.constantFrom(...PARTIES);
      const near = fc.integer({ min: TODAY - 2, max: TODAY + 2 });
      const days = fc.record({ firstDay: near, lastDay: near });
      const one = fc.record({
        holder: party,
        community: fc.option(party),
        access: fc.constantFrom(...ACCESS_LEVELS),
        kind: fc.constantFrom(...ASSET_KINDS),
        terms: fc.subarray([...TERMS]),
        saleDays: fc.array(days, { maxLength: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(one, { maxLength: 10 }),
          fc.uniqueArray(party, { maxLength: 2 }),
          async (cases, organizationIds) => {
            await client.db().collection('assets').deleteMany({});
            const all = cases.map(({ holder, community, saleDays, ...metadata }, number) => ({
              asset: numbered(number, { holder, community }, metadata),
              saleDays: saleDays.toSorted((left, right) => left.lastDay - right.lastDay),
            }));
            for (const { asset, saleDays } of all) {
              await assets.project(asset);
              await assets.setAvailability([asset.id], { ...NEVER_FOR_SALE, saleDays }, 9);
            }
            const memberships = organizationIds.map((organizationId) => ({
              organizationId,
              kind: 'INSTITUTION' as const,
              role: 'VIEWER' as const,
            }));
            const actor: Actor = { kind: 'member', address: '0x', memberships };
            const seen = all.filter(({ asset }) => canView(actor, asset));
            const audience = { organizationIds };
            const tally = (values: readonly unknown[]) =>
              Object.fromEntries<number>(
                [...new Set(values)].map((value): [string, number] => [
                  String(value),
                  values.filter((each) => each === value).length,
                ]),
              );
            const said = (counted: readonly Counted<unknown>[]) =>
              Object.fromEntries<number>(
                counted.map(({ value, count }): [string, number] => [String(value), count]),
              );
            const key = ({ vocabulary, code, proposedBy }: CatalogTerm) =>
              `${vocabulary}/${code}/${proposedBy ?? ''}`;
            const concepts = await shippedConcepts();
            const terms = seen.flatMap(({ asset: { metadata, holder } }) =>
              catalogTermsOf(metadata.terms, { holder, concepts }),
            );
            const page = { first: 100, after: null };
            const listed = await assets.list({ filter: {}, sort: 'OLDEST', page, audience, today: TODAY });
            expect(listed.items.map(({ item }) => item.id)).toEqual(seen.map(({ asset }) => asset.id));
            const inUse = await assets.termsInUse('technique', audience);
            const techniques = terms.filter(({ vocabulary }) => vocabulary === 'technique');
            expect(said(inUse.map(({ value, count }) => ({ value: key(value), count })))).toEqual(
              tally(techniques.map(key)),
            );
          },
        ),
        { numRuns: 30 },
      );
    });

    const termsInUse = async () => assets.termsInUse('technique', { organizationIds: [] });
    const found = async (filter: MeantFilter) => {
      const page = { first: 10, after: null };
      const audience = { organizationIds: [] };
      const { items } = await assets.list({ filter, sort: 'OLDEST', page, audience, today: TODAY });
      return items.map(({ item }) => item.publishedIndex);
    };

    it('list what was published on a day of UTC, and say by which leaves', async () => {
      const moments = [
        '2026-05-01T23:59:59Z',
        '2026-05-02T00:00:00Z',
        '2026-05-02T23:59:59Z',
        '2026-05-03T00:00:00Z',
      ];
      for (const [number, moment] of moments.entries())
        await assets.project(numbered(number, { publishedAt: new Date(moment) }, {}));
      const day = (text: string) => new Date(`${text}T00:00:00Z`);
      expect(await found({ publishedOn: parseDay('2026-05-02') })).toEqual([1, 2]);
      expect(await assets.findLeaves({ from: day('2026-05-02'), before: day('2026-05-03') })).toEqual({
        from: 1,
        before: 3,
      });
      expect(await assets.findLeaves({ from: day('2026-05-04'), before: day('2026-05-05') })).toBeNull();
    });

    it('name a term of the vocabulary as that does, whatever assets call it', async () => {
      const batik = (code: string, en?: string): Term => ({
        vocabulary: 'technique',
        code,
        ...(en && { en }),
      });
      await assets.project(numbered(0, {}, { terms: [batik('batik', 'Wax')], kind: 'FILM' }));
      await assets.project(numbered(1, {}, { terms: [batik('batik', 'Wax')] }));
      await assets.project(numbered(2, {}, { terms: [batik('wax-painting', '蜡染')] }));
      const value = { ...TECHNIQUE.batik, proposedBy: null };
      expect(await termsInUse()).toEqual([{ value, count: 3 }]);
      expect(await found({ term: { vocabulary: 'technique', code: 'batik' } })).toEqual([0, 1, 2]);
    });

    it('keep apart what two holders propose by one code, each as its own assets name it', async () => {
      const [museum, archive] = PARTIES as [OrganizationId, OrganizationId, OrganizationId];
      const velvet = (en: string): Term => ({ vocabulary: 'technique', code: 'velvet', en });
      await assets.project(numbered(0, { holder: museum }, { terms: [velvet('Velvet')] }));
      await assets.project(numbered(1, { holder: museum }, { terms: [velvet('Velvet')] }));
      await assets.project(numbered(2, { holder: archive }, { terms: [velvet('Plush')] }));
      expect(await termsInUse()).toEqual([
        { value: { ...velvet('Velvet'), proposedBy: museum }, count: 2 },
        { value: { ...velvet('Plush'), proposedBy: archive }, count: 1 },
      ]);
      const key = { vocabulary: 'technique', code: 'velvet' } as const;
      expect(await found({ term: { ...key, proposedBy: archive } })).toEqual([2]);
      expect(await found({ terms: [{ ...key, proposedBy: museum }] })).toEqual([0, 1]);
      expect(await found({ term: key })).toEqual([0, 1, 2]);
    });

    it('find assets by all of several terms, by withdrawal, and by consent that has not lapsed', async () => {
      const ids = [0, 1, 2].map((number) => numbered(number, {}, {}).id);
      await assets.project(numbered(0, { isWithdrawn: true }, { terms: TERMS.slice(0, 2) }));
      await assets.project(numbered(1, {}, { terms: TERMS.slice(0, 1) }));
      await assets.project(numbered(2, {}, {}));
      await assets.setAvailability(ids.slice(0, 1), { ...NEVER_FOR_SALE, consentUntil: TODAY }, 9);
      await assets.setAvailability(ids.slice(1, 2), { ...NEVER_FOR_SALE, consentUntil: TODAY - 1 }, 9);
      const find = async (filter: MeantFilter, today = TODAY) => {
        const page = { first: 10, after: null };
        const found = await assets.list({
          filter,
          sort: 'OLDEST',
          page,
          audience: { organizationIds: [] },
          today,
        });
        return found.items.map(({ item }) => item.publishedIndex);
      };
      expect(await find({ terms: TERMS.slice(0, 2) })).toEqual([0]);
      expect(await find({ terms: TERMS.slice(0, 1) })).toEqual([0, 1]);
      expect(await find({ isWithdrawn: true })).toEqual([0]);
      expect(await find({ isWithdrawn: false })).toEqual([1, 2]);
      expect(await find({ hasConsent: true })).toEqual([0]);
      expect(await find({ hasConsent: false })).toEqual([1, 2]);
      expect(await find({ hasConsent: true }, TODAY + 1)).toEqual([]);
      await assets.setAvailability(ids.slice(0, 1), NEVER_FOR_SALE, 9);
      expect(await find({ hasConsent: true })).toEqual([]);
    });

    it('find assets by terms of which any is enough, and count what the audience sees', async () => {
      const technique = (code: string): Term => ({ vocabulary: 'technique', code });
      await assets.project(numbered(0, {}, { terms: [technique('wax-resist'), technique('tie-dye')] }));
      await assets.project(numbered(1, {}, { terms: [technique('velvet')] }));
      await assets.project(numbered(2, {}, { terms: [], description: { en: 'Like batik.' } }));
      await assets.project(numbered(3, {}, { terms: [technique('tie-dye')], access: 'RESTRICTED' }));
      const anyTerm = [technique('batik'), technique('velvet'), technique('tie-dye')];
      expect(await found({ anyTerm })).toEqual([0, 1]);
      expect(await found({ anyTerm, terms: [technique('tie-dye')] })).toEqual([0]);
      expect(await found({ anyTerm: [] })).toEqual([]);
      const page = { first: 1, after: null };
      const asked = { filter: { anyTerm }, sort: 'OLDEST', page, today: TODAY } as const;
      const { totalCount } = await assets.list({ ...asked, audience: { organizationIds: [] } });
      expect(totalCount).toBe(2);
    });

    it('find assets by the days on which they can be licensed, and by offers that are not over', async () => {
      const spans = [
        [
          [TODAY - 1, TODAY],
          [TODAY + 3, TODAY + 4],
        ],
        [[TODAY + 2, TODAY + 2]],
        [],
      ] as const;
      for (const [number, stretches] of spans.entries()) {
        const asset = numbered(number, {}, {});
        await assets.project(asset);
        const saleDays = stretches.map(([firstDay, lastDay]) => ({ firstDay, lastDay }));
        await assets.setAvailability(
          [asset.id],
          { ...NEVER_FOR_SALE, offeredUntil: TODAY + number, saleDays },
          9,
        );
      }
      const find = async (filter: MeantFilter, today: number) => {
        const page = { first: 10, after: null };
        const audience = { organizationIds: [] };
        const found = await assets.list({ filter, sort: 'OLDEST', page, audience, today });
        expect(found.totalCount).toBe(found.items.length);
        return found.items.map(({ item }) => item.publishedIndex);
      };
      const sold = await Promise.all([0, 1, 2, 3, 4, 5].map((day) => find({ onOffer: true }, TODAY + day)));
      expect(sold).toEqual([[0], [], [1], [0], [0], []]);
      expect(await find({ onOffer: false }, TODAY)).toEqual([1, 2]);
      expect(await find({ hasOffer: true }, TODAY + 1)).toEqual([1, 2]);
      expect(await find({ hasOffer: false }, TODAY + 1)).toEqual([0]);
    });

    it('find assets by whom their custody is offered to', async () => {
      const taker = organizationIdOf('taker');
      await assets.project(numbered(0, { custodyOffer: taker }, {}));
      await assets.project(numbered(1, { custodyOffer: organizationIdOf('another') }, {}));
      await assets.project(numbered(2, {}, {}));
      const find = async (filter: MeantFilter) => {
        const found = await assets.list({
          filter,
          sort: 'OLDEST',
          page: { first: 10, after: null },
          audience: { organizationIds: [] },
          today: TODAY,
        });
        return found.items.map(({ item }) => item.publishedIndex);
      };
      expect(await find({ custodyOfferedTo: taker })).toEqual([0]);
      expect(await find({ isCustodyOffered: true })).toEqual([0, 1]);
      expect(await find({ isCustodyOffered: false })).toEqual([2]);
    });
  });
}
