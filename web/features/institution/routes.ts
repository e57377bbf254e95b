import type { RouteObject } from 'react-router';

export const institutionRoutes: readonly RouteObject[] = [];
