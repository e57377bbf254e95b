import type { DecodedCall } from './call-particulars.ts';

/** Whether an act can be undone: the key of a sentence in `call-effect-text.ts`. */
export type Undo =
  | 'consent'
  | 'consentEnd'
  | 'useConsent'
  | 'useConsentEnd'
  | 'dispute'
  | 'disputeBack'
  | 'claim'
  | 'share'
  | 'payout'
  | 'naming'
  | 'veto'
  | 'seat'
  | 'memberAdded'
  | 'memberEnded'
  | 'suspension'
  | 'suspensionEnd'
  | 'custody'
  | 'offer'
  | 'sale'
  | 'version'
  | 'order'
  | 'announced'
  | 'role'
  | 'sales'
  | 'money'
  | 'none'
  | 'unknown';

/** Every act that may be put before the owners of a Safe, by contract and function. */
const CALLS = {
  'Organizations.admit': 'none',
  'Organizations.addMember': 'memberAdded',
  'Organizations.removeMember': 'memberEnded',
  'Organizations.removeCompromisedMember': 'memberEnded',
  'Organizations.replaceMember': 'memberEnded',
  'Organizations.setPayout': 'payout',
  'Organizations.nameSuccessor': 'naming',
  'Organizations.proposeCouncil': 'naming',
  'Organizations.vetoCouncil': 'veto',
  'Organizations.acceptCouncil': 'seat',
  'Organizations.suspend': 'suspension',
  'Organizations.liftSuspension': 'suspensionEnd',
  'Authority.schedule': 'announced',
  'Authority.cancel': 'announced',
  'Authority.grantRole': 'role',
  'Authority.revokeRole': 'role',
  'AssetRegistry.withdraw': 'none',
  'AssetRegistry.takeDown': 'none',
  'AssetRegistry.offerCustody': 'custody',
  'AssetRegistry.acceptCustody': 'none',
  'AssetRegistry.dispute': 'dispute',
  'AssetRegistry.retractDispute': 'disputeBack',
  'AssetRegistry.resolveDispute': 'none',
  'AssetRegistry.allowDispute': 'none',
  'ConsentRegistry.grant': 'consent',
  'ConsentRegistry.withdraw': 'consentEnd',
  'ConsentRegistry.consentTo': 'useConsent',
  'ConsentRegistry.withdrawConsentTo': 'useConsentEnd',
  'ConsentRegistry.grantCollection': 'consent',
  'ConsentRegistry.withdrawCollection': 'consentEnd',
  'ConsentRegistry.join': 'consent',
  'Judgement.pause': 'sales',
  'Judgement.resume': 'sales',
  'OfferBook.offer': 'offer',
  'OfferBook.closeOffer': 'offer',
  'LicenseMarket.buy': 'sale',
  'LicenseMarket.buyMany': 'sale',
  'LicenseMarket.renew': 'sale',
  'LicenseMarket.sublicense': 'sale',
  'LicenseMarket.order': 'order',
  'LicenseMarket.cancelOrder': 'none',
  'LicenseMarket.confirmPaid': 'share',
  'LicenseMarket.confirmShare': 'share',
  'LicenseMarket.claim': 'claim',
  'LicenseToken.transfer': 'none',
  'LicenseToken.takeVersion': 'version',
  'LicenseToken.revoke': 'none',
  'TestToken.mint': 'money',
  'TestToken.approve': 'money',
  'PaymentToken.approve': 'money',
} as const satisfies Readonly<Record<string, Undo>>;

export type KnownCall = keyof typeof CALLS | 'other';

/** In what is signed, not in what the platform says of it. What is not known is `other`, never a guess. */
export function knownCall({ contract, functionName }: DecodedCall): KnownCall {
  const name = `${contract}.${functionName}`;
  return isKnown(name) ? name : 'other';
}

export function undoOf(call: KnownCall): Undo {
  return call === 'other' ? 'unknown' : CALLS[call];
}

function isKnown(name: string): name is keyof typeof CALLS {
  return Object.hasOwn(CALLS, name);
}
