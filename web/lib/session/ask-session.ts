import { RefusedError } from '@lanran/sdk/kernel/errors';
import { unreachable } from './api.ts';

interface ErrorAnswer {
  readonly error?: { readonly code?: string; readonly message?: string; readonly requestId?: string };
}

/** Opens (`POST`) or ends (`DELETE`) the session, a cookie that no script can read. @throws RefusedError */
export async function askSession(init: RequestInit): Promise<void> {
  let response: Response;
  try {
    response = await fetch('/session', init);
  } catch (cause) {
    throw unreachable(cause);
  }
  if (response.ok) return;
  const { error } = (await response.json().catch(() => ({}))) as ErrorAnswer;
  throw new RefusedError(error?.code ?? 'INTERNAL', error?.message ?? `status ${response.status}`, {
    requestId: error?.requestId,
  });
}
