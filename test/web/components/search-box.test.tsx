import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SearchBox } from '../../../web/app/search/search-box.tsx';
import { searchText } from '../../../web/app/search/search-text.ts';
import type { Suggestion } from '../../../web/app/search/suggestions.ts';
import { textFaultText } from '../../../web/lib/catalog/text-fault-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { LANGUAGES } from './rendered.tsx';
import { answering, renderPage } from './search-platform.tsx';

function word(text: string): Suggestion {
  return {
    kind: 'WORD',
    text,
    name: { en: text, zh: text },
    count: 2,
    concept: null,
    organizationId: null,
    organizationRole: null,
  };
}
const BUTTERFLY: Suggestion = {
  ...word('蝴蝶'),
  kind: 'CONCEPT',
  name: { en: 'Butterfly', zh: '蝴蝶' },
  concept: 'motif/butterfly',
};
const MUSEUM: Suggestion = {
  ...word('museum'),
  kind: 'ORGANIZATION',
  name: { en: 'Museum', zh: '博物馆' },
  organizationId: '0x01',
  organizationRole: 'HOLDER',
};
const ALL = { searchSuggestions: [BUTTERFLY, MUSEUM, word('butterflies')] };

afterEach(() => vi.unstubAllGlobals());

const box = () => screen.getByRole<HTMLInputElement>('combobox');
const active = () => document.getElementById(box().getAttribute('aria-activedescendant') ?? '');

describe.each(LANGUAGES)('the search box (%s)', (language) => {
  const t = textIn(searchText, language);
  const butterfly = BUTTERFLY.name[language] ?? '';

  it('suggests by kind, and searches for what is chosen with the keys', async () => {
    answering(() => ALL);
    const { user, router } = renderPage(language, <SearchBox />, '/catalog?kind=PATTERN');
    await user.type(box(), 'bu');
    await screen.findByRole('listbox', { name: t('suggestions') });
    expect(screen.getAllByRole('group').map((group) => group.firstChild?.textContent)).toEqual([
      t('kinds.CONCEPT'),
      t('kinds.ORGANIZATION'),
      t('kinds.WORD'),
    ]);
    expect(box().getAttribute('aria-expanded')).toBe('true');
    expect(active()).toBeNull();
    await user.keyboard('{ArrowUp}');
    expect(active()?.textContent).toContain('butterflies');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(active()?.textContent).toContain(butterfly);
    expect(active()?.getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Enter}');
    expect(new URLSearchParams(router.state.location.search).get('text')).toBe(butterfly);
    expect(router.state.location.search).toContain('kind=PATTERN');
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('filters by an institution that is pressed', async () => {
    answering(() => ALL);
    const { user, router } = renderPage(language, <SearchBox />);
    await user.type(box(), 'mu');
    await user.click(await screen.findByRole('option', { name: new RegExp(MUSEUM.name[language] ?? '') }));
    expect(router.state.location.search).toBe('?holder=0x01');
    expect(box().value).toBe('');
  });

  it('leads to a concept’s own page', async () => {
    answering(() => ALL);
    const { user, router } = renderPage(language, <SearchBox />);
    await user.type(box(), 'bu');
    await user.click(await screen.findByRole('option', { name: t('about', { name: butterfly }) }));
    expect(router.state.location.pathname).toBe('/concepts/motif/butterfly');
    expect(box().value).toBe('');
  });

  it('says what can’t be searched for, and does not', async () => {
    const { asked } = answering(() => ALL);
    const { user, router } = renderPage(language, <SearchBox />);
    await user.type(box(), '…!{Enter}');
    expect(screen.getByRole('alert').textContent).toBe(textIn(textFaultText, language)('noWord'));
    expect(box().getAttribute('aria-invalid')).toBe('true');
    expect(router.state.location.search).toBe('');
    expect(asked.length).toBeLessThanOrEqual(1);
  });
});

describe('the search box', () => {
  it('closes its list on Escape with the words kept, and Enter searches for them', async () => {
    answering(() => ALL);
    const { user, router } = renderPage('en', <SearchBox />, '/rules');
    await user.type(box(), 'bu');
    await screen.findByRole('listbox');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(box().value).toBe('bu');
    await user.keyboard('{Enter}');
    expect(router.state.location.search).toBe('?text=bu');
  });

  it('asks for nothing of one letter, and when the hand has rested', async () => {
    const { asked } = answering(() => ALL);
    const { user } = renderPage('en', <SearchBox />);
    await user.type(box(), 'b');
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(asked).toEqual([]);
    await user.type(box(), 'utterfly');
    await screen.findByRole('listbox');
    expect(asked.map(({ variables }) => variables['text'])).toEqual(['butterfly']);
  });

  it('shows no answer to an earlier text in place of a later one’s', async () => {
    const late: (() => void)[] = [];
    answering(async ({ variables }) => {
      if (variables['text'] === 'ba') await new Promise<void>((resolve) => late.push(resolve));
      return { searchSuggestions: [word(`${String(variables['text'])}…`)] };
    });
    const { user } = renderPage('en', <SearchBox />);
    await user.type(box(), 'ba');
    await waitFor(() => expect(late).toHaveLength(1));
    await user.type(box(), 'tik');
    await screen.findByRole('option', { name: /batik…/ });
    late[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['batik… 2']);
  });

  it('leaves the keys to an input method, and asks for what that has written', async () => {
    const { asked } = answering(() => ALL);
    const { router } = renderPage('zh', <SearchBox />);
    box().focus();
    fireEvent.compositionStart(box());
    fireEvent.change(box(), { target: { value: 'hu die' } });
    fireEvent.keyDown(box(), { key: 'Enter', keyCode: 229, isComposing: true });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(asked).toEqual([]);
    expect(router.state.location.search).toBe('');
    fireEvent.change(box(), { target: { value: '蝶' } });
    fireEvent.compositionEnd(box());
    await screen.findByRole('listbox');
    expect(asked.map(({ variables }) => variables['text'])).toEqual(['蝶']);
  });
});
