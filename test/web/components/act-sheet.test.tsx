import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { ActSheet } from '../../../web/components/forms/act-sheet.tsx';
import { TextField } from '../../../web/components/forms/field.tsx';
import { componentText } from '../../../web/components/page/text.ts';
import { errorText } from '../../../web/lib/session/error-text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';

interface DeskProps {
  act?(): string | null | Promise<string | null>;
  onDone?(result: string): void;
}

/** A page with one sheet open, which takes a reason. */
function Desk({ act = () => 'done', onDone }: DeskProps) {
  const [isOpen, setIsOpen] = useState(true);
  const [reason, setReason] = useState('');
  if (!isOpen) return <p>Closed</p>;
  return (
    <ActSheet
      title="Revoke"
      verb="Revoke it"
      busyVerb="Revoking …"
      kind="act"
      isReady={reason !== ''}
      act={act}
      {...(onDone !== undefined && { onDone })}
      onClose={() => setIsOpen(false)}
    >
      <TextField label="Reason" value={reason} onChange={setReason} autoFocus />
    </ActSheet>
  );
}

const reason = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Reason' });

const isDisabled = (name: string) => {
  const button = screen.getByRole<HTMLButtonElement>('button', { name });
  return button.disabled || button.getAttribute('aria-disabled') === 'true';
};

describe.each(LANGUAGES)('a sheet that acts (%s)', (language) => {
  const t = textIn(componentText, language);

  it('waits until it is ready', async () => {
    const user = renderIn(language, <Desk />);
    expect(isDisabled('Revoke it')).toBe(true);
    await user.type(reason(), '{Enter}');
    expect(screen.queryByText('Closed')).toBeNull();

    await user.type(reason(), 'Lost');
    expect(isDisabled('Revoke it')).toBe(false);
  });

  it('closes when it is done, by its button or by Enter', async () => {
    const user = renderIn(language, <Desk />);
    await user.type(reason(), 'Lost{Enter}');
    await screen.findByText('Closed');
  });

  it('can be left without acting', async () => {
    let times = 0;
    const user = renderIn(language, <Desk act={() => String((times += 1))} />);
    await user.click(screen.getByRole('button', { name: t('cancel') }));
    expect(screen.getByText('Closed')).toBeDefined();
    expect(times).toBe(0);
  });

  it('stays open and acts once while the act goes on', async () => {
    let times = 0;
    let end: (result: string) => void = () => undefined;
    const act = async () => {
      times += 1;
      return new Promise<string>((resolve) => {
        end = resolve;
      });
    };
    const user = renderIn(language, <Desk act={act} />);
    await user.type(reason(), 'Lost{Enter}');
    await screen.findByText('Revoking …');
    expect(isDisabled(t('cancel'))).toBe(true);
    expect(screen.queryByRole('button', { name: t('close') })).toBeNull();

    await user.type(reason(), '{Enter}{Escape}');
    await user.click(screen.getByText('Revoking …'));
    expect(screen.queryByText('Closed')).toBeNull();
    expect(times).toBe(1);

    end('done');
    await screen.findByText('Closed');
  });

  it('shows why the act failed and what to do, and may be tried again', async () => {
    const refused = new RefusedError('CONFLICT', 'Somebody was faster.');
    let times = 0;
    const act = () => {
      times += 1;
      if (times === 1) throw refused;
      return 'done';
    };
    const user = renderIn(language, <Desk act={act} />);
    await user.type(reason(), 'Lost{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(errorText(refused, language).text);
    expect(reason().value).toBe('Lost');

    await user.click(screen.getByRole('button', { name: 'Revoke it' }));
    await screen.findByText('Closed');
  });

  it('stays when nothing was done', async () => {
    const user = renderIn(language, <Desk act={() => null} />);
    await user.type(reason(), 'Lost{Enter}');
    expect(screen.queryByText('Closed')).toBeNull();
    expect(isDisabled('Revoke it')).toBe(false);
  });

  it('hands on what came of it instead of closing', async () => {
    const handed: string[] = [];
    const user = renderIn(language, <Desk act={() => 'token'} onDone={(made) => handed.push(made)} />);
    await user.type(reason(), 'Lost{Enter}');
    expect(handed).toEqual(['token']);
    expect(screen.queryByText('Closed')).toBeNull();
  });
});

it('sends no form that it was opened from', async () => {
  let sent = 0;
  const user = renderIn(
    'en',
    <form onSubmit={() => (sent += 1)}>
      <Desk />
    </form>,
  );
  await user.type(reason(), 'Lost{Enter}');
  await screen.findByText('Closed');
  expect(sent).toBe(0);
});
