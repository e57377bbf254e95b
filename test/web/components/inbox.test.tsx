import { screen, within } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '@lanran/protocol/kernel/language';
import { InboxPage } from '../../../web/features/inbox/pages/inbox-page.tsx';
import { inboxText } from '../../../web/features/inbox/words/inbox-text.ts';
import { waitingText } from '../../../web/lib/inbox/inbox-text.ts';
import { Waiting } from '../../../web/lib/inbox/waiting.tsx';
import { formatsFor } from '../../../web/lib/language/format.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { ME_KEY } from '../../../web/lib/session/session-answers.ts';
import { SessionProvider } from '../../../web/lib/session/session.tsx';
import { LANGUAGES, renderIn } from './rendered.tsx';
import { answering, Refusal } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const ME = {
  address: '0x01',
  isAccreditor: false,
  isOperator: false,
  account: null,
  memberships: [],
};

const REQUEST = {
  kind: 'USE',
  state: 'AGREED',
  dueDay: '2026-12-25',
  size: 1,
  role: 'ASKER',
  entry: 'MESSAGE',
  isAgreement: false,
};

function itemOf(id: string, sequence: number, isUnread: boolean) {
  return {
    id,
    sequence,
    kind: 'ANSWERED',
    at: '2026-11-30T10:00:00.000Z',
    isUnread,
    count: null,
    orderId: null,
    isAssetHidden: false,
    recipient: null,
    by: { id: 'o1', slug: 'hall', name: { en: 'Hall', zh: '馆' }, logo: null },
    asset: { id: `a-${id}`, title: { en: `Batik ${id}`, zh: `蜡染${id}` } },
    request: { ...REQUEST, id: `r-${id}` },
    call: null,
    license: null,
    search: null,
  };
}

type Told = Partial<ReturnType<typeof itemOf>>;

/** An inbox of three, of which two are unread; the platform counts as the real one does. */
function show(language: Language, { refuses = false, told = {} }: { refuses?: boolean; told?: Told } = {}) {
  const unread = new Set(['3', '2']);
  const platform = answering(({ name, variables }) => {
    const [id, isRead] = [String(variables['id']), variables['isRead']];
    if (name === 'InboxCount') return { inboxCount: unread.size };
    if (name === 'MarkInboxItem') {
      if (refuses) throw new Refusal({ code: 'NOT_FOUND' });
      if (isRead === true) unread.delete(id);
      else unread.add(id);
      return { markInboxItem: unread.size };
    }
    const edges = [3, 2, 1].map((at) => ({
      node: { ...itemOf(String(at), at, unread.has(String(at))), ...told },
    }));
    return { inbox: { totalCount: 3, pageInfo: { hasNextPage: false, endCursor: null }, edges } };
  });
  const page = (
    <>
      <Waiting />
      <InboxPage />
    </>
  );
  const router = createMemoryRouter([{ path: '*', element: page }], { initialEntries: ['/inbox'] });
  const user = renderIn(
    language,
    <SessionProvider unlockDialog={() => null}>
      <RouterProvider router={router} />
    </SessionProvider>,
    { [ME_KEY[0]]: { me: ME, hasEnded: false } },
  );
  return { ...platform, user, router };
}

describe.each(LANGUAGES)('the inbox (%s)', (language) => {
  const t = textIn(inboxText, language);
  const waiting = (count: number) => textIn(waitingText, language)('waiting', { count });
  const rowOf = (link: HTMLElement) => within(link.closest('li') ?? document.body);

  it('counts one less when a link is followed', async () => {
    const { user, router, asked } = show(language);
    await screen.findByText(waiting(2));
    const link = screen.getByRole('link', { name: language === 'en' ? /Batik 3/ : /蜡染3/ });
    await user.click(link);
    expect(router.state.location.pathname).toBe('/requests/r-3');
    await screen.findByText(waiting(1));
    expect(asked.filter(({ name }) => name === 'MarkInboxItem').map(({ variables }) => variables)).toEqual([
      { id: '3', isRead: true },
    ]);
  });

  it.each<[string, string, Partial<typeof REQUEST>, string]>([
    ['a request that is open', 'ASKED', { state: 'ANSWERED' }, 'ASKED'],
    ['a request that was withdrawn', 'ASKED', { state: 'WITHDRAWN' }, 'ASKED_WITHDRAWN'],
    ['a request that is over', 'ASKED', { state: 'DECLINED' }, 'ASKED_OVER'],
    ['a review that was withdrawn', 'ASKED', { kind: 'REVIEW', state: 'WITHDRAWN' }, 'REVIEW_WITHDRAWN'],
    ['who agreed before the others', 'AGREED', { isAgreement: false }, 'AGREED'],
    ['the last to agree, to who buys', 'AGREED', { isAgreement: true }, 'AGREED_ALL_LICENSE'],
    ['the last to agree, to who signs', 'AGREED', { isAgreement: true, role: 'HOLDER' }, 'AGREED_ALL_SIGN'],
    ['the last to agree, once it is bought', 'AGREED', { isAgreement: true, state: 'BOUGHT' }, 'AGREED_ALL'],
    ['a refusal before a withdrawal', 'DECLINED', { entry: 'DECLINE', state: 'WITHDRAWN' }, 'DECLINED'],
    ['a withdrawal', 'DECLINED', { entry: 'WITHDRAW', state: 'WITHDRAWN' }, 'WITHDRAWN'],
  ])('tells of %s', async (_, kind, request, word) => {
    show(language, { told: { kind, request: { ...REQUEST, id: 'r', ...request } } });
    const what = language === 'en' ? '“Batik 3”' : '《蜡染3》';
    const sentence = t(word as 'ASKED', {
      who: language === 'en' ? 'Hall' : '馆',
      what,
      day: formatsFor(language).day('2026-12-25'),
    });
    await screen.findByRole('link', { name: sentence });
  });

  it('marks one row as read and as unread again', async () => {
    const { user } = show(language);
    await screen.findByText(waiting(2));
    const row = rowOf(screen.getByRole('link', { name: language === 'en' ? /Batik 2/ : /蜡染2/ }));
    row.getByText(t('isNew'));
    await user.click(row.getByText(t('markRead')));
    await screen.findByText(waiting(1));
    expect(row.queryByText(t('isNew'))).toBeNull();
    await user.click(row.getByText(t('markUnread')));
    await screen.findByText(waiting(2));
    row.getByText(t('isNew'));
  });

  it('sends nothing when a row that was read is followed', async () => {
    const { user, router, asked } = show(language);
    await screen.findByText(waiting(2));
    await user.click(screen.getByRole('link', { name: language === 'en' ? /Batik 1/ : /蜡染1/ }));
    expect(router.state.location.pathname).toBe('/requests/r-1');
    expect(asked.some(({ name }) => name === 'MarkInboxItem')).toBe(false);
  });

  it('shows a row as it is when the platform refuses the mark', async () => {
    const { user } = show(language, { refuses: true });
    await screen.findByText(waiting(2));
    const row = rowOf(screen.getByRole('link', { name: language === 'en' ? /Batik 2/ : /蜡染2/ }));
    await user.click(row.getByText(t('markRead')));
    await screen.findByRole('alert');
    await row.findByText(t('markRead'));
    screen.getByText(waiting(2));
  });
});
