import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { CheckboxList } from '../../../web/components/forms/checkbox-list.tsx';
import { TextField } from '../../../web/components/forms/field.tsx';
import { SelectField } from '../../../web/components/forms/select-field.tsx';
import { RadioField } from '../../../web/components/forms/radio-field.tsx';
import { renderIn } from './rendered.tsx';

const descriptionOf = (element: Element) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');

describe('a text field', () => {
  it('reads out its hint and what is wrong with it', () => {
    renderIn(
      'en',
      <TextField
        label="Label"
        hint="Seen by you alone."
        error="Say one."
        value=""
        onChange={() => undefined}
      />,
    );
    const field = screen.getByRole('textbox', { name: 'Label' });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(descriptionOf(field)).toContain('Seen by you alone.');
    expect(descriptionOf(field)).toContain('Say one.');
  });

  it('is fine while nothing is wrong', () => {
    renderIn('en', <TextField label="Label" error={null} value="" onChange={() => undefined} />);
    expect(screen.getByRole('textbox').getAttribute('aria-invalid')).toBeNull();
  });

  it('takes several lines where rows are asked for', async () => {
    let typed = '';
    const user = renderIn(
      'en',
      <TextField label="Why" rows={4} value="" onChange={(text) => (typed = text)} />,
    );
    const field = screen.getByRole('textbox', { name: 'Why' });
    expect(field.tagName).toBe('TEXTAREA');
    await user.type(field, 'a');
    expect(typed).toBe('a');
  });
});

const ROLES = [
  { value: 'OWNER', label: 'Owner', hint: 'May do everything' },
  { value: 'EDITOR', label: 'Editor' },
] as const;
type Role = (typeof ROLES)[number]['value'];

describe('a choice of one', () => {
  it('unfolds, and closes on what is chosen', async () => {
    const Choice = () => {
      const [role, setRole] = useState<Role | null>(null);
      return <SelectField<Role> label="Role" value={role} choices={ROLES} onChange={setRole} />;
    };
    const user = renderIn('en', <Choice />);
    await user.click(screen.getByRole('button', { name: /Role/ }));
    await user.click(await screen.findByRole('option', { name: 'Editor' }));
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(screen.getByRole('button', { name: /Role/ }).textContent).toContain('Editor');
  });

  it('shows two or three at once, by name', async () => {
    const Choice = () => {
      const [role, setRole] = useState<Role | null>(null);
      return <RadioField<Role> label="Role" value={role} choices={ROLES} onChange={setRole} />;
    };
    const user = renderIn('en', <Choice />);
    const [owner, editor] = screen.getAllByRole<HTMLInputElement>('radio');
    expect([owner?.checked, editor?.checked]).toEqual([false, false]);
    await user.click(screen.getByText('Editor'));
    expect([owner?.checked, editor?.checked]).toEqual([false, true]);
  });
});

describe('a choice of several', () => {
  const Uses = ({ at }: { readonly at: readonly string[] }) => {
    const [uses, setUses] = useState(at);
    return (
      <>
        <CheckboxList
          choices={[
            { value: 'film', label: 'Film', hint: 'In theaters' },
            { value: 'game', label: 'Game', isClosed: true },
          ]}
          value={uses}
          onChange={setUses}
        />
        <output>{uses.join(' ')}</output>
      </>
    );
  };
  const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
  const chosen = () => screen.getByRole('status').textContent;

  it('takes one more and gives it up again, and leaves what it does not show', async () => {
    const user = renderIn('en', <Uses at={['print']} />);
    await user.click(box(/^Film/));
    expect(chosen()).toBe('print film');
    await user.click(box(/^Film/));
    expect(chosen()).toBe('print');
  });

  it('lets nobody choose what is closed', () => {
    renderIn('en', <Uses at={[]} />);
    expect(box(/^Game/).disabled).toBe(true);
    expect(box(/^Film/).disabled).toBe(false);
  });

  it('lets what is closed be given up where it was chosen', async () => {
    const user = renderIn('en', <Uses at={['game']} />);
    await user.click(box(/^Game/));
    expect(chosen()).toBe('');
  });
});
