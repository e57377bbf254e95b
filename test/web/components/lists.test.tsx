import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ListPage } from '../../../web/features/lists/pages/list-page.tsx';
import { listText } from '../../../web/features/lists/words/list-text.ts';
import { formatsFor } from '../../../web/lib/language/format.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { AddToList } from '../../../web/lib/lists/add-to-list.tsx';
import { askingText } from '../../../web/lib/requests/asking-text.ts';
import { addToListText } from '../../../web/lib/lists/lists-text.ts';
import { LANGUAGES } from './rendered.tsx';
import { answering, renderPage } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const TOKEN = `0x${'70'.repeat(20)}`;
const WINDOW = {
  media: ['STREAMING'],
  territories: ['WORLD'],
  firstDay: '2027-01-01',
  lastDay: '2030-12-31',
};
const NAMED = { id: '0xa', slug: 'museum', name: { en: 'Museum', zh: '博物馆' } };

function itemOf(id: string, en: string) {
  const asset = { id, kind: 'PATTERN', fileCount: 2, totalBytes: '2000', title: { en, zh: en }, cover: null };
  return { note: '', asset: { ...asset, holder: NAMED, community: null } };
}

function listOf(overrides: object = {}) {
  return {
    ...{ id: 'a', title: 'Wings', note: '', isFavorites: false, size: 3, hiddenCount: 1, revision: 4 },
    ...{ shareKey: null, canEdit: false, canDelete: false, organization: null },
    project: { title: 'Mother', production: '', reference: '', wish: { ...WINDOW, exclusive: false } },
    ...overrides,
  };
}

const ROWS = [
  {
    assetId: '0x01',
    outcome: 'FREE',
    price: { amount: '120000', token: TOKEN },
    rights: [],
    reasons: [],
    alternatives: [],
  },
  {
    assetId: '0x02',
    outcome: 'REFUSED',
    price: { amount: '90000', token: TOKEN },
    rights: [],
    reasons: [
      { code: 'OFFER_DAYS', subject: '1', en: 'Offered until 2028-12-31.', zh: '仅供至 2028-12-31。' },
    ],
    alternatives: [
      { ...WINDOW, lastDay: '2028-12-31', exclusive: false, price: { amount: '90000', token: TOKEN } },
    ],
  },
];

describe.each(LANGUAGES)('a list (%s)', (language) => {
  const t = textIn(listText, language);
  const add = textIn(addToListText, language);

  function answeringList(list = listOf(), rows: readonly object[] = ROWS) {
    return answering(({ name }) => {
      if (name === 'List') return { list };
      if (name === 'ListItems') return { list: { items: [itemOf('0x01', 'One'), itemOf('0x02', 'Two')] } };
      if (name === 'QuoteMany')
        return {
          quoteMany: { block: { number: 7, hash: '0xb7', time: '2026-11-29T08:00:00Z' }, rows },
        };
      if (name === 'Currencies')
        return {
          deployment: { currencies: [{ address: TOKEN, symbol: 'TCNY', decimals: 2, kind: 'TEST' }] },
        };
      return {};
    });
  }

  it('shows every verdict with its reasons, counts what is hidden, and tries an alternative for all', async () => {
    const { asked } = answeringList();
    const { user } = renderPage(language, <ListPage />, '/lists/a?key=k');
    await screen.findByText(t('outcome.FREE'));
    // Before the use begins, its first day has not passed.
    const open = t('quoteNumber', { number: '*', day: formatsFor(language).day('2027-01-01') });
    const [before = '', after = ''] = open.split('*');
    screen.getByText(new RegExp(`^${before}[0-9A-Z]{5}-[0-9A-Z]{5}${after}$`));
    screen.getByText(t('outcome.REFUSED'));
    screen.getByText(t('hidden', { count: 1 }));
    expect(screen.queryByRole('button', { name: t('delete') })).toBeNull();
    expect(screen.queryByRole('button', { name: t('remove', { title: 'One' }) })).toBeNull();
    const take = screen.getByRole('button', { name: /2028/ });
    await user.click(take);
    await screen.findByText(t('tried'));
    const wishes = asked.filter(({ name }) => name === 'QuoteMany').map(({ variables }) => variables['wish']);
    expect(wishes.at(-1)).toMatchObject({ to: '2028-12-31' });
    await user.click(screen.getByRole('button', { name: t('backToProject') }));
    expect(screen.queryByText(t('tried'))).toBeNull();
  });

  it('leaves out at once what can be ended early, and takes it back', async () => {
    const [free = {}] = ROWS;
    const rows = [
      { ...free, offerId: '1' },
      { ...free, offerId: '2', assetId: '0x02', rights: ['RENEWABLE', 'REVOCABLE'] },
    ];
    answeringList(listOf(), rows);
    const { user } = renderPage(language, <ListPage />, '/lists/a');
    const lastingOnly = await screen.findByRole('checkbox', { name: t('lastingOnly', { count: 1 }) });
    const isChosen = (title: string) =>
      screen.getByRole<HTMLInputElement>('checkbox', { name: t('choose', { title }) }).checked;
    await user.click(lastingOnly);
    expect([isChosen('One'), isChosen('Two')]).toEqual([true, false]);
    await user.click(lastingOnly);
    expect([isChosen('One'), isChosen('Two')]).toEqual([true, true]);
  });

  it('says what one has, and offers to ask for the others alone', async () => {
    const [, refused = {}] = ROWS;
    const reason = { code: 'ALREADY_LICENSED', subject: '17', en: 'You have it.', zh: '已有。' };
    answeringList(listOf(), [{ ...refused, assetId: '0x01', reasons: [reason] }, refused]);
    renderPage(language, <ListPage />, '/lists/a');
    await screen.findByText(t('owned'));
    const total = screen.getByText(new RegExp(t('totalOwned', { owned: 1, count: 2 })));
    expect(total.textContent).toContain(t('totalRest', { rest: 1 }));
    expect(screen.queryByRole('link', { name: t('licenseOf', { title: 'One' }) })).toBeNull();
    screen.getByRole('link', { name: t('licenseOf', { title: 'Two' }) });
    const ask = screen.getByRole('link', { name: textIn(askingText, language)('askAll', { count: 1 }) });
    expect(ask.getAttribute('href')).toContain('assets=0x02&');
  });

  it('sends a new order with the revision that it was made on', async () => {
    const { asked } = answeringList(listOf({ canEdit: true }));
    const { user } = renderPage(language, <ListPage />, '/lists/a');
    await user.click(await screen.findByRole('button', { name: t('down', { title: 'One' }) }));
    const sent = asked.find(({ name }) => name === 'ChangeList')?.variables;
    expect(sent).toMatchObject({
      revision: 4,
      items: [{ assetId: '0x02' }, { assetId: '0x01' }],
    });
  });

  it('puts two assets side by side', async () => {
    answeringList();
    const { user } = renderPage(language, <ListPage />, '/lists/a?key=k');
    for (const title of ['One', 'Two'])
      await user.click(await screen.findByRole('checkbox', { name: t('compareThis', { title }) }));
    await user.click(screen.getByRole('button', { name: t('compare', { count: 2 }) }));
    const sheet = await screen.findByRole('dialog');
    within(sheet).getByRole('region', { name: 'One' });
    within(sheet).getByRole('region', { name: 'Two' });
  });

  it('says that there is none where the platform says so', async () => {
    answering(({ name }) => (name === 'List' ? { list: null } : {}));
    renderPage(language, <ListPage />, '/lists/a');
    await screen.findByText(t('missing'));
  });

  it('asks a guest who presses the heart to sign in, and sends nothing', async () => {
    const { asked } = answering(() => ({}));
    const { user } = renderPage(language, <AddToList assetId="0x01" title="One" />);
    await user.click(screen.getByRole('button', { name: add('favorite', { title: 'One' }) }));
    await screen.findByRole('dialog', { name: add('signInTitle') });
    expect(asked.filter(({ name }) => name !== 'Me')).toEqual([]);
  });
});
