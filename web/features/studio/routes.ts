import type { RouteObject } from 'react-router';

export const studioRoutes: readonly RouteObject[] = [];
