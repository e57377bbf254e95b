import { screen, within } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '@lanran/protocol/kernel/language';
import { conceptsRoutes } from '../../../web/features/concepts/routes.ts';
import { proposalsText } from '../../../web/features/concepts/words/proposals-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { ME_KEY } from '../../../web/lib/session/session-answers.ts';
import { SessionProvider } from '../../../web/lib/session/session.tsx';
import { LANGUAGES, renderIn } from './rendered.tsx';
import { answering } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const ME = { address: '0x11', isAccreditor: true, isOperator: false, account: null, memberships: [] };
const MUSEUM = { id: '0x1', slug: 'museum', name: { en: 'Museum', zh: '博物馆' } };
const BATIK = {
  id: 'technique/batik',
  vocabulary: 'technique',
  code: 'batik',
  prefLabel: { en: 'Batik', zh: '蜡染' },
  altLabels: { zh: [], en: ['wax resist', 'wax dyeing'], hant: [], pinyin: ['làrǎn'], other: [] },
  broader: ['technique/resist-dyeing'],
  related: [],
  scopeNote: { en: 'With wax.', zh: null },
  sources: [],
  exactMatch: [],
  community: null,
};
const CHANGED = {
  ...BATIK,
  prefLabel: { en: 'Wax batik', zh: '蜡染' },
  altLabels: { ...BATIK.altLabels, en: ['wax resist', 'batik dyeing'] },
};
const CHANGE = {
  changed: ['prefLabel.en', 'altLabels.en'],
  proposed: CHANGED,
  present: { accepted: BATIK },
};
const NEW = { changed: [], proposed: { ...BATIK, id: 'technique/new', code: 'new' }, present: null };

/** A platform with one proposal. */
function platformOf(changes: readonly (typeof CHANGE | typeof NEW)[]) {
  let state = 'OPEN';
  return answering(({ name }) => {
    const proposal = {
      ...{ id: 'p1', state, message: 'It is what people say.', reason: null, organization: MUSEUM },
      ...{ proposedAt: '2026-11-29T00:00:00Z', decidedAt: null, changeCount: changes.length },
      ...{ mayAccept: state === 'OPEN', mayDecline: state === 'OPEN', mayWithdraw: false },
    };
    switch (name) {
      case 'Me':
        return { me: ME };
      case 'AcceptConceptProposal':
        state = 'ACCEPTED';
        return { acceptConceptProposal: { id: 'p1' } };
      case 'ConceptProposals': {
        const shown = changes.map(({ proposed, present }) => ({
          proposed,
          present: present === null ? null : { id: proposed.id },
        }));
        const pageInfo = { endCursor: null, hasNextPage: false };
        return {
          conceptProposals: { totalCount: 1, pageInfo, edges: [{ node: { ...proposal, changes: shown } }] },
        };
      }
      case 'ConceptProposal':
        return { conceptProposal: proposal };
      case 'ProposedChanges':
        return {
          conceptProposal: {
            changes:
              state === 'OPEN'
                ? changes
                : changes.map(({ proposed }) => ({
                    ...{ changed: [], proposed, present: { accepted: proposed } },
                  })),
          },
        };
      case 'ConceptName':
        return {
          concept: {
            ...{ id: 'technique/resist-dyeing', vocabulary: 'technique' },
            prefLabel: { en: 'Resist', zh: '防染' },
          },
        };
      default:
        throw new Error(`Nobody asks for ${name}.`);
    }
  });
}

function open(language: Language, address: string) {
  const router = createMemoryRouter([{ hydrateFallbackElement: <p />, children: [...conceptsRoutes] }], {
    initialEntries: [address],
  });
  const user = renderIn(
    language,
    <SessionProvider unlockDialog={() => null}>
      <RouterProvider router={router} />
    </SessionProvider>,
    { [ME_KEY[0]]: { me: ME, hasEnded: false } },
  );
  return { user, router };
}

describe.each(LANGUAGES)('concept proposals (%s)', (language) => {
  const t = textIn(proposalsText, language);

  it('are listed, each the way to its page, which accepts it', async () => {
    platformOf([CHANGE]);
    const { user, router } = open(language, '/concepts/proposals');
    // The page's module is loaded first.
    const name = CHANGED.prefLabel[language];
    await user.click(await screen.findByRole('link', { name }));
    await screen.findByText('It is what people say.');
    expect(router.state.location.pathname).toBe('/concepts/proposals/p1');
    expect(screen.queryByRole('button', { name: t('withdraw') })).toBeNull();
    await user.click(await screen.findByRole('button', { name: t('accept') }));
    await screen.findByText(t('acceptWhat', { count: 1 }));
    await user.click(screen.getByRole('button', { name: t('acceptVerb') }));
    await screen.findByText(t('sameConcept'));
    expect(screen.queryByRole('button', { name: t('accept') })).toBeNull();
    expect(screen.getByText(t('states.ACCEPTED'))).toBeDefined();
  });

  it('are the difference to the present concept', async () => {
    platformOf([CHANGE]);
    open(language, '/concepts/proposals/p1');
    const [, names, others] = await screen.findAllByRole('row');
    expect(names?.querySelector('del')?.textContent).toBe('Batik');
    expect(names?.querySelector('ins')?.textContent).toBe('Wax batik');
    // What stays is not marked.
    expect([...(others?.querySelectorAll('del, ins') ?? [])].map(({ textContent }) => textContent)).toEqual([
      ...['wax dyeing', 'batik dyeing'],
    ]);
    expect(screen.getAllByRole('row')).toHaveLength(3);
  });

  it('show all of a new concept', async () => {
    platformOf([NEW]);
    open(language, '/concepts/proposals/p1');
    await screen.findByText(t('newConcept'), { exact: false });
    const [name, others] = [t('parts.prefLabel-zh'), t('parts.altLabels-pinyin')].map((part) =>
      screen.getByText(part),
    );
    expect(name?.parentElement && within(name.parentElement).getByText('蜡染')).toBeDefined();
    expect(others?.parentElement?.textContent).toContain('làrǎn');
    expect(screen.queryByText(t('parts.sources'))).toBeNull();
    const broader = await screen.findByRole('link', { name: language === 'en' ? 'Resist' : '防染' });
    expect(broader.getAttribute('href')).toBe('/concepts/technique/resist-dyeing');
  });
});
