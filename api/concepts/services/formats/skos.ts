import {
  ALT_LABEL_KINDS,
  type AltLabelKind,
  type Concept,
  type ExactMatch,
  VOCABULARIES,
} from '../../domain/concept.ts';

/* How concepts are written in RDF (SKOS Reference, W3C 2009). */

export const NAMESPACES = {
  skos: 'http://www.w3.org/2004/02/skos/core#',
  dct: 'http://purl.org/dc/terms/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  /** What SKOS has no property for. */
  lanran: 'urn:lanran:concepts:',
} as const;

export const SKOS = {
  concept: `${NAMESPACES.skos}Concept`,
  scheme: `${NAMESPACES.skos}ConceptScheme`,
  inScheme: `${NAMESPACES.skos}inScheme`,
  notation: `${NAMESPACES.skos}notation`,
  prefLabel: `${NAMESPACES.skos}prefLabel`,
  altLabel: `${NAMESPACES.skos}altLabel`,
  broader: `${NAMESPACES.skos}broader`,
  narrower: `${NAMESPACES.skos}narrower`,
  related: `${NAMESPACES.skos}related`,
  scopeNote: `${NAMESPACES.skos}scopeNote`,
  definition: `${NAMESPACES.skos}definition`,
  exactMatch: `${NAMESPACES.skos}exactMatch`,
  source: `${NAMESPACES.dct}source`,
  type: `${NAMESPACES.rdf}type`,
  matchSource: `${NAMESPACES.lanran}matchSource`,
  community: `${NAMESPACES.lanran}community`,
} as const;

export const LANGUAGE_TAGS: Readonly<Record<AltLabelKind, string>> = {
  zh: 'zh-Hans',
  en: 'en',
  hant: 'zh-Hant',
  pinyin: 'zh-Latn-pinyin',
  other: 'und',
};

/** Which kind of label a text of that language is. */
export function kindOfTag(tag: string): AltLabelKind {
  const lower = tag.toLowerCase();
  if (/^en\b/.test(lower)) return 'en';
  if (/^zh-latn\b/.test(lower)) return 'pinyin';
  if (/^zh-(hant|tw|hk|mo)\b/.test(lower)) return 'hant';
  return /^(zh|cmn)\b/.test(lower) ? 'zh' : 'other';
}

/** Addresses in an installation. */
export function conceptUrl(origin: string, key: string): string {
  return `${origin}/concepts/${key}`;
}

export function schemeUrl(origin: string, vocabulary: string): string {
  return `${origin}/concepts/${vocabulary}`;
}

/** The vocabulary and code of a concept's address in any installation; null for another address. */
export function keyInUrl(url: string): { readonly vocabulary: string; readonly code: string } | null {
  const [, vocabulary = '', code = ''] = /\/concepts\/([A-Za-z]+)\/([A-Za-z0-9-]+)$/.exec(url) ?? [];
  return VOCABULARIES.some((known) => known === vocabulary) ? { vocabulary, code } : null;
}

const MATCH_URLS: Readonly<Record<ExactMatch['scheme'], { readonly before: string; readonly read: RegExp }>> =
  {
    AAT: {
      before: 'http://vocab.getty.edu/aat/',
      read: /^https?:\/\/vocab\.getty\.edu\/(?:page\/)?aat\/(\d+)$/,
    },
    WIKIDATA: {
      before: 'http://www.wikidata.org/entity/',
      read: /^https?:\/\/(?:www\.)?wikidata\.org\/(?:entity|wiki)\/(Q\d+)$/,
    },
    ICH: { before: 'urn:lanran:ich:', read: /^urn:lanran:ich:(.+)$/ },
    GBT2260: { before: 'urn:lanran:gbt2260:', read: /^urn:lanran:gbt2260:(.+)$/ },
  };

export function matchUrl({ scheme, id }: Pick<ExactMatch, 'scheme' | 'id'>): string {
  return `${MATCH_URLS[scheme].before}${id}`;
}

/** An address of a list that is not known is given as its scheme, and refused under that name. */
export function matchInUrl(url: string): { readonly scheme: string; readonly id: string } {
  for (const [scheme, { read }] of Object.entries(MATCH_URLS)) {
    const id = read.exec(url)?.[1];
    if (id !== undefined) return { scheme, id };
  }
  return { scheme: url, id: '' };
}

/** Each text with its language tag. */
export function taggedLabels({ altLabels }: Concept): (readonly [string, string])[] {
  return ALT_LABEL_KINDS.flatMap((kind) =>
    altLabels[kind].map((text) => [text, LANGUAGE_TAGS[kind]] as const),
  );
}
