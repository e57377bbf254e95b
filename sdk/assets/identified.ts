import { RefusedError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { type FoundInCatalog, searchCatalog } from './search.ts';

/** An exact identifier is the best that a text can find, so that these have it if any has. */
const FIRST = 50;

/**
 * Assets that their holders call so, in capital letters or not, as far as the caller sees them in the catalog; at most 50.
 * @throws RefusedError SEARCH_NOT_READY while the index is being built
 */
export async function listIdentified(
  api: GraphqlClient,
  identifier: string,
): Promise<FoundInCatalog['node'][]> {
  const wanted = comparable(identifier);
  const found = await find(api, identifier);
  const alike = found.filter((node) => node.identifier != null && comparable(node.identifier) === wanted);
  const exact = alike.filter((node) => node.identifier === identifier);
  return exact.length > 0 ? exact : alike;
}

async function find(api: GraphqlClient, text: string): Promise<FoundInCatalog['node'][]> {
  try {
    const { edges } = await searchCatalog(api, { text, first: FIRST });
    return edges.map(({ node }) => node);
  } catch (error) {
    // A text without a word, or one that is too long, is nobody's identifier.
    if (error instanceof RefusedError && error.code === 'BAD_INPUT') return [];
    throw error;
  }
}

function comparable(identifier: string): string {
  return identifier.normalize('NFC').trim().toUpperCase();
}
