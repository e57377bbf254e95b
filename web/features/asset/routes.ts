import type { RouteObject } from 'react-router';

export const assetRoutes: readonly RouteObject[] = [];
