import { readDeployment } from '@lanran/client/platform';
import { signSignIn } from '@lanran/client/sign-in';
import type { Signer } from '@lanran/client/signer';
import { ApiError } from './api.ts';
import { pageClient } from './platform.ts';

interface ErrorAnswer {
  readonly error?: { readonly code?: string; readonly message?: string; readonly requestId?: string };
}

/** Signs in (EIP-4361); the session is a cookie that no script can read. @throws ApiError */
export async function openSession(signer: Signer): Promise<void> {
  const api = pageClient(null);
  const { chainId } = await readDeployment(api);
  const proof = await signSignIn(api, { signer, chainId });
  const response = await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(proof),
  });
  if (response.ok) return;
  const { error } = (await response.json().catch(() => ({}))) as ErrorAnswer;
  throw new ApiError(error?.message ?? `status ${response.status}`, {
    code: error?.code ?? 'INTERNAL',
    field: null,
    reasons: [],
    requestId: error?.requestId ?? null,
  });
}
