import { RefusedError } from '@lanran/sdk/kernel/errors';

/** Names the option by which a council ends what it permitted the same organization before. */
export function askToReplace(error: unknown): never {
  if (!(error instanceof RefusedError) || error.code !== 'USE_CONSENT_REPLACED') throw error;
  throw new RefusedError(error.code, `${error.message} --replace replaces it.`, { argument: 'replace' });
}
