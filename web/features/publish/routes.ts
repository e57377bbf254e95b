import type { RouteObject } from 'react-router';

export const publishRoutes: readonly RouteObject[] = [];
