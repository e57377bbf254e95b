import type { RouteObject } from 'react-router';

export const verifyRoutes: readonly RouteObject[] = [];
