import type { RouteObject } from 'react-router';

export const organizationRoutes: readonly RouteObject[] = [];
