import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { findMeantTerm, findVocabularyTerm } from '@lanran/protocol/assets/vocabulary-names';
import type { Term } from './asset.ts';
import type { TermKey } from './asset-query.ts';

/** A term as the catalog has it (ADR 35): names of the vocabulary's terms are the vocabulary's, whatever an asset calls them. */
export interface CatalogTerm extends Term {
  /** The holder that proposes it, and alone names it; null for a term of the vocabulary. */
  readonly proposedBy: OrganizationId | null;
}

/** With the code that was written, and the vocabulary's names where its term is meant. */
export function namedAsWritten(term: Term): Term {
  const known = findMeantTerm(term);
  return known === null ? term : { ...known, code: term.code };
}

/** @param holder of the asset that bears it */
export function catalogTermOf(term: Term, holder: OrganizationId): CatalogTerm {
  const known = findMeantTerm(term);
  return known === null ? { ...term, proposedBy: holder } : { ...known, proposedBy: null };
}

/** The terms of an asset, each once. */
export function catalogTermsOf(terms: readonly Term[], holder: OrganizationId): CatalogTerm[] {
  const byKey = new Map<string, CatalogTerm>();
  for (const term of terms.map((each) => catalogTermOf(each, holder))) {
    const key = `${term.vocabulary}/${term.code}`;
    if (!byKey.has(key)) byKey.set(key, term);
  }
  return [...byKey.values()];
}

/** A proposed term's code outside: `velvet@guizhou-museum`. No term is written with an @. */
export function proposedCode(code: string, slug: string): string {
  return `${code}@${slug}`;
}

/** Reads a code of either kind. One without an organization is the vocabulary's, or of whoever proposes it. */
export function termKeyOf(vocabulary: Term['vocabulary'], code: string): TermKey {
  const [, own, slug] = /^([^@]+)@(?=.{1,64}$)([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(code) ?? [];
  if (own === undefined || slug === undefined)
    return { vocabulary, code: findVocabularyTerm(vocabulary, code)?.code ?? code };
  return { vocabulary, code: own, proposedBy: organizationIdOf(slug) };
}
