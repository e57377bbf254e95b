import { formatDay } from '@lanran/protocol/kernel/day';
import type { Language } from '@lanran/protocol/kernel/language';
import type { Asset } from '../../assets/domain/asset.ts';
import type { Concept, MatchScheme } from '../../concepts/domain/concept.ts';
import type { Call } from '../../desk/domain/call.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { languageTag, type SharedPicture } from './page-head.ts';
import { SITE_NAME, VOCABULARY_WORDS } from './words.ts';

/* What pages say in schema.org's words, for whoever reads no prose. */

export function pick(text: LocalizedText | null | undefined, language: Language): string | null {
  if (text == null) return null;
  const other: Language = language === 'en' ? 'zh' : 'en';
  return [text[language], text[other]].find((each) => each !== undefined && each !== '') ?? null;
}

/** @param origin such as `https://lanran.example.org` */
export function websiteData(origin: string, description: string): object {
  return {
    '@type': 'WebSite',
    '@id': `${origin}/`,
    url: `${origin}/`,
    name: SITE_NAME,
    description,
    inLanguage: [languageTag('en'), languageTag('zh')],
    potentialAction: {
      '@type': 'SearchAction',
      target: { '@type': 'EntryPoint', urlTemplate: `${origin}/catalog?text={search_term_string}` },
      'query-input': 'required name=search_term_string',
    },
  };
}

export function collectionData(
  origin: string,
  { name, description }: { readonly name: string; readonly description: string },
): object {
  const url = `${origin}/catalog`;
  return { '@type': 'CollectionPage', '@id': url, url, name, description, isPartOf: `${origin}/` };
}

export function organizationData(
  origin: string,
  { slug, name, kind }: Pick<Organization, 'slug' | 'name' | 'kind'>,
  {
    description,
    website,
    picture,
  }: {
    readonly description: LocalizedText | null;
    readonly website: string | null;
    readonly picture: SharedPicture | null;
  },
): object {
  const url = organizationUrl(origin, slug);
  return {
    '@type': 'Organization',
    '@id': url,
    url,
    ...namesOf(name),
    ...(kind === 'COMMUNITY' && { additionalType: 'https://schema.org/CommunityOrganization' }),
    ...(description !== null && { description: pick(description, 'en') }),
    ...(website !== null && { sameAs: website }),
    ...(picture !== null && { image: picture.url }),
  };
}

export function organizationUrl(origin: string, slug: string): string {
  return `${origin}/organizations/${encodeURIComponent(slug)}`;
}

export function conceptUrl(
  origin: string,
  { vocabulary, code }: Pick<Concept, 'vocabulary' | 'code'>,
): string {
  return `${origin}/concepts/${vocabulary}/${code}`;
}

export function callUrl(origin: string, id: string): string {
  return `${origin}/calls/${id}`;
}

export interface CallDataOptions {
  readonly origin: string;
  readonly language: Language;
  readonly title: string;
  readonly description: string;
  readonly organization: Pick<Organization, 'slug' | 'name'>;
  readonly picture: SharedPicture | null;
}

export function callData(
  { id, openedAt, closingDay }: Pick<Call, 'id' | 'openedAt' | 'closingDay'>,
  { origin, language, title, description, organization, picture }: CallDataOptions,
): object {
  const url = callUrl(origin, id);
  return {
    '@type': 'CreativeWork',
    '@id': url,
    url,
    name: title,
    description,
    inLanguage: languageTag(language),
    datePublished: openedAt.toISOString(),
    expires: formatDay(closingDay),
    publisher: {
      '@type': 'Organization',
      url: organizationUrl(origin, organization.slug),
      ...namesOf(organization.name),
    },
    ...(picture !== null && { image: picture.url }),
  };
}

/** Where the pages of another list say what it calls the same. */
const SAME_AS: Readonly<Partial<Record<MatchScheme, string>>> = {
  AAT: 'http://vocab.getty.edu/aat/',
  WIKIDATA: 'http://www.wikidata.org/entity/',
};

export function conceptData(origin: string, concept: Concept, language: Language): object {
  const { vocabulary, code, prefLabel, altLabels, scopeNote, exactMatch } = concept;
  const url = conceptUrl(origin, concept);
  const name = prefLabel[language];
  const others = [...Object.values(prefLabel), ...Object.values(altLabels).flat()];
  const description = pick(scopeNote, language);
  const sameAs = exactMatch.flatMap(({ scheme, id }) => {
    const list = SAME_AS[scheme];
    return list === undefined ? [] : [list + id];
  });
  return {
    '@type': 'DefinedTerm',
    '@id': url,
    url,
    name,
    alternateName: [...new Set(others)].filter((other) => other !== name),
    termCode: code,
    ...(description !== null && { description }),
    ...(sameAs.length > 0 && { sameAs }),
    inDefinedTermSet: {
      '@type': 'DefinedTermSet',
      '@id': `${origin}/concepts/${vocabulary}`,
      name: VOCABULARY_WORDS[vocabulary][language],
    },
  };
}

export interface AssetParties {
  readonly holder: Pick<Organization, 'slug' | 'name'> | null;
  readonly community: Pick<Organization, 'slug' | 'name'> | null;
}

export interface AssetDataOptions extends AssetParties {
  readonly origin: string;
  readonly language: Language;
  readonly title: string;
  readonly description: string | null;
  readonly picture: SharedPicture | null;
}

/** A film is a creative work; a pattern and a costume are visual artworks. */
export function assetData(asset: Asset, options: AssetDataOptions): object {
  const { origin, language, title, description, picture, holder, community } = options;
  const { kind, creditLine, identifier, access } = asset.metadata;
  const url = `${origin}/assets/${asset.id}`;
  const party = (one: Pick<Organization, 'slug' | 'name'>) => ({
    '@type': 'Organization',
    url: organizationUrl(origin, one.slug),
    ...namesOf(one.name),
  });
  return {
    '@type': kind === 'FILM' ? 'CreativeWork' : 'VisualArtwork',
    '@id': url,
    url,
    name: title,
    inLanguage: languageTag(language),
    datePublished: asset.publishedAt.toISOString(),
    version: asset.version,
    isAccessibleForFree: access === 'OPEN',
    ...(description !== null && { description }),
    ...(identifier !== undefined && { identifier }),
    ...(creditLine !== undefined && { creditText: creditLine }),
    ...(holder !== null && {
      provider: party(holder),
      ...(creditLine === undefined && { creditText: pick(holder.name, language) }),
    }),
    ...(community !== null && { creator: party(community) }),
    acquireLicensePage: `${url}/license`,
    ...(picture !== null && {
      image: {
        '@type': 'ImageObject',
        url: picture.url,
        width: picture.width,
        height: picture.height,
        acquireLicensePage: `${url}/license`,
        ...(creditLine !== undefined && { creditText: creditLine }),
      },
    }),
  };
}

function namesOf(name: LocalizedText): object {
  const { en, zh } = name;
  return { name: en ?? zh, ...(en !== undefined && zh !== undefined && { alternateName: zh }) };
}
