import { config } from 'zod';
import type { Address } from '@lanran/protocol/signature';
import { GraphqlClient } from '@lanran/client/graphql-client';
import { platformOf, type Platform, readDeployment } from '@lanran/client/platform';
import type { Signer } from '@lanran/client/signer';

// zod would compile its checks with `new Function`, which the Content-Security-Policy forbids.
config({ jitless: true });

/** The client's GraphQL over this page's session cookie. */
export function pageClient(safe: Address | null): GraphqlClient {
  return new GraphqlClient(window.location.origin, null, safe);
}

/** The platform as the acts of `@lanran/client` want it. With a Safe, acts are proposed to its owners. */
export async function openPlatform(signer: Signer, safe: Address | null = null): Promise<Platform> {
  const api = pageClient(safe);
  const deployment = await readDeployment(api);
  return platformOf({ api, deployment, signer, safe: safe === null ? null : { address: safe, nonce: null } });
}
