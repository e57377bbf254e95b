import { request, unreachable } from '../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

/* What this page asks the platform, each only when the reader says so. */

const ORIGINS = graphql(`
  query FileOrigins($sha256: String!) {
    fileOrigins(sha256: $sha256) {
      path
      asset {
        id
        title {
          en
          zh
        }
        holder {
          name {
            en
            zh
          }
        }
      }
    }
  }
`);

const PROOF = graphql(`
  query ProofToVerify($assetId: ID!) {
    proof(assetId: $assetId) {
      bundle
      filename
    }
  }
`);

export type FileOrigin = ResultOf<typeof ORIGINS>['fileOrigins'][number];

export async function askOrigins(sha256: string): Promise<readonly FileOrigin[]> {
  return (await request(ORIGINS, { sha256 })).fileOrigins;
}

export async function askProof(assetId: string): Promise<{ readonly path: string; readonly text: string }> {
  const { bundle, filename } = (await request(PROOF, { assetId })).proof;
  return { path: filename, text: bundle };
}

/** @throws RefusedError UNREACHABLE */
export async function askPlatformTrust(): Promise<string> {
  try {
    const response = await fetch('/log/trust.json', { cache: 'no-store' });
    if (response.ok) return await response.text();
    throw new Error(`It answers ${String(response.status)}.`);
  } catch (cause) {
    throw unreachable(cause);
  }
}
