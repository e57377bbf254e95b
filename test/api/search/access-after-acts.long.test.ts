import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { reasonHashOf } from '@lanran/protocol/assets/reason-text';
import { type AssetId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { AccessLevel } from '@lanran/api/assets/domain/asset';
import type { AssetFilter } from '@lanran/api/assets/domain/asset-query';
import type { AssetStore } from '@lanran/api/assets/ports/asset-store';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { LocalAssetIndex } from '@lanran/api/search/adapters/libsql/local-asset-index';
import { composeSearch } from '@lanran/api/search/compose';
import type { Act } from '@lanran/sdk/acts/relaying';
import {
  acceptCustodyAct,
  cancelCustodyAct,
  offerCustodyAct,
  withdrawAct,
} from '@lanran/sdk/custody/custody-acts';
import { disputeAct, resolveDisputeAct, retractDisputeAct } from '@lanran/sdk/disputes/dispute-acts';
import { takeDownAct } from '@lanran/sdk/takedowns/take-down-acts';
import { withdrawConsentAct } from '../../support/collection-acts.ts';
import { SHIPPED_READER } from '../../support/concepts.ts';
import { actorOf, admit, newPerson, type Person, relayAct } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import { buildWish, consentAct, offeringAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { ask, type Question } from './access-answers.ts';
import { misspelled } from './access-scene.ts';
import { NO_COLORS } from './catalog-double.ts';

const OWNERS = {
  museum: 'INSTITUTION',
  archive: 'INSTITUTION',
  xijiang: 'COMMUNITY',
  zhaoxing: 'COMMUNITY',
  studio: 'STUDIO',
  auditor: 'AUDITOR',
} as const;
type Slug = keyof typeof OWNERS;
const SLUGS = Object.keys(OWNERS) as Slug[];
const REASON_HASH = reasonHashOf('Not theirs.');
const [MUSEUM, ARCHIVE, XIJIANG] = ['museum', 'archive', 'xijiang'].map((slug) => organizationIdOf(slug)) as [
  ReturnType<typeof organizationIdOf>,
  ReturnType<typeof organizationIdOf>,
  ReturnType<typeof organizationIdOf>,
];

/** What is to be said of an asset, kept by hand. */
interface Told {
  readonly id: AssetId;
  /** A word that no other asset has. */
  readonly word: string;
  readonly access: AccessLevel;
  /** Null: everybody. */
  readonly people: readonly Slug[] | null;
  readonly isSold: boolean;
  readonly hasConsent: boolean;
}

/** The acts follow each other. */
describe('after each signed act, every reader', () => {
  let stack: Stack;
  let services: Services;
  const people = new Map(SLUGS.map((slug) => [slug, newPerson()]));
  const nobody = newPerson();
  let told: { licensed: Told; restricted: Told; open: Told };
  const opened: { readonly index: LocalAssetIndex; readonly directory: string }[] = [];

  beforeAll(async () => {
    stack = await startStack();
    services = await openServices(stack);
    for (const slug of SLUGS) await admit(services, { slug, kind: OWNERS[slug], owner: personOf(slug) });
    told = {
      licensed: await publish('wexilbrand', 'LICENSED'),
      restricted: await publish('quozhandel', 'RESTRICTED'),
      open: await publish('jumptrifol', 'OPEN'),
    };
  });
  afterAll(async () => {
    await stack.stop();
    for (const { index, directory } of opened) {
      await index.close();
      rmSync(directory, { recursive: true });
    }
  });
  beforeEach(() => services.clock.catchUp());

  function personOf(slug: Slug): Person {
    return people.get(slug) ?? nobody;
  }

  async function publish(word: string, access: AccessLevel): Promise<Told> {
    const community = access === 'OPEN' ? null : XIJIANG;
    const content = buildContent({ access, community, title: { en: `Heron ${word}` } });
    const { assetId } = await publishAsset(services, personOf('museum'), { organizationId: MUSEUM, content });
    const seenBy = access === 'RESTRICTED' ? (['museum', 'xijiang'] as const) : null;
    return { id: assetId, word, access, people: seenBy, isSold: false, hasConsent: false };
  }

  async function act(slug: Slug, signed: Act): Promise<void> {
    await relayAct(services, personOf(slug), signed);
  }

  function say(name: keyof typeof told, changed: Partial<Told>): void {
    told = { ...told, [name]: { ...told[name], ...changed } };
  }

  /** A search over the same stores, in which nothing but these assets is, with its index made: a question waits only a second for that. */
  async function searchOver(ids: readonly AssetId[]) {
    const searching = composeSearchOver(ids);
    const answers = async () =>
      searching.search.facets({ kind: 'anonymous' }, {}).then(
        () => true,
        () => false,
      );
    await vi.waitUntil(answers, { timeout: 30_000, interval: 20 });
    return searching;
  }

  function composeSearchOver(ids: readonly AssetId[]) {
    const { assets } = stack.stores;
    const only: Pick<AssetStore, 'listChanged' | 'findAvailable' | 'findShown' | 'count'> = {
      listChanged: async (...asked) =>
        (await assets.listChanged(...asked)).filter(({ asset }) => ids.includes(asset.id)),
      findAvailable: async (asked) => assets.findAvailable(asked.filter((id) => ids.includes(id))),
      findShown: async (asked, leaves) =>
        assets.findShown(
          asked.filter((id) => ids.includes(id)),
          leaves,
        ),
      count: async () => ids.length,
    };
    const directory = mkdtempSync(join(tmpdir(), 'lanran-acts-'));
    const index = new LocalAssetIndex(directory);
    opened.push({ index, directory });
    return composeSearch(
      { ...stack.stores, assets: only as AssetStore, concepts: SHIPPED_READER, cursors: {} as never },
      {
        index,
        projection: { position: () => services.log.size() },
        coverColors: NO_COLORS,
        lookEveryMs: 1_000,
        clock: services.clock,
        logger: { info: () => undefined, warn: () => undefined } as never,
      },
    );
  }

  function questions(): Question[] {
    const words = Object.values(told).flatMap(({ word, id }) => [word, misspelled(word), id]);
    const { exclusive: _, territories, ...uses } = buildWish(services);
    const filters: AssetFilter[] = [
      {},
      ...[...words, 'heron', 'heron xijiang', 'museum'].map((text) => ({ text })),
      { licensable: { ...uses, territories: territories.toString() } },
      ...[true, false].flatMap((is) => [{ onOffer: is }, { hasConsent: is }, { hasOffer: is }]),
      ...[true, false].flatMap((is) => [{ isWithdrawn: is }, { isCustodyOffered: is }]),
      { custodyOfferedTo: ARCHIVE },
      { holder: MUSEUM },
      { community: XIJIANG },
    ];
    return filters.map((filter) => ({ filter, hasFacets: true }));
  }

  /** Every reader finds what is told of it, and the rest is as never there: results, counts, facets, corrections, suggestions. */
  async function expectAsTold(): Promise<void> {
    const all = Object.values(told);
    const readers: [Slug | null, Actor][] = [
      [null, { kind: 'anonymous' }],
      [null, await actorOf(services, nobody)],
    ];
    for (const slug of SLUGS) readers.push([slug, await actorOf(services, personOf(slug))]);
    const { suggestions: suggestedTo } = await searchOver(
      all.filter((each) => each.people === null).map(({ id }) => id),
    );
    for (const { word } of all)
      expect(await services.suggestions.suggest(word.slice(0, 5))).toEqual(
        await suggestedTo.suggest(word.slice(0, 5)),
      );
    const alike = new Map<string, ReturnType<typeof composeSearchOver>>();
    for (const [slug, actor] of readers) {
      const seen = all.filter(
        (each) => each.people === null || (slug !== null && each.people.includes(slug)),
      );
      const key = seen.map(({ id }) => id).join();
      const theirs = alike.get(key) ?? (await searchOver(seen.map(({ id }) => id)));
      alike.set(key, theirs);
      const total = async (filter: AssetFilter) => (await services.search.facets(actor, filter)).onOffer;
      expect(await total({})).toBe(seen.filter(({ isSold }) => isSold).length);
      for (const { word, ...each } of all) {
        const { items } = await services.search.search(actor, {
          ...{ filter: { text: word }, sort: 'RELEVANCE', page: { first: 10, after: null } },
          hasFacets: false,
        });
        const isSeen = seen.some(({ id }) => id === each.id);
        expect({ word, slug, isFound: items.some(({ asset }) => asset.id === each.id) }).toEqual({
          word,
          slug,
          isFound: isSeen,
        });
        if (!isSeen) continue;
        expect(items[0]?.sale.isNow).toBe(each.isSold);
        expect(await services.savedSearches.count(actor, { text: word, hasConsent: true })).toBe(
          Number(each.hasConsent),
        );
      }
      for (const question of questions())
        expect(await ask({ searching: services }, actor, question)).toEqual(
          await ask({ searching: theirs }, actor, question),
        );
    }
  }

  it('finds what was published, as far as it exists for them', async () => {
    await expectAsTold();
  });

  it('finds it for sale once it is consented to and offered', async () => {
    const [{ id: licensed }, { id: open }] = [told.licensed, told.open];
    await act('xijiang', consentAct(services, licensed, { holder: MUSEUM }));
    await act('museum', offeringAct(services, licensed));
    await act('museum', offeringAct(services, open, { communityShareBps: 0 }));
    say('licensed', { isSold: true, hasConsent: true });
    say('open', { isSold: true });
    await expectAsTold();
  });

  it('finds it for sale no more once the council has withdrawn its consent, until it consents again', async () => {
    const { id } = told.licensed;
    await act('xijiang', withdrawConsentAct(id));
    say('licensed', { isSold: false, hasConsent: false });
    await expectAsTold();
    await act('xijiang', consentAct(services, id, { holder: MUSEUM }));
    say('licensed', { isSold: true, hasConsent: true });
    await expectAsTold();
  });

  it('finds it for sale no more while it is disputed', async () => {
    const dispute = { assetId: told.licensed.id, organizationId: XIJIANG };
    await act('xijiang', disputeAct({ ...dispute, reasonHash: REASON_HASH }));
    say('licensed', { isSold: false });
    await expectAsTold();
    await act('xijiang', retractDisputeAct(dispute));
    say('licensed', { isSold: true });
    await expectAsTold();
  });

  it('learns nothing of a dispute about what does not exist for them', async () => {
    const dispute = { assetId: told.restricted.id, organizationId: XIJIANG };
    await act('xijiang', disputeAct({ ...dispute, reasonHash: REASON_HASH }));
    await expectAsTold();
    const accreditor = newPerson(stack.accreditor.privateKey);
    await relayAct(services, accreditor, resolveDisputeAct({ ...dispute, reasonHash: REASON_HASH }));
    await expectAsTold();
  });

  it('finds what is restricted while it is offered to them, and no more once the offer is taken back', async () => {
    await act('museum', offerCustodyAct(told.restricted.id, ARCHIVE));
    say('restricted', { people: ['museum', 'xijiang', 'archive'] });
    await expectAsTold();
    await act('museum', cancelCustodyAct(told.restricted.id));
    say('restricted', { people: ['museum', 'xijiang'] });
    await expectAsTold();
  });

  it('finds what is restricted once they hold it, and no more once they handed it over', async () => {
    const { id } = told.restricted;
    await act('museum', offerCustodyAct(id, ARCHIVE));
    await act('archive', acceptCustodyAct({ assetId: id, holder: MUSEUM, taker: ARCHIVE }));
    say('restricted', { people: ['xijiang', 'archive'] });
    await expectAsTold();
  });

  it('finds what was withdrawn, and not for sale', async () => {
    await act('museum', withdrawAct(told.open.id));
    say('open', { isSold: false });
    await expectAsTold();
  });

  it('but its people finds nothing of what was taken down', async () => {
    const { id } = told.licensed;
    const order = { assetId: id, scope: {}, reason: 'Not to be seen.', despiteLicenses: false };
    const stated = await services.takeDownPlans.state(await actorOf(services, personOf('museum')), order);
    await act('museum', takeDownAct({ assetId: id, organizationId: MUSEUM, ...stated }));
    say('licensed', { people: ['museum', 'xijiang'], isSold: false });
    await expectAsTold();
  });
});
