import { consentRightsOf, parseRights, rightsOf } from '@lanran/protocol/licensing/rights';

interface Money {
  readonly amount: string;
  readonly token: string;
}

interface WindowTerms {
  readonly media: readonly string[];
  readonly territories: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
  readonly exclusive: boolean;
  readonly rights: readonly string[];
}

/** Null where no party named it yet. */
export interface AskedTerms extends WindowTerms {
  readonly price: Money | null;
  readonly communityShareBps: number | null;
}

/** Of an offer, or of a consent to one use. */
export interface GivenTerms extends WindowTerms {
  readonly price: Money;
  readonly communityShareBps: number;
}

/** Whether what was given is just what was agreed on, whatever case addresses are in. */
export function isAsAgreed(agreed: AskedTerms | null, given: GivenTerms): boolean {
  return (
    agreed !== null &&
    agreed.price !== null &&
    agreed.price.amount === given.price.amount &&
    agreed.price.token.toLowerCase() === given.price.token.toLowerCase() &&
    agreed.communityShareBps === given.communityShareBps &&
    agreed.exclusive === given.exclusive &&
    agreed.firstDay === given.firstDay &&
    agreed.lastDay === given.lastDay &&
    isSameSet(agreed.media, given.media) &&
    isSameSet(agreed.territories, given.territories) &&
    isSameSet(agreed.rights, given.rights)
  );
}

/** The same of a consent, which has only those rights that a community gives. */
export function isConsentedAsAgreed(agreed: AskedTerms | null, given: GivenTerms): boolean {
  if (agreed === null) return false;
  const rights = rightsOf(consentRightsOf(parseRights(agreed.rights.join(','))));
  return isAsAgreed({ ...agreed, rights }, given);
}

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name) => right.includes(name));
}
