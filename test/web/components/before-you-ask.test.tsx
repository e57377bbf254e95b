import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { formatsFor } from '../../../web/lib/language/format.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { BeforeYouAsk } from '../../../web/lib/profiles/before-you-ask.tsx';
import { profileText } from '../../../web/lib/profiles/profile-text.ts';
import { NOTHING_SAID } from '../profiles/said.ts';
import { LANGUAGES } from './rendered.tsx';
import { renderPage } from './search-platform.tsx';

const HOLDER = { ...NOTHING_SAID, id: '0x1', slug: 'museum', name: { en: 'Museum', zh: '博物馆' } };
const COMMUNITY = { ...NOTHING_SAID, id: '0x2', slug: 'village', name: { en: 'Village', zh: '村' } };

describe.each(LANGUAGES)('what is said before anybody asks (%s)', (language) => {
  const t = textIn(profileText, language);

  it('is the community’s word first, then the holder’s, with whom to ask', async () => {
    const community = {
      ...COMMUNITY,
      welcome: { en: 'Festivals', zh: '节日' },
      never: { en: 'Mockery', zh: '戏谑' },
      answersWithinDays: 21,
    };
    const contact = { email: 'a@example.org', telephone: '+86 855 555 0101 转 8', name: null };
    const holder = {
      ...HOLDER,
      contact: { ...contact, postalAddress: null },
      website: 'https://museum.example.org/',
    };
    const { user } = renderPage(language, <BeforeYouAsk of={[community, holder]} />);
    const names = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
    expect(names).toEqual([community.name[language], holder.name[language]]);
    expect(screen.getByText(community.welcome[language])).toBeTruthy();
    expect(screen.getByText(community.never[language])).toBeTruthy();
    expect(screen.getByText(t('answers', { days: 21 }))).toBeTruthy();
    await user.click(screen.getByText(t('whom')));
    const hrefOf = (name: string) => screen.getByRole('link', { name }).getAttribute('href');
    expect(hrefOf('a@example.org')).toBe('mailto:a@example.org');
    expect(hrefOf('+86 855 555 0101 转 8')).toBe('tel:+868555550101');
    const website = screen.getByRole('link', { name: 'museum.example.org' });
    expect(website.getAttribute('href')).toBe('https://museum.example.org/');
    expect(website.getAttribute('rel')?.split(' ')).toEqual(expect.arrayContaining(['nofollow', 'noopener']));
  });

  it('says until when a door is closed, and why', () => {
    const closedReason = { en: 'New Year', zh: '过年' };
    const community = { ...COMMUNITY, closedUntil: '2090-02-01', closedReason };
    renderPage(language, <BeforeYouAsk of={[community, HOLDER]} />);
    const day = formatsFor(language).day('2090-02-01');
    expect(screen.getByText(t('closed', { day }))).toBeTruthy();
    expect(screen.getByText(closedReason[language])).toBeTruthy();
    expect(screen.queryByText(HOLDER.name[language])).toBeNull();
  });

  it('is nothing where nobody said anything', () => {
    renderPage(language, <BeforeYouAsk of={[COMMUNITY, HOLDER]} />);
    expect(screen.queryByRole('heading')).toBeNull();
  });
});
