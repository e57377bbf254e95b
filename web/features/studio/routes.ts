import type { RouteObject } from 'react-router';

export const studioRoutes: readonly RouteObject[] = [
  {
    path: 'studio',
    lazy: async () => ({ Component: (await import('./desk/pages/studio-page.tsx')).StudioPage }),
  },
  {
    path: 'assets/:assetId/license',
    lazy: async () => ({ Component: (await import('./wish/pages/license-wish-page.tsx')).LicenseWishPage }),
  },
  {
    path: 'licenses/:licenseId',
    lazy: async () => ({ Component: (await import('./license/pages/license-page.tsx')).LicensePage }),
  },
  {
    path: 'licenses/:licenseId/sublicense',
    lazy: async () => ({ Component: (await import('./wish/pages/sublicense-page.tsx')).SublicensePage }),
  },
  {
    path: 'licenses/:licenseId/certificate',
    lazy: async () => ({
      Component: (await import('./certificate/pages/certificate-page.tsx')).CertificatePage,
    }),
  },
  {
    path: 'check/:licenseId',
    lazy: async () => ({ Component: (await import('./certificate/pages/check-page.tsx')).CheckPage }),
  },
  {
    path: 'orders/:orderId/invoice',
    lazy: async () => ({ Component: (await import('./license/pages/invoice-page.tsx')).InvoicePage }),
  },
  {
    path: 'orders/:orderId',
    lazy: async () => ({ Component: (await import('./license/pages/order-page.tsx')).OrderPage }),
  },
];
