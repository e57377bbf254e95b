import type { ParamType, TransactionDescription } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, parseAssetId, parseStatementHash } from '@lanran/protocol/kernel/ids';
import { OldTermsFormatError } from '../../platform/kernel/errors.ts';
import type { DecodedAct, NamedVersion } from '../ports/ledger.ts';
import { isOldAct } from './old-acts.ts';
import type { ContractName, KnownContract } from './platform-contracts.ts';

/** The acts people sign; nothing else is relayed. */
export const RELAYED: Readonly<Partial<Record<ContractName, readonly string[]>>> = {
  Organizations: [
    'admit',
    'addMember',
    'removeMember',
    'removeCompromisedMember',
    'replaceMember',
    'setPayout',
    'nameSuccessor',
    'proposeCouncil',
    'vetoCouncil',
    'acceptCouncil',
    'suspend',
    'liftSuspension',
    'multicall',
  ],
  // The announcement of an act that has to wait for its delay, and the accreditor's role changing hands.
  Authority: ['schedule', 'cancel', 'grantRole', 'revokeRole', 'multicall'],
  AssetRegistry: [
    'withdraw',
    'takeDown',
    'offerCustody',
    'acceptCustody',
    'dispute',
    'retractDispute',
    'resolveDispute',
    'allowDispute',
  ],
  ConsentRegistry: [
    'grant',
    'withdraw',
    'consentTo',
    'withdrawConsentTo',
    'grantCollection',
    'withdrawCollection',
    'join',
  ],
  Judgement: ['pause', 'resume'],
  OfferBook: ['offer', 'closeOffer'],
  LicenseMarket: [
    'buy',
    'buyMany',
    'renew',
    'sublicense',
    'order',
    'cancelOrder',
    'confirmPaid',
    'confirmShare',
    'claim',
  ],
  LicenseToken: ['transfer', 'takeVersion', 'revoke'],
  TestToken: ['mint'],
};

/** What a `multicall` may hold. The contract refuses each call to who may not make it alone. */
const TOGETHER: Readonly<Partial<Record<ContractName, readonly string[]>>> = {
  Organizations: [
    'setPayout',
    'removeMember',
    'removeCompromisedMember',
    'replaceMember',
    'nameSuccessor',
    'acceptCouncil',
  ],
  Authority: ['schedule', 'grantRole', 'revokeRole'],
};
const MAX_TOGETHER = 10;

/** Null when the call is none of those acts. @throws OldTermsFormatError for one of those as they were before versions were sold */
export function decodeAct(
  call: { readonly to: Hex; readonly data: Hex },
  known: readonly KnownContract[],
): DecodedAct | null {
  const contract = known.find(({ address }) => address === call.to.toLowerCase());
  if (contract === undefined) return null;
  if (isOldAct(call.data)) throw new OldTermsFormatError();
  const parsed = parseCall(contract, call.data);
  if (parsed === null || RELAYED[contract.name]?.includes(parsed.name) !== true) return null;
  if (parsed.name === 'multicall' && !isAllowedTogether(contract, parsed)) return null;
  const { inputs } = parsed.fragment;
  const assetIds = new Set(inputs.flatMap((type, at) => assetsOf(type, parsed.args[at])));
  return {
    contract: contract.name,
    functionName: parsed.name,
    assetIds: [...assetIds],
    versions: versionsIn(parsed),
  };
}

/** Decoded by ethers, by the parameters of these functions. */
function versionsIn({ name, args }: TransactionDescription): NamedVersion[] {
  switch (name) {
    // Of a sale the first argument is the purchase, else the terms that are renewed, granted in part or confirmed.
    case 'buy':
    case 'order':
    case 'renew':
    case 'sublicense':
    case 'confirmPaid':
    case 'confirmShare':
      return [namedIn(args[0] as Named)];
    case 'buyMany':
      return Array.from(args[0] as readonly Named[]).map(namedIn);
    case 'takeVersion':
      return [namedIn({ assetId: (args[0] as Named).assetId, version: args[1] as string })];
    default:
      return [];
  }
}

interface Named {
  readonly assetId: string;
  readonly version: string;
}

function namedIn({ assetId, version }: Named): NamedVersion {
  return { assetId: parseAssetId(assetId), version: parseStatementHash(version) };
}

function isAllowedTogether(contract: KnownContract, { args }: TransactionDescription): boolean {
  const calls = args[0] as readonly Hex[]; // decoded by ethers as bytes[]
  const names = calls.map((data) => parseCall(contract, data)?.name ?? '');
  const allowed = TOGETHER[contract.name] ?? [];
  return names.length > 0 && names.length <= MAX_TOGETHER && names.every((name) => allowed.includes(name));
}

/** Null for a function the contract does not have, or arguments that do not decode. */
export function parseCall(
  contract: Pick<KnownContract, 'interface'>,
  data: Hex,
): TransactionDescription | null {
  try {
    return contract.interface.parseTransaction({ data });
  } catch {
    // A known selector with arguments that do not decode is no act of ours.
    return null;
  }
}

/** What an argument names `assetId`: itself, a member (a purchase, terms), or such a member of each item of a list. */
function assetsOf(type: ParamType, value: unknown): AssetId[] {
  if (type.name === 'assetId') return [parseAssetId(value)];
  // Decoded by ethers by this very type: lists and structs are lists of values. A flatMap of its own lists, when nothing
  // comes of it, is [0].
  if (type.isArray())
    return Array.from(value as readonly unknown[]).flatMap((item) => assetsOf(type.arrayChildren, item));
  if (!type.isTuple()) return [];
  return type.components.flatMap((member, at) => assetsOf(member, (value as readonly unknown[])[at]));
}
