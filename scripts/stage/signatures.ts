import { Signature } from 'ethers';
import type { TypedDataDomain, Wallet } from 'ethers';
import type { ILicenseMarket } from '../../contracts/abi/LicenseMarket.ts';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Evidence } from '@lanran/protocol/log/evidence';
import type { LogId } from '@lanran/protocol/kernel/ids';
import { signDigest } from '@lanran/protocol/kernel/signature';
import { statementDigest, type Statement } from '@lanran/protocol/log/statement';

const FORWARD_REQUEST = [
  { name: 'from', type: 'address' },
  { name: 'to', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'gas', type: 'uint256' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint48' },
  { name: 'data', type: 'bytes' },
];

const PERMIT = [
  { name: 'owner', type: 'address' },
  { name: 'spender', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint256' },
];

/** The chain and the contract that a signature is for. */
export interface Place {
  readonly chainId: bigint;
  readonly verifyingContract: string;
}

/** What the forwarder is to call for its signer. */
export interface ForwardRequest {
  readonly from: string;
  readonly to: string;
  readonly value: bigint;
  readonly gas: bigint;
  readonly nonce: bigint;
  readonly deadline: number;
  readonly data: string;
}

export interface PermitMessage {
  readonly spender: string;
  readonly value: bigint;
  readonly nonce: bigint;
  readonly deadline: number;
}

/** A member's evidence for a statement of this log. */
export function signStatement(
  statement: Statement,
  { signer, logId }: { signer: Wallet; logId: LogId },
): Evidence {
  const digest = statementDigest(statement, logId);
  return { type: 'member', signature: signDigest(digest, signer.privateKey as Hex) }; // ethers types its keys as strings
}

export async function signForwardRequest(
  signer: Wallet,
  request: ForwardRequest,
  place: Place,
): Promise<ForwardRequest & { signature: string }> {
  const domain: TypedDataDomain = { name: 'LanranForwarder', version: '1', ...place };
  const signature = await signer.signTypedData(domain, { ForwardRequest: FORWARD_REQUEST }, request);
  return { ...request, signature };
}

/** An EIP-2612 permission over the test token. */
export async function signPermit(
  owner: Wallet,
  message: PermitMessage,
  place: Place,
): Promise<ILicenseMarket.PermitStruct> {
  const domain: TypedDataDomain = { name: 'Test Chinese Yuan', version: '1', ...place };
  const signed = await owner.signTypedData(domain, { Permit: PERMIT }, { owner: owner.address, ...message });
  const { v, r, s } = Signature.from(signed);
  return { value: message.value, deadline: message.deadline, v, r, s };
}
