import { FIELD_NAMES } from '../../domain/indexed-text.ts';

/** So many of an answer can be paged through. */
export const MOST_LISTED = 100_000;
const MOST_WINDOWS = 100_000;

const KEYWORD = { type: 'keyword' } as const;
const LONG = { type: 'long' } as const;
/** Tokens are ours, separated by spaces: the engine analyzes nothing. */
const TOKENS = { type: 'text', analyzer: 'whitespace', norms: false } as const;
const WINDOW = { media: KEYWORD, territories: KEYWORD, firstDay: LONG, lastDay: LONG } as const;

function eachField(mapping: object) {
  return { properties: Object.fromEntries(FIELD_NAMES.map((field) => [field, mapping])) };
}

/** One shard, so that no count is an estimate. Kept as it is written, not looked into: `text`, `terms`, `position`. */
export const INDEX = {
  settings: {
    number_of_shards: 1,
    auto_expand_replicas: '0-1',
    // Whoever writes says when it is shown.
    refresh_interval: '-1',
    max_result_window: MOST_LISTED,
    'mapping.nested_objects.limit': MOST_WINDOWS,
    // What is deleted must go from the files: every segment that has any of it is written anew, and no copy's recovery keeps it.
    'merge.policy.expunge_deletes_allowed': 0,
    'soft_deletes.retention_lease.period': '0s',
  },
  mappings: {
    dynamic: false,
    properties: {
      kind: KEYWORD,
      access: KEYWORD,
      holder: KEYWORD,
      community: KEYWORD,
      custodyOffer: KEYWORD,
      isWithdrawn: { type: 'boolean' },
      peoples: KEYWORD,
      colors: KEYWORD,
      termKeys: KEYWORD,
      termCodes: KEYWORD,
      titleOrder: KEYWORD,
      publishedIndex: LONG,
      consentUntil: LONG,
      offeredUntil: LONG,
      saleDays: { type: 'long_range' },
      sales: { type: 'nested', properties: { ...WINDOW, token: KEYWORD, price: { type: 'double' } } },
      taken: { type: 'nested', properties: WINDOW },
      words: KEYWORD,
      tokens: TOKENS,
      ranked: eachField(TOKENS),
      lengthFactors: eachField({ type: 'double', index: false }),
      text: { type: 'object', enabled: false },
      terms: { type: 'object', enabled: false },
      position: { type: 'object', enabled: false },
    },
  },
} as const;
