import type { Language } from '@lanran/protocol/kernel/language';
import { VOCABULARIES, type Vocabulary } from '../../concepts/domain/concept.ts';

/** The kind of page at an address of the web client; the server writes the HTML head by it. */
export type PageAddress =
  | {
      readonly kind:
        | 'front'
        | 'catalog'
        | 'organizations'
        | 'concepts'
        | 'calls'
        | 'verify'
        | 'record'
        | 'rules';
    }
  /** The catalog narrowed down; `text` is what is searched for, if anything is. */
  | { readonly kind: 'search'; readonly text: string | null }
  | { readonly kind: 'asset'; readonly id: string; readonly isMain: boolean }
  | { readonly kind: 'organization'; readonly slug: string }
  | { readonly kind: 'call'; readonly id: string }
  | { readonly kind: 'concept'; readonly vocabulary: Vocabulary; readonly code: string }
  /** No page can have this address: answered 404, as an unknown asset is. */
  | { readonly kind: 'missing' }
  /** Desks, forms and all other pages: their head has no description, and search engines don't index them. */
  | { readonly kind: 'other' };

const ASSET = /^\/assets\/(0x[0-9a-f]{64})(\/versions|\/license)?$/i;
/** No 32 bytes in hex follow. */
const OF_NO_ASSET = /^\/assets(?!\/0x[0-9a-f]{64}(?:\/|$))(?:\/|$)/i;
const ORGANIZATION = /^\/organizations\/([^/]+)$/;
const CALL = /^\/calls\/([0-9a-f]{32})$/;
const MAX_SEARCHED = 200;
const CONCEPT = /^\/concepts\/([A-Za-z]+)\/([A-Za-z0-9-]+)$/;
const NAMED = {
  '/catalog': 'catalog',
  '/organizations': 'organizations',
  '/concepts': 'concepts',
  '/calls': 'calls',
  '/verify': 'verify',
  '/record': 'record',
  '/rules': 'rules',
} as const;

/** @param path as it stands in the request, without its query */
export function readPageAddress(path: string, search: URLSearchParams): PageAddress {
  const bare = path.length > 1 ? path.replace(/\/$/, '') : path;
  const isNarrowed = [...search.keys()].some((name) => name !== 'lang');
  const narrowed = { kind: 'search', text: searchedIn(search) } as const;
  if (bare === '/') return isNarrowed ? narrowed : { kind: 'front' };
  if (bare === '/catalog' && isNarrowed) return narrowed;
  const named = Object.entries(NAMED).find(([address]) => address === bare);
  if (named !== undefined) return { kind: named[1] };
  const [isAsset, id = '', part] = ASSET.exec(bare) ?? [];
  if (isAsset !== undefined) return { kind: 'asset', id, isMain: part === undefined };
  if (OF_NO_ASSET.test(bare)) return { kind: 'missing' };
  const [, name, code = ''] = CONCEPT.exec(bare) ?? [];
  const vocabulary = VOCABULARIES.find((known) => known === name);
  if (vocabulary !== undefined) return { kind: 'concept', vocabulary, code };
  const [, callId] = CALL.exec(bare) ?? [];
  if (callId !== undefined) return { kind: 'call', id: callId };
  const [, slug] = ORGANIZATION.exec(bare) ?? [];
  return slug === undefined ? { kind: 'other' } : { kind: 'organization', slug };
}

/** Null where there is nothing that can be searched for. */
function searchedIn(search: URLSearchParams): string | null {
  const text = (search.get('text') ?? '').replace(/[\p{Cc}\p{Cf}\p{Surrogate}\s]+/gu, ' ').trim();
  return text === '' || text.length > MAX_SEARCHED ? null : text;
}

/** The language that the address names; null for none. */
export function languageIn(search: URLSearchParams): Language | null {
  const named = search.get('lang');
  return named === 'en' || named === 'zh' ? named : null;
}
