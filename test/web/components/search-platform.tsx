import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { vi } from 'vitest';
import type { Language } from '@lanran/protocol/kernel/language';
import { ME_KEY } from '../../../web/lib/session/session-answers.ts';
import { SessionProvider } from '../../../web/lib/session/session.tsx';
import { renderIn } from './rendered.tsx';

interface Asked {
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The platform refuses. */
export class Refusal extends Error {
  readonly extensions: { readonly code: string; readonly field?: string };

  constructor(extensions: Refusal['extensions']) {
    super('refused');
    this.extensions = extensions;
  }
}

/** What a platform answers in place of the real one, by the name of the query. */
export function answering(answer: (asked: Asked) => unknown): { readonly asked: readonly Asked[] } {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (_url: string, { body }: { readonly body: string }) => {
    const { query, variables } = JSON.parse(body) as { query: string; variables: Asked['variables'] };
    const question = { name: /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '', variables };
    asked.push(question);
    try {
      return answered({ data: await answer(question) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { message, extensions } = error;
      return answered({ data: null, errors: [{ message, extensions }] });
    }
  });
  return { asked };
}

function answered(body: unknown) {
  return { status: 200, text: async () => JSON.stringify(body) };
}

/** A page at an address, of nobody who is signed in; the router says where links led. */
export function renderPage(language: Language, element: ReactNode, address = '/') {
  const router = createMemoryRouter([{ path: '*', element }], { initialEntries: [address] });
  const user = renderIn(
    language,
    <SessionProvider unlockDialog={() => null}>
      <RouterProvider router={router} />
    </SessionProvider>,
    { [ME_KEY[0]]: { me: null, hasEnded: false } },
  );
  return { user, router };
}
