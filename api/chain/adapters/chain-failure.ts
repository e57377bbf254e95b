import { isCallException, isError } from 'ethers';
import { findReason } from '@lanran/protocol/licensing/reasons';
import { describeReason } from '@lanran/protocol/messages/reasons';
import { describeRefusal, type Refusal } from '@lanran/protocol/messages/refusals';
import {
  DomainError,
  LedgerRefusedError,
  StorageFullError,
  UnavailableError,
} from '../../platform/kernel/errors.ts';
import type { KnownContract } from './platform-contracts.ts';

/** Runs a chain call; what it throws becomes a refusal with the contract's reasons, or the news that the chain is away or has no room. */
export async function askChain<T>(known: readonly KnownContract[], call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explain(error, known);
  }
}

function explain(error: unknown, known: readonly KnownContract[]): unknown {
  if (error instanceof DomainError) return error;
  if (isCallException(error)) {
    const { data, reason, shortMessage } = error;
    const reasons =
      reason !== null || data === null
        ? [describeRefusal({ name: reason ?? shortMessage, args: {} })]
        : describeRevert(data, known);
    return new LedgerRefusedError(reasons, { cause: error });
  }
  if (isUnreachable(error)) return new UnavailableError('chain', { cause: error });
  if (isOfFullDisk(error))
    return new StorageFullError(
      "The disk of the chain's node is full, and the transaction was not taken. Free some space, or tell the operator; then do it again: what was done is not done twice.",
      { cause: error },
    );
  return error;
}

/** A node says so in words alone. */
function isOfFullDisk(error: unknown): boolean {
  return isError(error, 'UNKNOWN_ERROR') && /disk of .* is full|no space left/i.test(error.message);
}

function isUnreachable(error: unknown): boolean {
  if (isError(error, 'NETWORK_ERROR') || isError(error, 'TIMEOUT') || isError(error, 'SERVER_ERROR'))
    return true;
  if (!(error instanceof Error) || !('code' in error)) return false;
  return ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(String(error.code));
}

/** The reasons of a refused sale, or the one of any other revert. */
export function describeRevert(data: string, known: readonly KnownContract[]): Refusal[] {
  for (const contract of known) {
    const parsed = contract.interface.parseError(data);
    if (parsed === null) continue;
    if (parsed.name === 'JudgementRefused')
      return (parsed.args[0] as readonly StatedReason[]).map(describeStated);
    const args = parsed.fragment.inputs.map(({ name }, at) => [name, String(parsed.args[at])] as const);
    return [describeRefusal({ name: parsed.name, args: Object.fromEntries(args) })];
  }
  return [describeRefusal({ name: data === '0x' ? 'NoReason' : 'UnknownError', args: { data } })];
}

type StatedReason = readonly [code: bigint, subject: bigint];

function describeStated([code, subject]: StatedReason): Refusal {
  const reason = findReason(code, subject);
  const data = { subject: subject.toString() };
  if (reason === null) return describeRefusal({ name: `Reason${code}`, args: data });
  return { code: reason.name, data, text: describeReason(reason) };
}
