import { isCallException, isError } from 'ethers';
import { DomainError, LedgerRefusedError, UnavailableError } from '../../domain/errors.ts';
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

/** A revert by its error's name and values, e.g. `ConsentRegistryPast(lastDay 20000, today 20700)`. */
export function describeRevert(data: string, known: readonly KnownContract[]): string {
  for (const contract of known) {
    const parsed = contract.interface.parseError(data);
    if (parsed === null) continue;
    const values = parsed.fragment.inputs.map((input, at) =>
      `${input.name} ${textOf(parsed.args[at])}`.trim(),
    );
    return `${parsed.name}(${values.join(', ')})`;
  }
  return data === '0x' ? 'the call failed without a reason' : `an unknown error ${data.slice(0, 10)}`;
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(' ')}]`;
  return String(value);
}
