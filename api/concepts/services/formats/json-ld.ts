import { BadInputError } from '../../../platform/kernel/errors.ts';
import { type Concept, keyOf } from '../../domain/concept.ts';
import { matchText } from './match-text.ts';
import type { ReadConcept } from './read-concept.ts';
import { readSkos, type Triple } from './read-skos.ts';
import { LANGUAGE_TAGS, matchUrl, NAMESPACES, SKOS, taggedLabels } from './skos.ts';

const link = (id: string) => ({ '@id': id, '@type': '@id' });
const tagged = (id: string) => ({ '@id': id, '@container': '@language' });

/** In the document itself: nobody has to fetch it. */
const CONTEXT = {
  ...NAMESPACES,
  id: '@id',
  type: '@type',
  Concept: SKOS.concept,
  inScheme: link(SKOS.inScheme),
  notation: SKOS.notation,
  prefLabel: tagged(SKOS.prefLabel),
  altLabel: tagged(SKOS.altLabel),
  broader: link(SKOS.broader),
  related: link(SKOS.related),
  scopeNote: tagged(SKOS.scopeNote),
  source: SKOS.source,
  exactMatch: link(SKOS.exactMatch),
  matchSource: SKOS.matchSource,
  community: SKOS.community,
};

export function writeJsonLd(concepts: readonly Concept[], origin: string): string {
  const context = { '@base': `${origin}/concepts/`, ...CONTEXT };
  const nodes = concepts.map((concept) => JSON.stringify(nodeOf(concept)));
  return `{"@context":${JSON.stringify(context)},"@graph":[\n${nodes.join(',\n')}\n]}\n`;
}

function nodeOf(concept: Concept) {
  const { vocabulary, code, prefLabel, broader, related, scopeNote, sources, exactMatch, community } =
    concept;
  const labels: Record<string, string[]> = {};
  for (const [label, tag] of taggedLabels(concept)) (labels[tag] ??= []).push(label);
  return {
    id: keyOf(concept),
    type: 'Concept',
    inScheme: vocabulary,
    notation: code,
    prefLabel: { [LANGUAGE_TAGS.zh]: prefLabel.zh, [LANGUAGE_TAGS.en]: prefLabel.en },
    ...(Object.keys(labels).length > 0 && { altLabel: labels }),
    ...(broader.length > 0 && { broader }),
    ...(related.length > 0 && { related }),
    scopeNote: {
      ...(scopeNote.zh !== undefined && { [LANGUAGE_TAGS.zh]: scopeNote.zh }),
      ...(scopeNote.en !== undefined && { [LANGUAGE_TAGS.en]: scopeNote.en }),
    },
    ...(sources.length > 0 && { source: sources }),
    ...(exactMatch.length > 0 && {
      exactMatch: exactMatch.map(matchUrl),
      matchSource: exactMatch.map(matchText),
    }),
    ...(community !== null && { community }),
  };
}

/** For addresses that a document gives without an origin. */
const BASE = 'http://localhost/concepts/';

/** Nothing is fetched: a context has to be in the document. @throws BadInputError for what is no JSON-LD */
export async function readJsonLd(text: string): Promise<ReadConcept[]> {
  const document = parseDocument(text);
  const { default: jsonld } = await import('jsonld');
  try {
    // Without `format` it is the dataset, for which the types have only `object`.
    const triples = (await jsonld.toRDF(document, { base: BASE, documentLoader: refuseToFetch })) as Triple[];
    return readSkos(triples);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new BadInputError(
      'document',
      `is no JSON-LD that can be read here: ${reasonOf(cause).slice(0, 300)}`,
    );
  }
}

function parseDocument(text: string): object {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInputError('document', `is no JSON: ${cause.message.slice(0, 200)}.`);
  }
  throw new BadInputError('document', 'is no JSON-LD: it must be an object or a list of objects.');
}

class FetchRefusedError extends Error {}

const refuseToFetch = async (url: string): Promise<never> => {
  throw new FetchRefusedError(
    `it refers to ${url.slice(0, 200)}, which is not fetched. Put its @context into the document.`,
  );
};

/** The library wraps what its loader says. */
function reasonOf(error: Error): string {
  const inner: unknown = 'details' in error ? (error.details as { readonly cause?: unknown }).cause : null;
  return inner instanceof FetchRefusedError ? inner.message : error.message;
}
