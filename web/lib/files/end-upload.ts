import { RefusedError } from '@lanran/sdk/kernel/errors';
import { unreachable } from '../session/api.ts';

/** Gives up a tus upload; one that is gone is given up already. */
export async function endUpload(url: string): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(url, { method: 'DELETE', headers: { 'tus-resumable': '1.0.0' } });
  } catch (cause) {
    throw unreachable(cause);
  }
  if (answer.ok || answer.status === 404 || answer.status === 410) return;
  const code = answer.status === 401 ? 'SIGN_IN_REQUIRED' : 'INTERNAL';
  throw new RefusedError(code, `The upload could not be ended (status ${String(answer.status)}).`);
}
