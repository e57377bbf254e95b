import { cleanup, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { type Letter, lettersOf } from '../../../web/features/requests/model/letters.ts';
import { useAskObstacle } from '../../../web/features/requests/model/use-obstacle.ts';
import { Letters } from '../../../web/features/requests/parts/asking/letters.tsx';
import { askText } from '../../../web/features/requests/words/ask-text.ts';
import { formatsFor } from '../../../web/lib/language/format.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { profileText } from '../../../web/lib/profiles/profile-text.ts';
import { NOTHING_SAID } from '../profiles/said.ts';
import { LANGUAGES } from './rendered.tsx';
import { renderPage } from './search-platform.tsx';

const HOLDER = {
  ...NOTHING_SAID,
  id: '0x1',
  slug: 'museum',
  name: { en: 'Museum', zh: '博物馆' },
  suspension: null,
};
const COMMUNITY = {
  ...NOTHING_SAID,
  id: '0x2',
  slug: 'village',
  name: { en: 'Village', zh: '村' },
  answersWithinDays: 21,
  closedUntil: '2090-02-01',
  closedReason: { en: 'New Year', zh: '过年' },
};

interface ObstacleProps {
  readonly letters: readonly Letter[];
  readonly isCallOver?: boolean;
}

describe.each(LANGUAGES)('the letters that are sent (%s)', (language) => {
  it('say once that a door is closed, whose, and why', () => {
    const asset = { id: '0x01', title: { en: 'Sleeve', zh: '衣袖' }, cover: null };
    const letters = lettersOf([{ ...asset, holder: HOLDER, community: COMMUNITY }], {
      kind: 'USE',
      askerId: 'studio',
      today: '2026-11-30',
    });
    renderPage(language, <Letters letters={letters} canLeaveOut={false} onLeaveOut={() => undefined} />);
    const [ask, profile] = [textIn(askText, language), textIn(profileText, language)];
    const day = formatsFor(language).day('2090-02-01');
    screen.getByText(ask('closed', { who: COMMUNITY.name[language], day }));
    screen.getByText(COMMUNITY.closedReason[language]);
    expect(screen.queryByText(profile('closed', { day }))).toBeNull();
    screen.getByText(profile('answers', { days: 21 }));
  });

  it('say beside the button that sends them which of them is in the way', () => {
    const ask = textIn(askText, language);
    const day = formatsFor(language).day('2090-02-01');
    const why = ask('closed', { who: COMMUNITY.name[language], day });
    const lettersTo = (...holders: readonly (typeof HOLDER)[]) =>
      lettersOf(
        holders.map((holder, at) => ({
          ...{ id: `0x0${at}`, title: { en: 'Sleeve', zh: '衣袖' }, cover: null },
          ...{ holder, community: at === 0 ? COMMUNITY : null },
        })),
        { kind: 'USE', askerId: 'studio', today: '2026-11-30' },
      );
    const Obstacle = ({ letters, isCallOver = false }: ObstacleProps) => (
      <p data-testid="why">{useAskObstacle({ letters, isCallOver, message: 'A film.', files: [] })}</p>
    );
    const told = (part: ReactElement) => {
      renderPage(language, part);
      const { textContent } = screen.getByTestId('why');
      cleanup();
      return textContent;
    };
    expect(told(<Obstacle letters={lettersTo(HOLDER)} />)).toBe(why);
    const archive = { ...HOLDER, id: '0x3' };
    expect(told(<Obstacle letters={lettersTo(HOLDER, archive)} />)).toBe(ask('letterHinders', { why }));
    expect(told(<Obstacle letters={lettersTo(HOLDER, archive).slice(1)} />)).toBe('');
    expect(told(<Obstacle letters={[]} isCallOver />)).toBe(ask('callHinders'));
  });
});
