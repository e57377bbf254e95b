import { createMemoryRouter, RouterProvider } from 'react-router';
import type { Language } from '@lanran/protocol/kernel/language';
import type { Obstacles, ShownRequest } from '../../../web/features/requests/model/documents.ts';
import { RequestPage } from '../../../web/features/requests/pages/request-page.tsx';
import { ME_KEY } from '../../../web/lib/session/session-answers.ts';
import { SessionProvider } from '../../../web/lib/session/session.tsx';
import { TOKEN } from '../requests/build-shown-request.ts';
import { renderIn } from './rendered.tsx';
import { answering } from './search-platform.tsx';

function me(organizationId: string) {
  const organization = { id: organizationId, slug: organizationId, name: { en: null, zh: null } };
  const admitted = { kind: 'STUDIO', isAdmitted: true, council: null, suspension: null };
  return {
    ...{ address: '0xme', isAccreditor: false, isOperator: false, account: null },
    memberships: [{ role: 'OWNER', organization: { ...organization, ...admitted } }],
  };
}

interface Scene {
  /** What the platform tells at each reading. */
  request(): ShownRequest;
  answer?(variables: Readonly<Record<string, unknown>>): unknown;
  /** What the contract has of its asset. */
  readonly asset?: Readonly<Record<string, unknown>>;
  /** Of what an answer could not be carried out. */
  readonly obstacles?: readonly Obstacles[];
  /** The organization for which the reader acts. */
  readonly reader?: string;
}

/** The page of a request, of a reader who is signed in. */
export function openRequest(
  language: Language,
  { request, answer, asset, obstacles = [], reader = 'studio' }: Scene,
) {
  const { asked } = answering(({ name, variables }) => {
    if (name === 'Request') return { request: request() };
    if (name === 'RequestEntries')
      return {
        request: {
          entries: request().entries.filter(({ sequence }) => sequence > Number(variables['after'])),
        },
      };
    if (name === 'Currencies')
      return { deployment: { currencies: [{ address: TOKEN, symbol: 'TCNY', decimals: 2, kind: 'TEST' }] } };
    if (name === 'NamedKeyOwner') return { people: [] };
    if (name === 'AgreedAsset') return { asset: { id: '0x01', useConsents: [], offers: [], ...asset } };
    if (name === 'CouncilVoices')
      return { me: { councils: [{ isNamed: false, community: { id: 'village' }, safe: null }] } };
    if (name === 'RequestObstacles') {
      const named = variables['assetIds'] as readonly string[];
      return { request: { obstacles: obstacles.filter(({ assetId }) => named.includes(assetId)) } };
    }
    if (name === 'AnswerRequest') return answer?.(variables);
    return {};
  });
  const router = createMemoryRouter([{ path: 'requests/:requestId', element: <RequestPage /> }], {
    initialEntries: ['/requests/r1'],
  });
  const user = renderIn(
    language,
    <SessionProvider unlockDialog={() => null}>
      <RouterProvider router={router} />
    </SessionProvider>,
    { [ME_KEY[0]]: { me: me(reader), hasEnded: false } },
  );
  return { asked, user };
}
