import type { RouteObject } from 'react-router';
import { adminRoutes } from '../features/admin/routes.ts';
import { assetRoutes } from '../features/asset/routes.ts';
import { auditorRoutes } from '../features/auditor/routes.ts';
import { callsRoutes } from '../features/calls/routes.ts';
import { catalogRoutes } from '../features/catalog/routes.ts';
import { checkoutRoutes } from '../features/checkout/routes.ts';
import { conceptsRoutes } from '../features/concepts/routes.ts';
import { councilRoutes } from '../features/council/routes.ts';
import { frontRoutes } from '../features/front/routes.ts';
import { importRoutes } from '../features/import/routes.ts';
import { inboxRoutes } from '../features/inbox/routes.ts';
import { institutionRoutes } from '../features/institution/routes.ts';
import { listsRoutes } from '../features/lists/routes.ts';
import { organizationRoutes } from '../features/organization/routes.ts';
import { peopleRoutes } from '../features/people/routes.ts';
import { publishRoutes } from '../features/publish/routes.ts';
import { recordRoutes } from '../features/record/routes.ts';
import { requestsRoutes } from '../features/requests/routes.ts';
import { studioRoutes } from '../features/studio/routes.ts';
import { verifyRoutes } from '../features/verify/routes.ts';
import { webhooksRoutes } from '../features/webhooks/routes.ts';
import { Layout } from './layout.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { RouteErrorPage } from './route-error-page.tsx';
import { Skeleton } from '../components/page/skeleton.tsx';

/** Every page, composed of the features. Pages load when they are first opened. */
export const routes: readonly RouteObject[] = [
  {
    element: <Layout />,
    hydrateFallbackElement: <Skeleton />,
    children: [
      {
        errorElement: <RouteErrorPage />,
        children: [
          ...frontRoutes,
          ...catalogRoutes,
          ...checkoutRoutes,
          ...assetRoutes,
          ...publishRoutes,
          ...importRoutes,
          ...councilRoutes,
          ...institutionRoutes,
          ...studioRoutes,
          ...listsRoutes,
          ...inboxRoutes,
          ...callsRoutes,
          ...requestsRoutes,
          ...auditorRoutes,
          ...verifyRoutes,
          ...recordRoutes,
          ...organizationRoutes,
          ...conceptsRoutes,
          ...peopleRoutes,
          ...webhooksRoutes,
          ...adminRoutes,
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
];
