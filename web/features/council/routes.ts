import type { RouteObject } from 'react-router';

export const councilRoutes: readonly RouteObject[] = [];
