import { afterEach, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { Asset, Term } from '@lanran/api/assets/domain/asset';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { ask } from './access-answers.ts';
import { assetOf, marksOf, memberOf, misspelled, SearchedCatalog } from './access-scene.ts';

const GUEST: Actor = { kind: 'anonymous' };
const [MUSEUM, XIJIANG] = [organizationIdOf('museum'), organizationIdOf('xijiang')];
const ITS_PEOPLE = [memberOf('museum'), memberOf('xijiang')];
const OTHERS = [GUEST, memberOf(), memberOf('archive'), memberOf('zhaoxing'), memberOf('accreditor')];

const opened: SearchedCatalog[] = [];
function searched(assets: readonly Asset[]): SearchedCatalog {
  const catalog = new SearchedCatalog(assets);
  opened.push(catalog);
  return catalog;
}
afterEach(async () => {
  for (const catalog of opened.splice(0)) await catalog.close();
});

function withTerms(number: number, access: Asset['metadata']['access'], terms: readonly Term[]): Asset {
  const asset = assetOf(number, { holder: MUSEUM }, access);
  return { ...asset, metadata: { ...asset.metadata, terms } };
}

async function termsFor(actor: Actor, assets: readonly Asset[]) {
  const { facets } = await ask(searched(assets), actor, { filter: {}, hasFacets: true });
  return facets?.terms.map(({ value: { code, en }, count }) => [code, en, count]);
}

describe('of what a reader may not see', () => {
  it('no name of a proposed term is shown, and another name counts as the same term', async () => {
    const velvet = (en: string): Term[] => [{ vocabulary: 'motif', code: 'velvet', en }];
    const assets = [
      withTerms(0, 'RESTRICTED', velvet('Secret velvet')),
      withTerms(1, 'LICENSED', velvet('Velvet')),
      withTerms(2, 'OPEN', velvet('Plush')),
      withTerms(3, 'OPEN', velvet('Velvet')),
    ];
    expect(await termsFor(GUEST, assets)).toEqual([['velvet', 'Velvet', 3]]);
    // As the oldest of what somebody sees calls it.
    expect(await termsFor(memberOf('museum'), assets)).toEqual([['velvet', 'Secret velvet', 4]]);
  });

  it('no name is left of a term that was named otherwise before', async () => {
    const fish = (en: string): Term[] => [{ vocabulary: 'motif', code: 'fish', en }];
    const catalog = searched([withTerms(0, 'OPEN', fish('Unspeakable'))]);
    await ask(catalog, GUEST, { filter: {} });
    catalog.catalog.put(withTerms(0, 'OPEN', fish('Fish')));
    const { facets } = await ask(catalog, GUEST, { filter: {}, hasFacets: true });
    expect(facets?.terms).toMatchObject([{ value: { en: 'Fish' }, count: 1 }]);
  });

  it('nothing decides which of equal terms, peoples and suggestions are first', async () => {
    const cloth = (code: string): Term => ({ vocabulary: 'material', code, en: `Cloth ${code}` });
    const dong: Term = { vocabulary: 'ethnicGroup', code: 'dong' };
    const hidden = withTerms(0, 'RESTRICTED', [cloth('hemp'), cloth('cotton'), dong]);
    const open = withTerms(1, 'OPEN', [
      cloth('cotton'),
      cloth('hemp'),
      { vocabulary: 'ethnicGroup', code: 'buyi' },
      dong,
    ]);
    const [whole, part] = [searched([hidden, open]), searched([open])];
    const question = { filter: {}, hasFacets: true };
    expect(await ask(whole, GUEST, question)).toEqual(await ask(part, GUEST, question));
    // Once known to everybody, in another order.
    const changed = searched([{ ...hidden, metadata: { ...hidden.metadata, access: 'OPEN' } }, open]);
    expect(await changed.searching.suggestions.suggest('c')).toEqual([]);
    changed.catalog.put(hidden);
    for (const text of ['co', 'he', 'clo', 'mus'])
      expect(await changed.searching.suggestions.suggest(text)).toEqual(
        await part.searching.suggestions.suggest(text),
      );
  });

  it('no number of them changes the order of very many others', async () => {
    const open = Array.from({ length: 300 }, (_, number) => {
      const asset = assetOf(number, { holder: MUSEUM }, 'LICENSED');
      const title = number < 260 ? `Heron ${'long '.repeat(number % 7)}` : 'Collar';
      return { ...asset, metadata: { ...asset.metadata, title: { en: title }, terms: [], description: {} } };
    });
    const hidden = Array.from({ length: 700 }, (_, number) =>
      assetOf(1_000 + number, { holder: MUSEUM }, 'RESTRICTED'),
    ).map((asset) => ({ ...asset, metadata: { ...asset.metadata, terms: [] } }));
    const [few, many] = [searched(open), searched([...hidden, ...open])];
    for (const text of ['heron', 'heron long', 'collar'])
      expect(await ask(many, GUEST, { filter: { text }, hasFacets: true })).toEqual(
        await ask(few, GUEST, { filter: { text }, hasFacets: true }),
      );
  });
});

describe('from the first question after', () => {
  const before = assetOf(1, { holder: MUSEUM, community: XIJIANG }, 'LICENSED');
  const others = [0, 2, 3].map((number) => assetOf(number, { holder: MUSEUM }, 'OPEN'));
  const marks = marksOf(1);
  const texts = [
    ...Object.values<string>({ ...marks }),
    before.id,
    misspelled(marks.title),
    'heron',
    '技',
    marks.title.slice(0, 9),
  ];

  it.each([
    ['it is restricted', { ...before, metadata: { ...before.metadata, access: 'RESTRICTED' } }],
    ['it is taken down', { ...before, isWithdrawn: true, isTakenDown: true }],
  ] satisfies [string, Asset][])('%s, an asset is as never there, but for its people', async (_, after) => {
    const catalog = searched([before, ...others]);
    const without = searched(others);
    for (const actor of [...OTHERS, ...ITS_PEOPLE])
      expect((await ask(catalog, actor, { filter: { text: marks.title } })).totalCount).toBe(1);
    catalog.catalog.put(after);
    for (const text of texts) {
      for (const actor of OTHERS)
        expect(await ask(catalog, actor, { filter: { text }, hasFacets: true })).toEqual(
          await ask(without, actor, { filter: { text }, hasFacets: true }),
        );
      expect(await catalog.searching.suggestions.suggest(text.slice(0, 9))).toEqual(
        await without.searching.suggestions.suggest(text.slice(0, 9)),
      );
    }
    for (const actor of ITS_PEOPLE) {
      const { items } = await ask(catalog, actor, { filter: { text: marks.title } });
      expect(items.map(({ id }) => id)).toEqual([before.id]);
    }
  });

  it('it is withdrawn, an asset is listed among the withdrawn alone', async () => {
    const catalog = searched([before, ...others]);
    const found = async (isWithdrawn: boolean) =>
      (await ask(catalog, GUEST, { filter: { text: marks.title, isWithdrawn } })).totalCount;
    expect([await found(false), await found(true)]).toEqual([1, 0]);
    catalog.catalog.put({ ...before, isWithdrawn: true });
    expect([await found(false), await found(true)]).toEqual([0, 1]);
  });
});
