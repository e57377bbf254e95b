import { mostErrorsIn } from '../../domain/spelling.ts';
import type { OpenSearchClient } from './opensearch-client.ts';
import { bucketsIn, searchIn } from './search-request.ts';

/** Far more than are near to a word. */
const MOST_NEAR = 50_000;

/** Words of public assets that begin so, the most frequent first. */
export async function wordsBeginning(
  client: OpenSearchClient,
  index: string,
  { beginning, most }: { readonly beginning: string; readonly most: number },
): Promise<string[]> {
  const include = `${literal(beginning)}.*`;
  const found = await searchIn(client, index, {
    query: { prefix: { words: beginning } },
    aggs: { words: { terms: { field: 'words', size: most, include } } },
  });
  return bucketsIn(found.aggregations['words'], { areSomeEnough: true }).map(({ key }) => String(key));
}

/** Words of public assets, with their numbers: all that are near enough to be meant, and others. */
export async function wordsNear(
  client: OpenSearchClient,
  index: string,
  word: string,
): Promise<(readonly [word: string, assets: number])[]> {
  const errors = mostErrorsIn(word);
  if (errors === 0) return [];
  const found = await searchIn(client, index, {
    query: { exists: { field: 'words' } },
    aggs: { words: { terms: { field: 'words', size: MOST_NEAR, include: patternNear(word, errors) } } },
  });
  return bucketsIn(found.aggregations['words']).map(({ key, doc_count: assets }) => [String(key), assets]);
}

/**
 * An error alters at most two neighbours, so of 2n + 1 parts one stays whole under n errors, at most n places from where it was.
 */
function patternNear(word: string, errors: number): string {
  const characters = Array.from(word);
  const parts = 2 * errors + 1;
  const ends = Array.from({ length: parts + 1 }, (_, part) => Math.floor((part * characters.length) / parts));
  const patterns = ends.slice(0, -1).map((start, part) => {
    const whole = literal(characters.slice(start, ends[part + 1]).join(''));
    return `.{${Math.max(0, start - errors)},${start + errors}}${whole}.*`;
  });
  return patterns.join('|');
}

/** As a regular expression of Lucene. */
function literal(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '\\$&');
}
