import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { WishForm } from '../../../web/features/studio/wish/parts/wish-form.tsx';
import type { WishDraft } from '../../../web/lib/territories/wish.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { mediaGroupsText } from '../../../web/lib/territories/media-groups-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';

const EMPTY: WishDraft = { media: [], territories: [], from: '', to: '', isExclusive: false };

/** What stands in the form now. */
let wish = EMPTY;

interface WishProps {
  readonly at?: Partial<WishDraft>;
  readonly within?: { readonly media: readonly string[]; readonly territories: readonly string[] };
}

function Wish({ at = {}, within: allowed }: WishProps) {
  const [value, setValue] = useState({ ...EMPTY, ...at });
  wish = value;
  return <WishForm value={value} onChange={setValue} {...(allowed !== undefined && { within: allowed })} />;
}

describe.each(LANGUAGES)('the fields of a window (%s)', (language) => {
  const t = textIn(wishText, language);
  const terms = textIn(mediaGroupsText, language);
  const places = textIn(territoryFieldText, language);
  const medium = (name: string) =>
    screen.getByRole<HTMLInputElement>('checkbox', { name: new RegExp(`^${mediumLabel(name, language)}`) });

  it('refuse a last day before the first, and say so at the day', () => {
    renderIn(language, <Wish at={{ territories: ['WORLD'], from: '2030-05-02' }} />);
    const last = screen.getByLabelText(t('to'));
    fireEvent.change(last, { target: { value: '2030-05-01' } });
    expect(wish.to).toBe('2030-05-01');
    expect(last.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(t('missing.order'))).toBeDefined();

    fireEvent.change(last, { target: { value: '2030-05-02' } });
    expect(last.getAttribute('aria-invalid')).toBeNull();
    expect(screen.queryByText(t('missing.order'))).toBeNull();
  });

  it('keep media in one order, whichever was chosen first', async () => {
    const user = renderIn(language, <Wish at={{ territories: ['WORLD'] }} />);
    await user.click(medium('GAME'));
    await user.click(medium('STREAMING'));
    expect(wish.media).toEqual(['STREAMING', 'GAME']);

    await user.click(medium('STREAMING'));
    expect(wish.media).toEqual(['GAME']);
  });

  it('set training of AI apart from all other uses', () => {
    renderIn(language, <Wish at={{ territories: ['WORLD'] }} />);
    const group = screen.getByRole('group', { name: terms('groups.ai') });
    expect(within(group).getAllByRole('checkbox')).toEqual([medium('AI_TRAINING')]);
  });

  it('offer no use that may not be chosen, nor a group without any', () => {
    renderIn(
      language,
      <Wish within={{ media: ['STREAMING'], territories: ['WORLD'] }} at={{ territories: ['WORLD'] }} />,
    );
    expect(screen.getAllByRole('checkbox')).toEqual([medium('STREAMING')]);
    expect(screen.queryByRole('group', { name: terms('groups.ai') })).toBeNull();
  });

  it('take the whole world alone, in place of every name', async () => {
    const user = renderIn(language, <Wish at={{ territories: ['CN', 'FR'] }} />);
    await user.click(screen.getByRole('radio', { name: places('all') }));
    expect(wish.territories).toEqual(['WORLD']);

    await user.click(screen.getByRole('radio', { name: places('only') }));
    expect(wish.territories).toEqual([]);
  });
});
