import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { type Concept, keyOf } from '../../concepts/domain/concept.ts';
import type { Concepts } from '../../concepts/domain/concepts.ts';
import type { Term } from './asset.ts';
import type { AssetFilter, ConceptTerm, MeantFilter, TermKey } from './asset-query.ts';

/** What a term means is asked of these. */
export type TermMeanings = Pick<Concepts, 'find' | 'meantBy' | 'narrowerOf'>;

/** A term as the catalog has it (ADR 35): a concept's names are the concept's, whatever an asset calls it. */
export interface CatalogTerm extends Term {
  /** The holder that proposes it, and alone names it; null for an accepted concept. */
  readonly proposedBy: OrganizationId | null;
}

/** With the code that was written, and the concept's names where one is meant. */
export function namedAsWritten(term: Term, concepts: TermMeanings): Term {
  const known = concepts.meantBy(term);
  return known === null ? term : { ...termOf(known), code: term.code };
}

export function conceptTerm(concept: Concept): CatalogTerm {
  return { ...termOf(concept), proposedBy: null };
}

function termOf({ vocabulary, code, prefLabel: { en, zh } }: Concept): Term {
  return { vocabulary, code, en, zh };
}

/** Whose asset bears a term, and what terms mean. */
export interface TermPlace {
  readonly holder: OrganizationId;
  readonly concepts: TermMeanings;
}

export function catalogTermOf(term: Term, { holder, concepts }: TermPlace): CatalogTerm {
  const known = concepts.meantBy(term);
  return known === null ? { ...term, proposedBy: holder } : conceptTerm(known);
}

/** The terms of an asset, each once. */
export function catalogTermsOf(terms: readonly Term[], place: TermPlace): CatalogTerm[] {
  const byKey = new Map<string, CatalogTerm>();
  for (const term of terms.map((each) => catalogTermOf(each, place))) {
    const key = `${term.vocabulary}/${term.code}`;
    if (!byKey.has(key)) byKey.set(key, term);
  }
  return [...byKey.values()];
}

/** A proposed term's code outside: `velvet@guizhou-museum`. No term is written with an @. */
export function proposedCode(code: string, slug: string): string {
  return `${code}@${slug}`;
}

/** Reads a code of either kind. One without an organization is a concept's, or of whoever proposes it. */
export function termKeyOf(
  { vocabulary, code }: Pick<TermKey, 'vocabulary' | 'code'>,
  concepts: TermMeanings,
): TermKey {
  const [, own, slug] = /^([^@]+)@(?=.{1,64}$)([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(code) ?? [];
  if (own === undefined || slug === undefined)
    return { vocabulary, code: concepts.find(vocabulary, code)?.code ?? code };
  return { vocabulary, code: own, proposedBy: organizationIdOf(slug) };
}

/** With the concepts that its terms mean, which may be named by any of their labels. */
export function meantFilter(
  { term, terms, concept, ...filter }: Omit<AssetFilter, 'text'>,
  concepts: TermMeanings,
): MeantFilter {
  return {
    ...filter,
    ...(term !== undefined && { term: termKeyOf(term, concepts) }),
    ...(terms !== undefined && { terms: terms.map((each) => termKeyOf(each, concepts)) }),
    ...(concept !== undefined && { anyTerm: withNarrower(concept, concepts) }),
  };
}

/** The concept and everything below it; empty where there is no such concept. */
function withNarrower({ vocabulary, code }: ConceptTerm, concepts: TermMeanings): ConceptTerm[] {
  const found = concepts.find(vocabulary, code);
  if (found === null) return [];
  return [found, ...concepts.narrowerOf(keyOf(found))].map((each) => ({
    vocabulary: each.vocabulary,
    code: each.code,
  }));
}
