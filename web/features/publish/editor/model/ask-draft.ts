import { RefusedError } from '@lanran/sdk/kernel/errors';
import { request } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { type Draft, DRAFT } from './queries.ts';

const SESSION = graphql(`
  query IsSignedIn {
    me {
      address
    }
  }
`);

/** @throws RefusedError NOT_FOUND, or SIGN_IN_REQUIRED where it is only the session that is gone */
export async function askDraft(id: string, signal?: AbortSignal): Promise<Draft> {
  return namingSessionEnd(async () => {
    const { draft } = await request(DRAFT, { id }, signal === undefined ? {} : { signal });
    if (draft !== null) return draft;
    throw new RefusedError('NOT_FOUND', `Draft ${id} does not exist.`);
  });
}

/** For a stranger no draft exists: whether somebody is one by now is asked before a draft is called missing. */
export async function namingSessionEnd<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (errorCode(error) === 'NOT_FOUND') await request(SESSION, {});
    throw error;
  }
}
