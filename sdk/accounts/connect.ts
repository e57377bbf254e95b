import { GraphqlClient } from '../kernel/graphql-client.ts';
import type { Signer } from '../kernel/signer.ts';
import { signIn } from './sign-in.ts';
import { type ActingSafe, type Platform, readDeployment, platformOf } from '../kernel/session.ts';

/**
 * Signs in with the key (EIP-4361), as an owner of the Safe if one is given, and reads what the installation is. `publicUrl` is
 * for whoever runs the platform and reaches it by another address than people do.
 */
export async function connect(
  apiUrl: string,
  signer: Signer,
  safe: ActingSafe | null = null,
  publicUrl = apiUrl,
): Promise<Platform> {
  const anonymous = new GraphqlClient(apiUrl);
  const deployment = await readDeployment(anonymous);
  const { token } = await signIn(anonymous, { signer, chainId: deployment.chainId, publicUrl });
  const api = new GraphqlClient(apiUrl, token, safe?.address ?? null);
  return { ...platformOf({ api, deployment, signer, safe }), token };
}
