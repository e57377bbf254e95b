import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { LANGUAGE_TAGS, LanguageProvider, useLanguage } from '../lib/language/language.tsx';
import { errorCode } from '../lib/session/error-text.ts';
import { SessionProvider } from '../lib/session/session.tsx';
import { routes } from './routes.tsx';

/** Keys are opened by code that only signing needs. */
const UnlockDialog = lazy(async () => ({
  default: (await import('../lib/keys/unlock-dialog.tsx')).UnlockDialog,
}));

const MAX_TRIES = 3;

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What was refused stays refused; what did not answer is asked again.
        retry: (failures, error) => failures < MAX_TRIES && /UNREACHABLE|UNAVAILABLE/.test(errorCode(error)),
      },
    },
  });
}

export function App() {
  const [queries] = useState(createQueryClient);
  return (
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <SessionProvider
          unlockDialog={(props) => (
            <Suspense fallback={null}>
              <UnlockDialog {...props} />
            </Suspense>
          )}
        >
          <Pages />
        </SessionProvider>
      </QueryClientProvider>
    </LanguageProvider>
  );
}

function Pages() {
  const { language } = useLanguage();
  const [router] = useState(() => createBrowserRouter([...routes]));
  return (
    <I18nProvider locale={LANGUAGE_TAGS[language]}>
      <RouterProvider router={router} />
    </I18nProvider>
  );
}
