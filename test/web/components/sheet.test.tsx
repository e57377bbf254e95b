import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { Button } from '../../../web/components/forms/button.tsx';
import { Sheet } from '../../../web/components/forms/sheet.tsx';
import { componentText } from '../../../web/components/page/text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';

function Page({ canClose }: { readonly canClose?: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>Open</Button>
      {isOpen && (
        <Sheet title="Terms" onClose={() => setIsOpen(false)} {...(canClose !== undefined && { canClose })}>
          <p>All of them</p>
        </Sheet>
      )}
    </>
  );
}

async function openIn(language: (typeof LANGUAGES)[number], page = <Page />) {
  const user = renderIn(language, page);
  await user.click(screen.getByRole('button', { name: 'Open' }));
  await screen.findByRole('dialog', { name: 'Terms' });
  return user;
}

describe.each(LANGUAGES)('a sheet (%s)', (language) => {
  const close = textIn(componentText, language)('close');

  it('closes on Escape and gives the focus back to what opened it', async () => {
    const user = await openIn(language);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    await expect.poll(() => document.activeElement?.textContent).toBe('Open');
  });

  it('closes by its cross', async () => {
    const user = await openIn(language);
    await user.click(screen.getByRole('button', { name: close }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('leaves nothing of the page under it in reach', async () => {
    await openIn(language);
    const opener = screen.getByText('Open');
    expect(opener.closest('[inert], [aria-hidden="true"]')).not.toBeNull();
  });

  it('has no way out while an act is under way', async () => {
    const user = await openIn(language, <Page canClose={false} />);
    expect(screen.queryByRole('button', { name: close })).toBeNull();
    await user.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeDefined();
  });
});
