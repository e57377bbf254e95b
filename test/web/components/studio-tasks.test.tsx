import { screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StudioTasks } from '../../../web/features/studio/desk/parts/studio-tasks.tsx';
import { studioText } from '../../../web/features/studio/desk/words/studio-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { ME_KEY } from '../../../web/lib/session/session-answers.ts';
import { SessionProvider } from '../../../web/lib/session/session.tsx';
import { LANGUAGES, renderIn } from './rendered.tsx';
import { answering } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const STUDIO = { id: 's1', slug: 's1', name: { en: 'Studio', zh: '影业' } };
const PARTIES = [{ role: 'ASKER', organization: { id: 's1' } }];
const REQUESTS = [
  {
    id: 'r2',
    kind: 'USE',
    parties: PARTIES,
    items: [
      { assetId: 'a1', state: 'AGREED' },
      { assetId: 'a2', state: 'DECLINED' },
    ],
  },
  { id: 'r1', kind: 'USE', parties: PARTIES, items: [{ assetId: 'a3', state: 'AGREED' }] },
];
const INVITATIONS = [
  { id: 'i1', role: 'EDITOR', state: 'ACCEPTED', label: 'Sue', displayName: null },
  { id: 'i2', role: 'EDITOR', state: 'OPEN', label: 'Tom', displayName: null },
];

describe.each(LANGUAGES)('what waits for a studio (%s)', (language) => {
  const t = textIn(studioText, language);

  function show(role: 'OWNER' | 'EDITOR') {
    const platform = answering(({ name }) => {
      if (name === 'OwnRequests') return { requests: { edges: REQUESTS.map((node) => ({ node })) } };
      return { invitations: INVITATIONS };
    });
    const me = {
      ...{ address: '0x01', isAccreditor: false, isOperator: false, account: null },
      memberships: [{ role, organization: { ...STUDIO, kind: 'STUDIO', isAdmitted: true } }],
    };
    const router = createMemoryRouter([{ path: '*', element: <StudioTasks organizationId="s1" /> }]);
    renderIn(
      language,
      <SessionProvider unlockDialog={() => null}>
        <RouterProvider router={router} />
      </SessionProvider>,
      { [ME_KEY[0]]: { me, hasEnded: false } },
    );
    return platform;
  }

  it('is what was agreed, to be bought in one sheet, and who accepted an invitation', async () => {
    show('OWNER');
    await screen.findByText(t('agreed', { count: 2 }));
    expect(screen.getByRole('link', { name: t('toCheckout') }).getAttribute('href')).toBe(
      '/checkout?requests=r2,r1',
    );
    await screen.findByText(t('accepted', { names: 'Sue', count: 1 }));
    expect(screen.getByRole('link', { name: t('toAccepted') }).getAttribute('href')).toBe(
      '/institution/s1/members',
    );
  });

  it('asks for invitations as an owner alone', async () => {
    const { asked } = show('EDITOR');
    await screen.findByText(t('agreed', { count: 2 }));
    expect(asked.map(({ name }) => name)).toEqual(['OwnRequests']);
  });
});
