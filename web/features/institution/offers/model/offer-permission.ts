import type { NamedOrganization, Permission } from './offer-draft.ts';
import { EVERYTHING } from './offer-draft.ts';
import type { OfferableAsset } from './offer-query.ts';

type ShownConsents = Pick<OfferableAsset, 'community' | 'consent' | 'consentToJoin' | 'useConsents'>;

/** What every offer may be within. Null without the consent that is needed. */
export function generalPermission({ community, consent, consentToJoin }: ShownConsents): Permission | null {
  return community === null ? EVERYTHING : (consent ?? consentToJoin);
}

/** Uses by one organization each that the council permitted and that nothing was sold by yet. */
export function openUseConsents({ useConsents }: Pick<OfferableAsset, 'useConsents'>) {
  return useConsents.filter(({ state, licensee }) => state === 'GRANTED' && licensee !== null);
}

/** Nothing may be offered. */
const NOTHING: Permission = { media: [], territories: [], lastDay: null, rights: [], shareBps: 0 };

interface OfferedTo {
  readonly general: Permission | null;
  /** Null: anybody. */
  readonly licensee: NamedOrganization | null;
}

/** What an offer may be within: of one for an organization whose use the council permitted, that use. */
export function permissionFor(asset: ShownConsents, { general, licensee }: OfferedTo): Permission {
  const permitted = openUseConsents(asset).find((each) => each.licensee?.id === licensee?.id);
  if (permitted === undefined) return general ?? NOTHING;
  const { media, territories, lastDay, rights, shareBps, firstDay, exclusive, minPrice } = permitted;
  return {
    media,
    territories,
    lastDay,
    rights,
    // The contract asks for what the general consent demands, the sale for what this one does.
    shareBps: Math.max(shareBps, general?.shareBps ?? 0),
    use: { firstDay, exclusive, minPrice: minPrice.amount, token: minPrice.token },
  };
}
