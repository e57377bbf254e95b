/** What the table of assets is narrowed down to. */
export const ASSET_STATES = ['all', 'published', 'without-consent', 'on-offer', 'withdrawn'] as const;
export type AssetState = (typeof ASSET_STATES)[number];

export function readState(text: string | null): AssetState {
  return ASSET_STATES.find((state) => state === text) ?? 'all';
}

/** For the catalog's filter. What is on offer is so also while nobody can take it. */
export function filterOf(state: AssetState) {
  switch (state) {
    case 'all':
      return {};
    case 'published':
      return { isWithdrawn: false };
    case 'without-consent':
      return { isWithdrawn: false, hasConsent: false };
    case 'on-offer':
      return { hasOffer: true };
    case 'withdrawn':
      return { isWithdrawn: true };
  }
}

interface NeedsConsent {
  readonly access: 'OPEN' | 'LICENSED' | 'RESTRICTED';
  readonly community: object | null;
}

/** Without a community nobody has to consent, and what is restricted is not sold at all. */
export function needsConsent({ access, community }: NeedsConsent): boolean {
  return community !== null && access !== 'RESTRICTED';
}
