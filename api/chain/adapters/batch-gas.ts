import { dataLength } from 'ethers';
import type { ProvenCall } from '../ports/batch-ledger.ts';
import type { ContractName, KnownContract } from './platform-contracts.ts';

/** The most a transaction of several calls may use; the embedded chain takes 3,000,000. */
export const GROUP_GAS = 2_500_000n;
/** Of a call that goes alone: as much as a single request, with what the forwarder needs. */
export const ALONE_GAS = 2_700_000n;
/** Of the transaction, and of the batch that comes with it. */
const OVERHEAD_GAS = 45_000;
/** Calldata, and hashing it: of each byte of a call and its proof. */
const BYTE_GAS = 20;
const PROOF_HASH_BYTES = 32;

/**
 * The most that an act was measured to use in a batch, without its calldata (`npm run gas` and the tests of batches). What is not
 * here is sent alone. Where it is too little after all, as of an invoice whose shares were confirmed before, so that it issues licenses, the
 * group is sent in parts.
 */
const MEASURED_GAS: Readonly<Partial<Record<ContractName, Readonly<Record<string, number>>>>> = {
  AssetRegistry: { materialize: 52_000, withdraw: 60_000 },
  ConsentRegistry: { grant: 68_000, withdraw: 60_000, join: 66_000 },
  LicenseMarket: { order: 90_000, confirmPaid: 44_000, confirmShare: 136_000, cancelOrder: 50_000 },
  OfferBook: { offer: 170_000, closeOffer: 60_000 },
};
/** An offer without a price rule has so many bytes; what a rule adds is stored. */
const PLAIN_OFFER_BYTES = 612;
const RULE_BYTE_GAS = 400;

/** Calls in their order, in groups of which each fits into a transaction. */
export function groupByGas(
  calls: readonly ProvenCall[],
  known: readonly KnownContract[],
): readonly (readonly ProvenCall[])[] {
  const groups: ProvenCall[][] = [];
  let left = 0;
  for (const call of calls) {
    const gas = gasOf(call, known);
    const group = groups.at(-1);
    if (group !== undefined && gas <= left) group.push(call);
    else {
      groups.push([call]);
      left = Number(GROUP_GAS) - OVERHEAD_GAS;
    }
    left -= gas;
  }
  return groups;
}

function gasOf({ to, data, proof }: ProvenCall, known: readonly KnownContract[]): number {
  const contract = known.find(({ address }) => address === to);
  const name = contract?.interface.getFunction(data.slice(0, 10))?.name;
  const measured =
    contract === undefined || name === undefined ? undefined : MEASURED_GAS[contract.name]?.[name];
  if (measured === undefined) return Number(GROUP_GAS);
  const bytes = dataLength(data);
  const ruleBytes = name === 'offer' ? Math.max(0, bytes - PLAIN_OFFER_BYTES) : 0;
  return measured + BYTE_GAS * (bytes + PROOF_HASH_BYTES * proof.length) + RULE_BYTE_GAS * ruleBytes;
}
