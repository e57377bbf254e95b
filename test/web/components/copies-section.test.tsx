import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CopiesSection } from '../../../web/features/studio/copies/parts/copies-section.tsx';
import { copiesText } from '../../../web/features/studio/copies/words/copies-text.ts';
import type { LicenseView } from '../../../web/features/studio/license/model/license-view.ts';
import { formatsFor } from '../../../web/lib/language/format.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { ME_KEY } from '../../../web/lib/session/session-answers.ts';
import { SessionProvider } from '../../../web/lib/session/session.tsx';
import { LANGUAGES, renderIn } from './rendered.tsx';
import { answering } from './search-platform.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe.each(LANGUAGES)('copies of a license that has not begun (%s)', (language) => {
  it('are announced for its first day', async () => {
    const { asked } = answering(() => ({}));
    const view = {
      license: { id: '0x05', licensee: { id: 'studio' }, firstDay: '2027-01-01' },
      check: { state: 'UPCOMING' },
    } as unknown as LicenseView;
    const me = { address: '0xme', memberships: [{ role: 'OWNER', organization: { id: 'studio' } }] };
    renderIn(
      language,
      <SessionProvider unlockDialog={() => null}>
        <CopiesSection view={view} />
      </SessionProvider>,
      { [ME_KEY[0]]: { me, hasEnded: false } },
    );
    const day = formatsFor(language).day('2027-01-01');
    await screen.findByText(textIn(copiesText, language)('notYet', { day }));
    expect(asked.filter(({ name }) => name.startsWith('LicenseCop'))).toEqual([]);
  });
});
