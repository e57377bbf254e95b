import { isCallException, isError } from 'ethers';
import { findReason } from '@lanran/protocol/reasons';
import { DomainError, LedgerRefusedError, UnavailableError } from '../../domain/errors.ts';
import { describeReason } from '@lanran/protocol/messages/reasons';
import type { KnownContract } from './platform-contracts.ts';

/** Runs a chain call; what it throws becomes a refusal with the contract's reason, or the news that the chain is away. */
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
    const reason =
      error.data === null ? (error.reason ?? error.shortMessage) : describeRevert(error.data, known);
    return new LedgerRefusedError(reason, { cause: error });
  }
  if (isUnreachable(error)) return new UnavailableError('chain', { cause: error });
  return error;
}

function isUnreachable(error: unknown): boolean {
  if (isError(error, 'NETWORK_ERROR') || isError(error, 'TIMEOUT') || isError(error, 'SERVER_ERROR'))
    return true;
  if (!(error instanceof Error) || !('code' in error)) return false;
  return ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(String(error.code));
}

/** A revert by its error's name and values, e.g. `ConsentRegistryPast(lastDay 20000, today 20700)`; a refused sale by its reasons. */
export function describeRevert(data: string, known: readonly KnownContract[]): string {
  for (const contract of known) {
    const parsed = contract.interface.parseError(data);
    if (parsed === null) continue;
    if (parsed.name === 'LicenseMarketRefused')
      return describeReasons(parsed.args[0] as readonly StatedReason[]);
    const values = parsed.fragment.inputs.map((input, at) =>
      `${input.name} ${textOf(parsed.args[at])}`.trim(),
    );
    return `${parsed.name}(${values.join(', ')})`;
  }
  return data === '0x' ? 'the call failed without a reason' : `an unknown error ${data.slice(0, 10)}`;
}

type StatedReason = readonly [code: bigint, subject: bigint];

/** E.g. `NO_OFFER (The holder offers no license of this asset now)`. */
function describeReasons(reasons: readonly StatedReason[]): string {
  const texts = reasons.map(([code, subject]) => {
    const reason = findReason(code, subject);
    if (reason === null) return `reason ${code} (${subject})`;
    return `${reason.name} (${describeReason(reason).en.replace(/\.$/, '')})`;
  });
  return texts.join(', ');
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(' ')}]`;
  return String(value);
}
