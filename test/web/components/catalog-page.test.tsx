import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CatalogPage } from '../../../web/features/catalog/pages/catalog-page.tsx';
import { resultText } from '../../../web/features/catalog/words/result-text.ts';
import { catalogText } from '../../../web/features/catalog/words/text.ts';
import { textFaultText } from '../../../web/lib/catalog/text-fault-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel, mediumText } from '../../../web/lib/territories/window-text.ts';
import { LANGUAGES } from './rendered.tsx';
import { answering, Refusal, renderPage } from './search-platform.tsx';

const NO_FACETS = {
  onOffer: 0,
  kinds: [],
  access: [],
  communities: [],
  holders: [],
  peoples: [],
  colors: [],
  terms: [],
};
const FACETS = { ...NO_FACETS, kinds: [{ value: 'PATTERN', count: 3 }] };
const ASSET = {
  id: '0xa',
  kind: 'PATTERN',
  synthetic: false,
  isWithdrawn: false,
  title: { en: 'Butterfly', zh: '蝴蝶' },
  holder: { id: '0x1', name: { en: 'Museum', zh: '博物馆' } },
  community: null,
  cover: null,
  missingPicture: null,
};
const TOKEN = `0x${'11'.repeat(20)}`;
const EDGE = {
  sale: { isNow: true, from: [{ amount: '1200', token: TOKEN }] },
  node: ASSET,
  highlights: [
    { field: 'TITLE', text: 'Butterfly', spans: [{ start: 0, end: 9 }] },
    { field: 'TITLE', text: '蝴蝶', spans: [{ start: 0, end: 2 }] },
  ],
  relevance: {
    parts: [{ text: 'hudie', kind: 'CONCEPT', field: 'terms', meant: { en: 'Butterfly', zh: '蝴蝶' } }],
  },
};

function pageOf(overrides: object) {
  const pageInfo = { endCursor: null, hasNextPage: false };
  return {
    assets: {
      totalCount: 1,
      isWhole: true,
      leftOut: [],
      parts: [],
      facets: FACETS,
      pageInfo,
      edges: [EDGE],
      ...overrides,
    },
  };
}
const NOTHING = { totalCount: 0, edges: [], facets: NO_FACETS };

beforeEach(() => {
  // What happy-dom lacks.
  vi.stubGlobal('PerformanceNavigationTiming', class {});
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

describe.each(LANGUAGES)('the catalog of a text (%s)', (language) => {
  const t = textIn(resultText, language);
  const words = textIn(catalogText, language);
  const title = ASSET.title[language];

  it('asks once for a page with its facets, and says why each result is there', async () => {
    const { asked } = answering(() => pageOf({}));
    const { user } = renderPage(language, <CatalogPage />, '/catalog?text=hudie');
    await user.click(await screen.findByRole('button', { name: t('whyOf', { title }) }));
    expect(
      screen.getByText(t('reasons.CONCEPT', { text: 'hudie', meant: title, where: t('fields.terms') })),
    ).toBeDefined();
    expect(document.querySelector('mark')?.textContent).toBe(title);
    expect(screen.getByText(words('kinds.PATTERN'))).toBeDefined();
    const pages = asked.filter(({ name }) => name === 'CatalogAssets');
    expect(pages.map(({ variables }) => [variables['sort'], variables['isFirst']])).toEqual([
      ['RELEVANCE', true],
    ]);
  });

  it('says which part found nothing, what was searched instead, and leaves a part out', async () => {
    const parts = [
      { text: 'buterfly', count: 1, instead: 'butterfly' },
      { text: 'qqq', count: 0, instead: null },
    ];
    answering(() => pageOf({ parts, isWhole: false }));
    const { user, router } = renderPage(language, <CatalogPage />, '/catalog?text=buterfly%20qqq');
    await screen.findByText(t('notWhole'));
    screen.getByText(t('insteadOf', { text: 'buterfly', instead: 'butterfly' }));
    screen.getByText(t('nothingHas', { text: 'qqq' }));
    await user.click(screen.getByRole('button', { name: t('without', { text: 'qqq' }) }));
    expect(router.state.location.search).toBe('?text=buterfly');
  });

  it('is named by the text, and says what a minus sign left out', async () => {
    answering(() => pageOf({ leftOut: ['-red'] }));
    renderPage(language, <CatalogPage />, '/catalog?text=butterfly%20-red');
    await screen.findByText(t('leftOut', { text: '-red' }));
    screen.getByRole('heading', { level: 1, name: `butterfly -red · ${words('title')}` });
    expect(document.title).toContain(`butterfly -red · ${words('title')} · `);
  });

  it('says that the color is the reason, and has one group for peoples', async () => {
    const meant = { en: 'blue', zh: '蓝' };
    const relevance = { parts: [{ text: '蓝色', kind: 'COLOR', field: 'color', meant }] };
    const miao = { en: 'Miao', zh: '苗族' };
    const term = { vocabulary: 'ethnicGroup', code: 'miao', ...miao, proposedBy: null };
    const peoples = [{ code: 'miao', name: miao, count: 1 }];
    const facets = { ...FACETS, peoples, terms: [{ term, count: 1 }] };
    answering(() => pageOf({ edges: [{ ...EDGE, relevance }], facets }));
    const { user } = renderPage(language, <CatalogPage />, '/catalog?text=%E8%93%9D%E8%89%B2');
    await user.click(await screen.findByRole('button', { name: t('whyOf', { title }) }));
    screen.getByText(t('reasons.COLOR', { meant: meant[language] }));
    screen.getByRole('group', { name: words('names.people') });
    expect(screen.queryByRole('group', { name: words('names.ethnicGroup') })).toBeNull();
  });

  it('names the filter to drop where nothing fits', async () => {
    answering(({ name, variables }) => {
      const { filter } = variables as { readonly filter: { readonly kind?: string } };
      return name === 'CatalogCount'
        ? { assets: { totalCount: filter.kind === undefined ? 5 : 0 } }
        : pageOf({ ...NOTHING, parts: [{ text: 'fish', count: 5, instead: null }] });
    });
    const { user, router } = renderPage(language, <CatalogPage />, '/catalog?text=fish&kind=FILM');
    const drop = await screen.findByRole('button', {
      name: (name) => name.includes('5') && name.includes(words('kinds.FILM')),
    });
    await user.click(drop);
    expect(router.state.location.search).toBe('?text=fish');
  });

  it('narrows down to what can be licensed for a use, and goes on from a card with that use', async () => {
    const { asked } = answering(({ name }) =>
      name === 'Currencies'
        ? { deployment: { currencies: [{ address: TOKEN, symbol: 'TCNY', decimals: 0, kind: 'TEST' }] } }
        : pageOf({}),
    );
    const { user, router } = renderPage(language, <CatalogPage />, '/catalog');
    await screen.findByText(words('saleFrom', { price: '1,200 TCNY' }));
    await user.click(screen.getByRole('button', { name: words('chooseUse') }));
    const sheet = within(await screen.findByRole('dialog', { name: words('names.use') }));
    const show = sheet.getByRole('button', { name: words('showAll') });
    await user.click(show);
    sheet.getByText(words('missing.media'));
    const streaming = new RegExp(`^${mediumLabel('STREAMING', language)}`);
    await user.click(sheet.getByRole('checkbox', { name: streaming }));
    await user.click(sheet.getByRole('radio', { name: textIn(territoryFieldText, language)('all') }));
    await user.type(sheet.getByLabelText(words('from')), '2999-01-01');
    await user.type(sheet.getByLabelText(words('to')), '2999-01-31');
    await user.click(show);
    const use = 'media=STREAMING&territories=WORLD&from=2999-01-01&to=2999-01-31';
    expect(router.state.location.search).toBe(`?${use}`);
    const card = await screen.findByRole('link', { name: words('licenseUseOf', { title }) });
    expect(card.getAttribute('href')).toBe(`/assets/0xa/license?${use}`);
    expect(asked.at(-1)?.variables['filter']).toEqual({
      licensable: { media: ['STREAMING'], territories: ['WORLD'], from: '2999-01-01', to: '2999-01-31' },
    });
  });

  it('names a concept in the language of the page, and takes it back', async () => {
    const batik = { vocabulary: 'technique', code: 'batik', en: 'Batik', zh: '蜡染' };
    const { asked } = answering(({ name }) =>
      name === 'CatalogVocabularyTerm' ? { vocabularyTerms: [batik] } : pageOf({}),
    );
    const { user, router } = renderPage(language, <CatalogPage />, '/catalog?concept=technique%2Fbatik');
    const filter = `${words('names.concept')}${language === 'zh' ? '：' : ': '}${batik[language]}`;
    await user.click(await screen.findByRole('button', { name: words('remove', { filter }) }));
    expect(router.state.location.search).toBe('');
    expect(asked.find(({ name }) => name === 'CatalogAssets')?.variables['filter']).toEqual({
      concept: { vocabulary: 'technique', code: 'batik' },
    });
  });

  it('says that the days of a use have passed', async () => {
    answering(() => {
      throw new Refusal({ code: 'BAD_INPUT', field: 'filter.licensable.from' });
    });
    const use = 'media=STREAMING&territories=WORLD&from=2020-01-01&to=2020-01-31';
    renderPage(language, <CatalogPage />, `/catalog?${use}`);
    await screen.findByRole('alert');
    expect(screen.getByRole('alert').textContent).toContain(mediumText('STREAMING', language));
  });

  it('lists without counts while the index is built, and finds when it is there', async () => {
    let isReady = false;
    answering(({ name, variables }) => {
      if (name === 'SearchState')
        return { searchState: { isReady, built: isReady ? null : 40, total: isReady ? null : 100 } };
      const { filter } = variables as { readonly filter: { readonly text?: string } };
      if (isReady) return pageOf({});
      if (filter.text !== undefined) throw new Refusal({ code: 'SEARCH_NOT_READY' });
      return pageOf({ facets: null, totalCount: 77 });
    });
    renderPage(language, <CatalogPage />, '/catalog?text=hudie');
    await screen.findByText(t('buildingText', { text: 'hudie' }));
    await screen.findByText(t('progressOf', { built: 40, total: 100 }));
    screen.getByText(title);
    expect(document.body.textContent).not.toContain('77');
    isReady = true;
    await screen.findByText(words('count', { count: 1 }));
    expect(screen.queryByText(t('buildingText', { text: 'hudie' }))).toBeNull();
  });

  it('says what is wrong with a text that the platform refuses', async () => {
    answering(() => {
      throw new Refusal({ code: 'BAD_INPUT', field: 'filter.text' });
    });
    renderPage(language, <CatalogPage />, `/catalog?text=${'x'.repeat(201)}`);
    await screen.findByText(textIn(textFaultText, language)('tooLong'));
  });
});
