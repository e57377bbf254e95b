import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { parseDay } from '@lanran/protocol/kernel/day';
import {
  emptyGrant,
  type GrantDraft,
  problemsOf,
} from '../../../web/features/council/consents/model/grant.ts';
import { GrantForm } from '../../../web/features/council/consents/parts/grant-form.tsx';
import { grantText } from '../../../web/features/council/consents/words/grant-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';

const CURRENCY = { address: `0x${'1'.repeat(40)}`, symbol: 'USDC', decimals: 6 };
const TODAY = parseDay('2030-05-01');

/** What stands in the form now. */
let grant: GrantDraft;

/** A council that has tried to go on. */
function Grant() {
  const [draft, setDraft] = useState(emptyGrant(TODAY));
  grant = draft;
  const problems = problemsOf(draft, { today: TODAY, leastShareBps: 0 });
  return (
    <GrantForm draft={draft} onChange={setDraft} problems={problems} currency={CURRENCY} holder="Museum" />
  );
}

describe.each(LANGUAGES)('the form of a consent (%s)', (language) => {
  const t = textIn(grantText, language);
  const places = textIn(territoryFieldText, language);
  const box = (name: string) =>
    screen.getByRole<HTMLInputElement>('checkbox', { name: new RegExp(`^${name}`) });

  it('chooses no use, no place and no right for the council', () => {
    renderIn(language, <Grant />);
    const all = screen.getAllByRole<HTMLInputElement>('checkbox');
    expect(all.filter(({ checked }) => checked)).toEqual([]);
    expect(screen.getByText(t('problems.mediaMissing')).getAttribute('role')).toBe('alert');
    expect(screen.getByText(t('problems.placesMissing')).getAttribute('role')).toBe('alert');
  });

  it('explains each use beside its box, in groups', () => {
    renderIn(language, <Grant />);
    const group = screen.getByRole('group', { name: t('groups.machines') });
    expect(within(group).getAllByRole('checkbox')).toHaveLength(1);
    expect(group.textContent).toContain(mediumLabel('AI_TRAINING', language));
    expect(group.textContent).toContain(t('mediaHints.AI_TRAINING'));
  });

  it('asks no more for what was given', async () => {
    const user = renderIn(language, <Grant />);
    await user.click(box(mediumLabel('STREAMING', language)));
    await user.click(screen.getByRole('radio', { name: places('all') }));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(grant.media).toEqual(['STREAMING']);
    expect(grant.territories).toEqual(['WORLD']);
  });

  it('takes rights one by one', async () => {
    const user = renderIn(language, <Grant />);
    await user.click(box(t('rights.SUBLICENSABLE.name')));
    await user.click(box(t('rights.TRANSFERABLE.name')));
    expect(grant.rights).toEqual(['TRANSFERABLE', 'SUBLICENSABLE']);
  });

  it('refuses a day that is over, at the day', () => {
    renderIn(language, <Grant />);
    const day = screen.getByLabelText(t('lastDay'));
    fireEvent.change(day, { target: { value: '2030-04-30' } });
    expect(day.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(t('problems.dayPast'))).toBeDefined();
  });

  it('refuses more than the whole price', () => {
    renderIn(language, <Grant />);
    const share = screen.getByRole('textbox', { name: t('share') });
    fireEvent.change(share, { target: { value: '101' } });
    expect(share.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(t('problems.shareTooMuch'))).toBeDefined();
  });
});
