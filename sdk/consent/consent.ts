import type { Asset, Consent } from '../assets/assets.ts';
import { formatDay, parseDay, todayOf } from '@lanran/protocol/kernel/day';
import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Language } from '@lanran/protocol/kernel/language';
import { mediaOf, mediumName, parseMedia } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { rightsBits } from '@lanran/protocol/licensing/rights';
import {
  consentToAct,
  grantAct,
  withdrawConsentToAct,
  type ConsentTerms,
  type UseConsentTerms,
} from './consent-acts.ts';
import { RefusedError, type StatedReason } from '../kernel/errors.ts';
import type { Platform } from '../kernel/session.ts';
import { relay, relayUnlessDone, type RelayedAct } from '../acts/relaying.ts';
import { isSameReach } from './presented-window.ts';

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

export interface UseConsentOptions {
  /** The signer knows that what the licensee was permitted before ends. */
  readonly mayReplace: boolean;
}

/**
 * A council permits one license to one organization, which has one such permission for an asset. Null when it permits just that already.
 * @throws RefusedError USE_CONSENT_REPLACED where it would end another one and may not
 */
export async function consentToUse(
  platform: Platform,
  { id, useConsents }: Pick<Asset, 'id' | 'useConsents'>,
  terms: UseConsentTerms,
  { mayReplace }: UseConsentOptions,
): Promise<RelayedAct | null> {
  if (isConsentedToUse(useConsents, terms)) return null;
  const reason = mayReplace ? null : replacedUse(useConsents, { assetId: id, terms });
  if (reason !== null)
    throw new RefusedError(
      reason.code,
      `${reason.en} Nothing was signed; say that it is replaced, or let it be bought first.`,
      { reasons: [reason] },
    );
  return relay(platform, consentToAct(id, terms));
}

function grantedUse(uses: Asset['useConsents'], { licensee }: UseConsentTerms): ShownUse | undefined {
  return uses.find((use) => use.state === 'GRANTED' && use.licensee?.id === licensee);
}

/** Does the council permit just that already? */
export function isConsentedToUse(uses: Asset['useConsents'], terms: UseConsentTerms): boolean {
  const granted = grantedUse(uses, terms);
  return granted !== undefined && isSameUse(granted, terms);
}

/** That a consent on these terms would end another one that is in force; null: it ends none. */
export function replacedUse(
  uses: Asset['useConsents'],
  { assetId, terms }: { readonly assetId: AssetId; readonly terms: UseConsentTerms },
): StatedReason | null {
  const granted = grantedUse(uses, terms);
  if (granted === undefined || isSameUse(granted, terms) || !isInForce(granted, terms.holder)) return null;
  const licensee = granted.licensee?.slug ?? terms.licensee;
  return {
    code: 'USE_CONSENT_REPLACED',
    data: { assetId, licensee },
    en: `${licensee} is permitted another use of ${assetId}: ${useText(granted, 'en')}. This consent would take its place, and what was agreed on it could not be bought.`,
    zh: `议事会已同意${licensee}对${assetId}的另一种使用（${useText(granted, 'zh')}）。新的同意将取而代之，据此达成的许可将无法购买。`,
  };
}

/** A council permits one organization no license any longer. Null when it permits none. */
export async function withdrawConsentToUse(
  platform: Platform,
  assetId: AssetId,
  licensee: OrganizationId,
): Promise<RelayedAct | null> {
  return relayUnlessDone(platform, withdrawConsentToAct(assetId, licensee), 'CONSENT_REGISTRY_NO_USE');
}

type ShownUse = Asset['useConsents'][number];

function isInForce({ holder, lastDay }: ShownUse, presentHolder: OrganizationId): boolean {
  return holder?.id === presentHolder && parseDay(lastDay) >= todayOf(Math.floor(Date.now() / 1000));
}

function useText({ media, territories, firstDay, lastDay, exclusive }: ShownUse, language: Language): string {
  const isEnglish = language === 'en';
  const uses = mediaOf(parseMedia(media.join(','))).map((medium) => mediumName(medium, language));
  const places = territoryText(parseTerritories(territories.join(',')), language);
  const parts = [
    uses.join(isEnglish ? ', ' : '、'),
    places,
    isEnglish ? `${firstDay} to ${lastDay}` : `${firstDay}至${lastDay}`,
    ...(exclusive ? [isEnglish ? 'exclusive' : '独占'] : []),
  ];
  return parts.join(isEnglish ? ', ' : '，');
}

/** Is the use, its price, share and rights just this? */
export function isSameUse(shown: ShownUse, terms: UseConsentTerms): boolean {
  return (
    shown.holder?.id === terms.holder &&
    shown.exclusive === terms.exclusive &&
    shown.firstDay === formatDay(terms.firstDay) &&
    shown.minPrice.amount === terms.minPrice &&
    shown.minPrice.token.toLowerCase() === terms.token &&
    shown.shareBps === terms.shareBps &&
    rightsBits(shown.rights) === terms.rights &&
    isSameReach(shown, terms)
  );
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
