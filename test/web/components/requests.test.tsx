import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ShownRequest, ThreadEvent } from '../../../web/features/requests/model/documents.ts';
import { answerText } from '../../../web/features/requests/words/answer-text.ts';
import { termsText } from '../../../web/features/requests/words/terms-text.ts';
import { threadText } from '../../../web/features/requests/words/thread-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import {
  buildEntry,
  buildEvent,
  buildItem,
  buildRequest,
  buildTerms,
  TOKEN,
} from '../requests/build-shown-request.ts';
import { LANGUAGES } from './rendered.tsx';
import { openRequest } from './request-scene.tsx';
import { Refusal } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const COUNTERED = buildRequest({
  roles: ['ASKER'],
  state: 'ANSWERED',
  lastSequence: 2,
  items: [
    buildItem({
      state: 'ANSWERED',
      revision: 2,
      agreedBy: ['HOLDER'],
      waitsFor: ['ASKER', 'COMMUNITY'],
      terms: buildTerms({
        lastDay: '2028-12-31',
        price: { amount: '200000', token: TOKEN },
        share: { amount: '40000', token: TOKEN },
      }),
    }),
  ],
  entries: [
    buildEntry(),
    buildEntry({
      sequence: 2,
      kind: 'COUNTER',
      role: 'HOLDER',
      account: '0xmuseum',
      text: 'Two years.',
      changes: [
        { assetIds: ['0x01'], field: 'price', before: '120000', after: '200000' },
        { assetIds: ['0x01'], field: 'to', before: '2030-12-31', after: '2028-12-31' },
      ],
    }),
  ],
});

describe.each(LANGUAGES)('a request (%s)', (language) => {
  const t = textIn(threadText, language);
  const terms = textIn(termsText, language);
  const answers = textIn(answerText, language);

  it('marks each change of a counter, before and after, in the letter and in the terms', async () => {
    openRequest(language, { request: () => COUNTERED });
    const letter = await screen.findByRole('article', { name: t('entry.COUNTER', { who: 'Museum' }) });
    const pairsIn = (place: HTMLElement) =>
      [...place.querySelectorAll('del')].map((before) => [
        before.textContent,
        before.parentElement?.querySelector('ins')?.textContent,
      ]);
    const [was, now] = [terms('was'), terms('now')];
    const day = (year: number) => (language === 'zh' ? `${year}年12月31日` : `December 31, ${year}`);
    expect(pairsIn(letter)).toEqual([
      [`${was}1,200\u00A0TCNY`, `${now}2,000\u00A0TCNY`],
      [`${was}${day(2030)}`, `${now}${day(2028)}`],
    ]);
    const contract = screen.getByRole('region', { name: t('terms') });
    const years = (last: number) =>
      language === 'zh'
        ? terms('whole', { first: '2027年', last: `${last}年` })
        : terms('whole', { first: '2027', last: String(last) });
    expect(pairsIn(contract)).toEqual([
      [`${was}${years(2030)}`, `${now}${years(2028)}`],
      [`${was}1,200\u00A0TCNY`, `${now}2,000\u00A0TCNY`],
    ]);
  });

  it('shows what was written meanwhile, keeps what was typed, and sends it after that', async () => {
    let present = buildRequest({ roles: ['ASKER'] });
    const { asked, user } = openRequest(language, {
      request: () => present,
      answer: ({ after }) => {
        if (after === 2) return { answerRequest: { id: 'r1' } };
        present = COUNTERED;
        throw new Refusal({ code: 'CONFLICT' });
      },
    });
    const field = await screen.findByLabelText(t('message'));
    await user.type(field, 'May we show it twice?');
    await user.click(screen.getByRole('button', { name: t('send') }));
    const notice = await screen.findByRole('status');
    within(notice).getByText(t('meanwhileTitle'));
    within(notice).getByText('Two years.');
    expect(screen.getByLabelText<HTMLTextAreaElement>(t('message')).value).toBe('May we show it twice?');
    await user.click(screen.getByRole('button', { name: t('send') }));
    await vi.waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>(t('message')).value).toBe(''));
    const sent = asked
      .filter(({ name }) => name === 'AnswerRequest')
      .map(({ variables }) => variables['after']);
    expect(sent).toEqual([1, 2]);
  });

  it('tells between the entries what happened, with the license and the proof', async () => {
    const later = (kind: ThreadEvent['kind'], more: Partial<ThreadEvent> = {}) =>
      buildEvent({ kind, at: '2026-11-30T09:00:00Z', ...more });
    const archive = { id: 'archive', slug: 'archive', name: { en: 'Archive', zh: 'Archive' } };
    const events = [
      later('CONSENTED'),
      later('OFFERED', { role: 'HOLDER' }),
      later('BOUGHT', { role: 'ASKER', licenseId: '0x05' }),
      later('STATED', { role: 'ASKER' }),
      later('TRANSFERRED', { role: 'HOLDER', newHolder: archive }),
      later('EXPIRED', { role: null, statementHash: null, at: '2031-01-01T00:00:00Z' }),
    ];
    const call = { id: 'c1', title: { en: 'Butterflies', zh: '蝴蝶' } };
    openRequest(language, { request: () => buildRequest({ roles: ['ASKER'], events, call }) });
    const words = { asker: 'Studio', titles: language === 'zh' ? '衣袖' : 'Sleeve', holder: 'Archive' };
    const who = {
      CONSENTED: 'Village',
      OFFERED: 'Museum',
      BOUGHT: 'Studio',
      STATED: 'Studio',
      TRANSFERRED: 'Museum',
      EXPIRED: '',
    };
    const lines = await Promise.all(
      events.map(({ kind }) =>
        screen.findByText(t(`event.${kind}`, { ...words, who: who[kind] }), { exact: false }),
      ),
    );
    const linksIn = (line: HTMLElement | undefined) =>
      [...(line?.querySelectorAll('a') ?? [])].map((link) => [link.textContent, link.getAttribute('href')]);
    expect(linksIn(lines[0])).toEqual([[t('proof'), '/record/0x1eaf']]);
    expect(linksIn(lines[2])).toEqual([
      [t('toLicense'), '/licenses/0x05'],
      [t('proof'), '/record/0x1eaf'],
    ]);
    expect(linksIn(lines[5])).toEqual([]);
    expect(screen.getByRole('link', { name: call.title[language] }).getAttribute('href')).toBe('/calls/c1');
  });

  it('says that what was agreed is licensed, and what the reader has yet to sign of it', async () => {
    const bought = (overrides: Partial<ShownRequest['items'][number]> = {}) =>
      buildRequest({
        roles: ['ASKER'],
        state: 'BOUGHT',
        items: [
          buildItem({
            state: 'BOUGHT',
            agreedBy: ['ASKER', 'HOLDER', 'COMMUNITY'],
            waitsFor: [],
            licenseId: '0x05',
            agreement: { sha256: '00' },
            ...overrides,
          }),
        ],
      });
    openRequest(language, { request: () => bought() });
    await screen.findByText(t('nextBoughtSign'));
    screen.getByText(t('dueTitle'));
    expect(screen.queryByText(t('nextOver'))).toBeNull();
    cleanup();
    openRequest(language, { request: () => bought({ agreement: null }) });
    await screen.findByText(t('nextBought'));
    expect(screen.queryByText(t('dueTitle'))).toBeNull();
    cleanup();
    openRequest(language, { request: () => ({ ...bought({ state: 'EXPIRED' }), state: 'EXPIRED' }) });
    await screen.findByText(t('nextOver'));
    expect(screen.queryByText(t('dueTitle'))).toBeNull();
  });

  it('names only what is changed, beside what it was when the form was opened', async () => {
    const { asked, user } = openRequest(language, {
      request: () => COUNTERED,
      answer: () => ({ answerRequest: { id: 'r1' } }),
    });
    await user.click(await screen.findByRole('button', { name: t('counter') }));
    const sheet = await screen.findByRole('dialog');
    await user.click(within(sheet).getByRole('button', { name: answers('counterVerb') }));
    within(sheet).getByText(answers('problems.nothing'));
    const price = within(sheet).getByLabelText<HTMLInputElement>(answers('price', { symbol: 'TCNY' }));
    expect(price.value).toBe('2000');
    await user.clear(price);
    await user.type(price, '1,600');
    await user.click(within(sheet).getByRole('button', { name: answers('counterVerb') }));
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked.find(({ name }) => name === 'AnswerRequest')?.variables).toMatchObject({
      ...{ kind: 'COUNTER', after: 2, assetIds: ['0x01'], organizationId: 'studio' },
      terms: { price: '160000' },
    });
  });

  it('leads who asked to one checkout where several assets are agreed', async () => {
    const agreed = (assetIds: readonly string[]) =>
      buildRequest({
        roles: ['ASKER'],
        state: 'AGREED',
        items: assetIds.map((assetId) => buildItem({ assetId, state: 'AGREED', waitsFor: [] })),
      });
    const name = t('toCheckout', { count: 2 });
    openRequest(language, { request: () => agreed(['0x01', '0x02']) });
    const link = await screen.findByRole('link', { name });
    expect(link.getAttribute('href')).toBe('/checkout?requests=r1');
    cleanup();
    openRequest(language, { request: () => agreed(['0x01']) });
    await screen.findByText(t('nextAgreed'));
    expect(screen.queryByRole('link', { name })).toBeNull();
  });

  it('lets a council replace its consent to another use only once it says so', async () => {
    const { media: _, communityShareBps: shareBps, price: minPrice, ...use } = buildTerms();
    const consent = {
      ...{ ...use, media: ['GAME'], state: 'GRANTED', shareBps, minPrice },
      ...{ licensee: { id: 'studio' }, holder: { id: 'museum' } },
    };
    const { user } = openRequest(language, {
      request: () => buildRequest({ roles: ['COMMUNITY'] }),
      reader: 'village',
      asset: { useConsents: [consent] },
    });
    await user.click(await screen.findByRole('button', { name: t('agree') }));
    const sheet = await screen.findByRole('dialog');
    await within(sheet).findByText(answers('replacesTitle'));
    expect(sheet.textContent).toContain(language === 'zh' ? '游戏' : 'Game');
    const verb = () => within(sheet).getByRole<HTMLButtonElement>('button', { name: answers('agreeVerb') });
    const isBlocked = () => verb().disabled || verb().getAttribute('aria-disabled') === 'true';
    expect(isBlocked()).toBe(true);
    await user.click(within(sheet).getByRole('checkbox', { name: answers('mayReplace') }));
    expect(isBlocked()).toBe(false);
  });

  it('says that a decline closes the offer that was opened', async () => {
    const item = buildItem({
      state: 'AGREED',
      agreedBy: ['ASKER', 'HOLDER', 'COMMUNITY'],
      waitsFor: [],
      agreement: { sha256: '00' },
    });
    const { media, territories, firstDay, lastDay, exclusive, rights, price } = buildTerms();
    const offer = {
      ...{ id: '7', media, territories, firstDay, lastDay, exclusive, rights, price },
      ...{ communityShareBps: 2_000, licensee: { id: 'studio' } },
    };
    const { user } = openRequest(language, {
      request: () => buildRequest({ roles: ['HOLDER'], state: 'AGREED', items: [item] }),
      reader: 'museum',
      asset: { offers: [offer] },
    });
    await user.click(await screen.findByRole('button', { name: t('decline') }));
    const sheet = await screen.findByRole('dialog');
    await within(sheet).findByText(answers('takenBack.offer', { asker: 'Studio' }));
  });

  it('ends nothing without a reason', async () => {
    const { asked, user } = openRequest(language, { request: () => COUNTERED });
    await user.click(await screen.findByRole('button', { name: t('decline') }));
    const sheet = await screen.findByRole('dialog');
    await user.click(within(sheet).getByRole('button', { name: answers('declineVerb') }));
    within(sheet).getByText(answers('reasonMissing'));
    expect(asked.filter(({ name }) => name === 'AnswerRequest')).toEqual([]);
  });
});
