import { rightsBits } from '@lanran/protocol/rights';
import type { Asset, Consent } from './assets.ts';
import { grantAct, type ConsentTerms } from './licensing-acts.ts';
import type { Platform } from './platform.ts';
import { relay, type RelayedAct } from './relaying.ts';
import { isSameReach } from './shown-reach.ts';

/**
 * A council permits licenses of the asset. Null when it permits just that already; a collection's consent to the same is another,
 * which the council can withdraw without this one.
 */
export async function consentToAsset(
  platform: Platform,
  { id, consent }: Pick<Asset, 'id' | 'consent'>,
  terms: ConsentTerms,
): Promise<RelayedAct | null> {
  const own = consent?.collection == null ? consent : null;
  if (own != null && isSameConsent(own, terms)) return null;
  return relay(platform, grantAct(id, terms));
}

/** Does the platform show just this? */
export function isSameConsent(shown: Consent, terms: ConsentTerms): boolean {
  return (
    shown.holder?.id === terms.holder &&
    shown.shareBps === terms.shareBps &&
    rightsBits(shown.rights) === terms.rights &&
    isSameReach(shown, terms)
  );
}
