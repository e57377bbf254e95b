import type { TransactionDescription } from 'ethers';
import type { Hex } from '@lanran/protocol/bytes';
import { type AssetId, parseAssetId } from '@lanran/protocol/ids';
import type { DecodedAct } from '../../ports/ledger.ts';
import type { ContractName, KnownContract } from './platform-contracts.ts';

/** The acts people sign; nothing else is relayed. */
const RELAYED: Readonly<Partial<Record<ContractName, readonly string[]>>> = {
  Organizations: ['admit', 'addMember', 'removeMember', 'removeCompromisedMember', 'setPayout'],
  ConsentRegistry: ['grant', 'withdraw'],
  LicenseMarket: ['offer', 'closeOffer', 'buy', 'claim'],
  TestToken: ['mint'],
};

/** Null when the call is none of those acts. */
export function decodeAct(
  call: { readonly to: Hex; readonly data: Hex },
  known: readonly KnownContract[],
): DecodedAct | null {
  const contract = known.find(({ address }) => address === call.to.toLowerCase());
  if (contract === undefined) return null;
  const parsed = parseCall(contract, call.data);
  if (parsed === null || RELAYED[contract.name]?.includes(parsed.name) !== true) return null;
  return { contract: contract.name, functionName: parsed.name, assetId: assetOf(parsed) };
}

function parseCall(contract: KnownContract, data: Hex): TransactionDescription | null {
  try {
    return contract.interface.parseTransaction({ data });
  } catch {
    // A known selector with arguments that do not decode is no act of ours.
    return null;
  }
}

/** The argument `assetId`, or the member of that name of the first argument (a purchase). */
function assetOf({ fragment, args }: TransactionDescription): AssetId | null {
  const at = fragment.inputs.findIndex((input) => input.name === 'assetId');
  if (at >= 0) return parseAssetId(args[at]);
  const members = fragment.inputs[0]?.components ?? [];
  const member = members.findIndex((component) => component.name === 'assetId');
  return member < 0 ? null : parseAssetId((args[0] as readonly unknown[])[member]);
}
