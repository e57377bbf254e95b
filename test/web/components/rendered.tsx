import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import type { Language } from '@lanran/protocol/kernel/language';
import { LanguageProvider } from '../../../web/lib/language/language.tsx';
import { writePreference } from '../../../web/lib/language/preference.ts';
import { within } from '../../support/time-limits.ts';

export const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** Parts that are loaded when they are needed are compiled then, which takes seconds on a machine under load. */
configure({ asyncUtilTimeout: within() });

afterEach(() => {
  cleanup();
  localStorage.clear();
});

/** As a reader of the language sees it, with these answers of the platform; returns the hand that types and presses. */
export function renderIn(
  language: Language,
  element: ReactNode,
  answers: Readonly<Record<string, unknown>> = {},
) {
  writePreference('language', language);
  const queries = new QueryClient();
  for (const [name, answer] of Object.entries(answers)) queries.setQueryData([name], answer);
  render(
    <QueryClientProvider client={queries}>
      <LanguageProvider>{element}</LanguageProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}
