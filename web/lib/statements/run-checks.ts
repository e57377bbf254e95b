import { ClientError, RefusedError } from '@lanran/sdk/kernel/errors';
import { RpcChainLookup } from '@lanran/sdk/provenance/rpc-chain-lookup';
import type { Report } from '@lanran/protocol/proofs/check';
import { parseTrustFile } from '@lanran/protocol/log/trust';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import { request } from '../session/api.ts';
import { STATEMENT_PROOF } from './documents.ts';

/** Fetches a statement's proof and the trust file, and verifies the one by the other here. @throws RefusedError */
export async function runChecks(statementHash: string, signal: AbortSignal): Promise<Report> {
  const [{ proof }, trust, chain] = await Promise.all([
    request(STATEMENT_PROOF, { statementHash }, { signal }),
    fetchTrustFile(signal),
    openChain(),
  ]);
  return verifyBundleText(proof.bundle, { trust: parseTrustFile(trust), ...(chain !== null && { chain }) });
}

async function fetchTrustFile(signal: AbortSignal): Promise<string> {
  const response = await fetch('/log/trust.json', { signal });
  if (response.ok) return response.text();
  throw new RefusedError('UNAVAILABLE', `/log/trust.json answers ${response.status}.`);
}

/** Null when no node answers: the checks that need one say so themselves. */
async function openChain(): Promise<RpcChainLookup | null> {
  try {
    return await RpcChainLookup.open(`${window.location.origin}/rpc`);
  } catch (error) {
    if (error instanceof ClientError) return null;
    throw error;
  }
}
