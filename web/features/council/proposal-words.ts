import { mediaOf } from '@lanran/protocol/media';
import { rightsOf } from '@lanran/protocol/rights';
import { territoryCodes } from '@lanran/protocol/territories';
import { formatDay } from '@lanran/protocol/day';
import { CONSENTABLE, type GrantDraft } from './grant.ts';

/** A call as it was decoded in this browser (client/describe-call.ts). */
export interface DecodedCall {
  readonly contract: string;
  readonly functionName: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a proposal would do, as far as this desk has words for it. */
export type ProposalWords =
  | { readonly kind: 'grant'; readonly assetId: string; readonly consent: GrantDraft }
  | {
      readonly kind: 'grantCollection';
      readonly size: number;
      readonly root: string;
      readonly consent: GrantDraft;
    }
  | { readonly kind: 'withdraw' | 'dispute' | 'retractDispute'; readonly assetId: string }
  | { readonly kind: 'withdrawCollection'; readonly root: string }
  | { readonly kind: 'claim' | 'confirmShare' | 'vetoCouncil' | 'acceptCouncil' }
  | { readonly kind: 'setPayout' | 'nameSuccessor' | 'addMember' | 'removeMember'; readonly key: string }
  | { readonly kind: 'other' };

/** In what is signed, not in what the platform says of it. What is not known is `other`, never a guess. */
export function wordsOf({ contract, functionName, args }: DecodedCall): ProposalWords {
  const text = (name: string) => String(args[name]);
  switch (`${contract}.${functionName}`) {
    case 'ConsentRegistry.grant':
      return { kind: 'grant', assetId: text('assetId'), consent: consentIn(args['consent']) };
    case 'ConsentRegistry.grantCollection': {
      const { root, size } = args['collection'] as { readonly root: string; readonly size: string };
      return { kind: 'grantCollection', root, size: Number(size), consent: consentIn(args['consent']) };
    }
    case 'ConsentRegistry.withdraw':
      return { kind: 'withdraw', assetId: text('assetId') };
    case 'ConsentRegistry.withdrawCollection':
      return { kind: 'withdrawCollection', root: text('root') };
    case 'AssetRegistry.dispute':
      return { kind: 'dispute', assetId: text('assetId') };
    case 'AssetRegistry.retractDispute':
      return { kind: 'retractDispute', assetId: text('assetId') };
    case 'LicenseMarket.claim':
      return { kind: 'claim' };
    case 'LicenseMarket.confirmShare':
      return { kind: 'confirmShare' };
    case 'Organizations.setPayout':
      return { kind: 'setPayout', key: text('payout') };
    case 'Organizations.nameSuccessor':
      return { kind: 'nameSuccessor', key: text('candidate') };
    case 'Organizations.vetoCouncil':
      return { kind: 'vetoCouncil' };
    case 'Organizations.acceptCouncil':
      return { kind: 'acceptCouncil' };
    case 'Organizations.addMember':
      return { kind: 'addMember', key: text('key') };
    case 'Organizations.removeMember':
      return { kind: 'removeMember', key: text('key') };
    default:
      return { kind: 'other' };
  }
}

function consentIn(value: unknown): GrantDraft {
  // The contract's struct, its whole numbers as decimal text.
  const consent = value as Readonly<
    Record<'media' | 'territories' | 'lastDay' | 'shareBps' | 'rights', string>
  >;
  return {
    media: mediaOf(Number(consent.media)),
    territories: territoryCodes(BigInt(consent.territories)),
    lastDay: formatDay(Number(consent.lastDay)),
    share: String(Number(consent.shareBps) / 100),
    rights: CONSENTABLE.filter((right) => rightsOf(Number(consent.rights)).includes(right)),
  };
}
