import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/domain/actor';
import { ACCESS_LEVELS, type Asset, ASSET_KINDS, canView, type Term } from '@lanran/api/domain/asset';
import type { AssetFilter, Counted } from '@lanran/api/domain/asset-query';
import type { AssetStore } from '@lanran/api/ports/asset-store';
import { organizationIdOf, parseAssetId } from '@lanran/protocol/ids';
import { buildAsset } from '../../graphql/graphql-stage.ts';
import type { StoresUnderTest } from './stores-under-test.ts';

const PARTIES = ['museum', 'archive', 'xijiang'].map((slug) => organizationIdOf(slug));
const TERMS: readonly Term[] = [
  { vocabulary: 'technique', code: 'batik', en: 'Batik', zh: '蜡染' },
  { vocabulary: 'technique', code: 'tie-dye' },
  { vocabulary: 'motif', code: 'batik' },
];
const TODAY = 20_000;

/** The catalog's counts on any server of the protocol. */
export function describeFacets(name: string, start: () => Promise<StoresUnderTest>): void {
  describe(`facets and terms in ${name}`, () => {
    let under: StoresUnderTest;
    let client: MongoClient;
    let assets: AssetStore;

    beforeAll(async () => {
      under = await start();
      client = await new MongoClient(under.uri).connect();
      assets = under.stores.assets;
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

    it('count exactly what canView lets the audience see, in every facet', async () => {
      const party = fc.constantFrom(...PARTIES);
      const one = fc.record({
        holder: party,
        community: fc.option(party),
        access: fc.constantFrom(...ACCESS_LEVELS),
        kind: fc.constantFrom(...ASSET_KINDS),
        terms: fc.subarray([...TERMS]),
        isOnOffer: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(one, { maxLength: 10 }),
          fc.uniqueArray(party, { maxLength: 2 }),
          async (cases, organizationIds) => {
            await client.db().collection('assets').deleteMany({});
            const all = cases.map(({ holder, community, ...metadata }, number) => ({
              asset: numbered(number, { holder, community }, metadata),
              isOnOffer: metadata.isOnOffer,
            }));
            for (const { asset, isOnOffer } of all) {
              await assets.project(asset);
              await assets.setOnOffer(asset.id, isOnOffer);
            }
            const memberships = organizationIds.map((organizationId) => ({
              organizationId,
              kind: 'INSTITUTION' as const,
              role: 'VIEWER' as const,
            }));
            const actor: Actor = { kind: 'member', address: '0x', memberships };
            const seen = all.filter(({ asset }) => canView(actor, asset));
            const audience = { organizationIds };
            const facets = await assets.facets({ filter: {}, audience, today: TODAY, maxTerms: 100 });
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
            expect(said(facets.kinds)).toEqual(tally(seen.map(({ asset }) => asset.metadata.kind)));
            expect(said(facets.access)).toEqual(tally(seen.map(({ asset }) => asset.metadata.access)));
            expect(said(facets.communities)).toEqual(tally(seen.map(({ asset }) => asset.community)));
            expect(said(facets.holders)).toEqual(tally(seen.map(({ asset }) => asset.holder)));
            const key = ({ vocabulary, code }: Term) => `${vocabulary}/${code}`;
            const keyed = facets.terms.map(({ value, count }) => ({ value: key(value), count }));
            expect(said(keyed)).toEqual(tally(seen.flatMap(({ asset }) => asset.metadata.terms.map(key))));
            expect(facets.onOffer).toBe(seen.filter(({ isOnOffer }) => isOnOffer).length);
            const inUse = await assets.termsInUse('technique', audience);
            const techniques = seen
              .flatMap(({ asset }) => asset.metadata.terms)
              .filter(({ vocabulary }) => vocabulary === 'technique');
            expect(said(inUse.map(({ value, count }) => ({ value: key(value), count })))).toEqual(
              tally(techniques.map(key)),
            );
          },
        ),
        { numRuns: 30 },
      );
    });

    it('count under the filter, and name a term as most of its assets do', async () => {
      const batik = (en: string): Term => ({ vocabulary: 'technique', code: 'batik', en });
      await assets.project(numbered(0, {}, { terms: [batik('Wax')], kind: 'FILM' }));
      await assets.project(numbered(1, {}, { terms: [batik('Batik')] }));
      await assets.project(numbered(2, {}, { terms: [batik('Batik')] }));
      const count = async (filter: AssetFilter) =>
        (await assets.facets({ filter, audience: { organizationIds: [] }, today: TODAY, maxTerms: 1 })).terms;
      expect(await count({})).toEqual([{ value: batik('Batik'), count: 3 }]);
      expect(await count({ kind: 'FILM' })).toEqual([{ value: batik('Wax'), count: 1 }]);
    });

    it('find assets by all of several terms, by withdrawal, and by consent that has not lapsed', async () => {
      const ids = [0, 1, 2].map((number) => numbered(number, {}, {}).id);
      await assets.project(numbered(0, { isWithdrawn: true }, { terms: TERMS.slice(0, 2) }));
      await assets.project(numbered(1, {}, { terms: TERMS.slice(0, 1) }));
      await assets.project(numbered(2, {}, {}));
      await assets.setConsentUntil(ids.slice(0, 1), TODAY);
      await assets.setConsentUntil(ids.slice(1, 2), TODAY - 1);
      const find = async (filter: AssetFilter, today = TODAY) => {
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
      await assets.setConsentUntil(ids.slice(0, 1), null);
      expect(await find({ hasConsent: true })).toEqual([]);
    });

    it('find assets by whom their custody is offered to', async () => {
      const taker = organizationIdOf('taker');
      await assets.project(numbered(0, { custodyOffer: taker }, {}));
      await assets.project(numbered(1, { custodyOffer: organizationIdOf('another') }, {}));
      await assets.project(numbered(2, {}, {}));
      const find = async (filter: AssetFilter) => {
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
