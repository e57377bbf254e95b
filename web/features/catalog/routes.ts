import type { RouteObject } from 'react-router';

export const catalogRoutes: readonly RouteObject[] = [];
