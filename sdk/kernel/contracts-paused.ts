import { z } from 'zod';
import type { GraphqlClient } from './graphql-client.ts';

/** Are new sales stopped now? */
export async function areSalesPaused(api: GraphqlClient): Promise<boolean> {
  const { deployment } = await api.request({
    query: `query { deployment { isPaused } }`,
    answer: z.object({ deployment: z.object({ isPaused: z.boolean() }) }),
  });
  return deployment.isPaused;
}
