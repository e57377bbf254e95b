/** Consent in force, and the offers that can be taken. */
export interface Standing<Offer = unknown> {
  readonly consent: { readonly lastDay: string } | null;
  readonly offers: readonly Offer[];
}

interface PublishedDraft {
  readonly community: object | null;
  /** The version before; null for a new asset. */
  readonly revises: object | null;
}

/**
 * What there is to do next. Consent and offers are the asset's, so that they hold for every version of it.
 * @param standing of a revised asset; null while it is not known
 */
export function nextSteps(
  { community, revises }: PublishedDraft,
  standing: Standing | null,
): { readonly asksCouncil: boolean; readonly makesOffer: boolean } {
  if (revises === null) return { asksCouncil: community !== null, makesOffer: true };
  if (standing === null) return { asksCouncil: false, makesOffer: false };
  return {
    asksCouncil: community !== null && standing.consent === null,
    makesOffer: standing.offers.length === 0,
  };
}
