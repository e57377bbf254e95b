import type { RouteObject } from 'react-router';

export const checkoutRoutes: readonly RouteObject[] = [
  {
    path: 'checkout',
    lazy: async () => ({ Component: (await import('./pages/checkout-page.tsx')).CheckoutPage }),
  },
];
