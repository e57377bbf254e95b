import { signSignIn } from '@lanran/sdk/accounts/sign-in';
import type { Signer } from '@lanran/sdk/kernel/signer';
import { askSession } from './ask-session.ts';
import { openDeployment, pageClient } from './platform.ts';

/** Signs in (EIP-4361). @throws RefusedError */
export async function openSession(signer: Signer): Promise<void> {
  const api = pageClient(null);
  const { chainId } = await openDeployment(api);
  const proof = await signSignIn(api, { signer, chainId });
  await askSession({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(proof),
  });
}
