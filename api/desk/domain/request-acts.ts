import type { AssetId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import { consentRightsOf, type RightsBits } from '@lanran/protocol/licensing/rights';
import type { Wish } from '@lanran/protocol/licensing/window';
import type { DeskRequest } from './request.ts';
import type { RequestItem } from './request-state.ts';
import { isComplete } from './request-terms.ts';

/** What the council gives `consentTo`. */
export interface UseConsentArguments extends Wish {
  readonly assetId: AssetId;
  readonly holder: OrganizationId;
  readonly licensee: OrganizationId;
  readonly token: Address;
  readonly minPrice: bigint;
  readonly shareBps: number;
  readonly rights: RightsBits;
}

/** What the holder gives an offer for one organization. */
export interface OfferArguments extends Wish {
  readonly assetId: AssetId;
  readonly licensee: OrganizationId;
  readonly token: Address;
  readonly price: bigint;
  readonly communityShareBps: number;
  readonly rights: RightsBits;
}

/** The acts by which the parties do what the terms on the table say. */
export interface RequestActs {
  /** Null for an asset without a community. */
  readonly consentTo: UseConsentArguments | null;
  readonly offer: OfferArguments;
}

/** Null while the terms are open, and for what is over. */
export function actsOf({ asker, holder, community }: DeskRequest, item: RequestItem): RequestActs | null {
  const { assetId, state, terms } = item;
  const isOpen = state === 'ASKED' || state === 'ANSWERED' || state === 'AGREED';
  if (!isOpen || !isComplete(terms) || asker.organization === null) return null;
  const { wish, token, price, communityShareBps, rights } = terms;
  const common = { ...wish, assetId, licensee: asker.organization, token };
  const consentTo = {
    ...common,
    holder,
    minPrice: price,
    shareBps: communityShareBps,
    rights: consentRightsOf(rights),
  };
  return {
    consentTo: community === null ? null : consentTo,
    offer: { ...common, price, communityShareBps, rights },
  };
}
