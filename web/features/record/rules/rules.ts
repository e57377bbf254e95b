/** One thing that the contracts enforce; its words are in `text.ts` under the same name. */
export interface Rule {
  readonly id: RuleId;
  readonly contract: ContractName;
  /** How to ask it. `isOpen`: it needs ids that the reader puts in. */
  readonly call: { readonly signature: string; readonly isOpen?: boolean };
}

export type RuleId =
  | 'appendOnly'
  | 'ownSignature'
  | 'liveConsent'
  | 'oneUse'
  | 'withdrawal'
  | 'councilSeat'
  | 'share'
  | 'payout'
  | 'exclusive'
  | 'sameTerms'
  | 'soldVersion'
  | 'dispute'
  | 'suspension'
  | 'takenDown'
  | 'pause'
  | 'operator'
  | 'accreditor'
  | 'nobody'
  | 'delays';

export type ContractName =
  | 'ProvenanceLog'
  | 'Organizations'
  | 'AssetRegistry'
  | 'ConsentRegistry'
  | 'OfferBook'
  | 'Calendar'
  | 'Judgement'
  | 'LicenseMarket'
  | 'LicenseToken'
  | 'Authority';

export type GroupId = 'history' | 'consent' | 'money' | 'exclusivity' | 'stopping' | 'limits';

export const RULES: readonly { readonly id: GroupId; readonly rules: readonly Rule[] }[] = [
  {
    id: 'history',
    rules: [
      { id: 'appendOnly', contract: 'ProvenanceLog', call: { signature: 'head()' } },
      {
        id: 'ownSignature',
        contract: 'Organizations',
        call: { signature: 'canAct(bytes32,address)', isOpen: true },
      },
    ],
  },
  {
    id: 'consent',
    rules: [
      {
        id: 'liveConsent',
        contract: 'ConsentRegistry',
        call: { signature: 'consentOf(bytes32)', isOpen: true },
      },
      {
        id: 'oneUse',
        contract: 'ConsentRegistry',
        call: { signature: 'useConsentOf(bytes32,bytes32)', isOpen: true },
      },
      {
        id: 'withdrawal',
        contract: 'ConsentRegistry',
        call: { signature: 'collectionOf(bytes32)', isOpen: true },
      },
      {
        id: 'councilSeat',
        contract: 'Organizations',
        call: { signature: 'successionOf(bytes32)', isOpen: true },
      },
    ],
  },
  {
    id: 'money',
    rules: [
      { id: 'share', contract: 'OfferBook', call: { signature: 'operatorShareBps()' } },
      {
        id: 'payout',
        contract: 'LicenseMarket',
        call: { signature: 'creditOf(bytes32,address)', isOpen: true },
      },
    ],
  },
  {
    id: 'exclusivity',
    rules: [
      {
        id: 'exclusive',
        contract: 'Calendar',
        call: { signature: 'exclusivesOf(bytes32,uint32)', isOpen: true },
      },
      { id: 'sameTerms', contract: 'LicenseToken', call: { signature: 'market()' } },
      {
        id: 'soldVersion',
        contract: 'LicenseToken',
        call: { signature: 'recordOf(uint256)', isOpen: true },
      },
    ],
  },
  {
    id: 'stopping',
    rules: [
      {
        id: 'dispute',
        contract: 'AssetRegistry',
        call: { signature: 'isDisputedBy(bytes32,bytes32)', isOpen: true },
      },
      {
        id: 'suspension',
        contract: 'Organizations',
        call: { signature: 'standingOf(bytes32)', isOpen: true },
      },
      {
        id: 'takenDown',
        contract: 'AssetRegistry',
        call: { signature: 'isTakenDown(bytes32,bytes32)', isOpen: true },
      },
      { id: 'pause', contract: 'Judgement', call: { signature: 'isPaused()' } },
    ],
  },
  {
    id: 'limits',
    rules: [
      { id: 'operator', contract: 'ProvenanceLog', call: { signature: 'sealer()' } },
      {
        id: 'accreditor',
        contract: 'Authority',
        call: { signature: 'hasRole(uint64,address)', isOpen: true },
      },
      {
        id: 'nobody',
        contract: 'Authority',
        call: { signature: 'getRoleAdmin(uint64)', isOpen: true },
      },
      { id: 'delays', contract: 'Authority', call: { signature: 'getAccess(uint64,address)', isOpen: true } },
    ],
  },
];
