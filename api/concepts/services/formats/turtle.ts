import type { Literal, NamedNode, Term } from '@rdfjs/types';
import { BadInputError } from '../../../platform/kernel/errors.ts';
import { type Concept, keyOf, VOCABULARIES } from '../../domain/concept.ts';
import { matchText } from './match-text.ts';
import type { ReadConcept } from './read-concept.ts';
import { readSkos } from './read-skos.ts';
import { conceptUrl, LANGUAGE_TAGS, matchUrl, NAMESPACES, schemeUrl, SKOS, taggedLabels } from './skos.ts';

/** For addresses that a document gives without an origin. */
const BASE = 'http://localhost/';

/** @throws BadInputError naming the line, for what is no Turtle */
export async function readTurtle(text: string): Promise<ReadConcept[]> {
  const { Parser } = await import('n3');
  try {
    return readSkos(new Parser({ format: 'text/turtle', baseIRI: BASE }).parse(text));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new BadInputError('document', `is no Turtle: ${cause.message.slice(0, 300)}`);
  }
}

export async function writeTurtle(concepts: readonly Concept[], origin: string): Promise<string> {
  const { DataFactory, Writer } = await import('n3');
  const { namedNode, literal } = DataFactory;
  const vocabularies = VOCABULARIES.map((name) => [name, `${schemeUrl(origin, name)}/`] as const);
  const writer = new Writer({ prefixes: { ...NAMESPACES, ...Object.fromEntries(vocabularies) } });
  const add = (subject: string, property: string, object: NamedNode | Literal) =>
    writer.addQuad(namedNode(subject), namedNode(property), object);
  for (const vocabulary of new Set(concepts.map((concept) => concept.vocabulary)))
    add(schemeUrl(origin, vocabulary), SKOS.type, namedNode(SKOS.scheme));
  for (const concept of concepts) {
    const subject = conceptUrl(origin, keyOf(concept));
    const text = (property: string, value: string, tag: string) =>
      add(subject, property, taggedLiteral(value, tag, namedNode(LANGUAGE_TEXT)));
    const plain = (property: string, value: string) => add(subject, property, literal(value));
    const link = (property: string, url: string) => add(subject, property, namedNode(url));
    link(SKOS.type, SKOS.concept);
    link(SKOS.inScheme, schemeUrl(origin, concept.vocabulary));
    plain(SKOS.notation, concept.code);
    text(SKOS.prefLabel, concept.prefLabel.zh, LANGUAGE_TAGS.zh);
    text(SKOS.prefLabel, concept.prefLabel.en, LANGUAGE_TAGS.en);
    for (const [label, tag] of taggedLabels(concept)) text(SKOS.altLabel, label, tag);
    for (const key of concept.broader) link(SKOS.broader, conceptUrl(origin, key));
    for (const key of concept.related) link(SKOS.related, conceptUrl(origin, key));
    for (const language of ['zh', 'en'] as const) {
      const note = concept.scopeNote[language];
      if (note !== undefined) text(SKOS.scopeNote, note, LANGUAGE_TAGS[language]);
    }
    for (const source of concept.sources) plain(SKOS.source, source);
    for (const match of concept.exactMatch) {
      link(SKOS.exactMatch, matchUrl(match));
      plain(SKOS.matchSource, matchText(match));
    }
    if (concept.community !== null) plain(SKOS.community, concept.community);
  }
  return new Promise((resolve, reject) => {
    writer.end((error: unknown, result: string) =>
      error instanceof Error ? reject(error) : resolve(result),
    );
  });
}

const LANGUAGE_TEXT = `${NAMESPACES.rdf}langString`;

/** n3's own writes tags in lower case; readers take either (BCP 47), people expect zh-Hans. */
function taggedLiteral(value: string, language: string, datatype: NamedNode): Literal {
  const equals = (other: Term | null | undefined): boolean =>
    other?.termType === 'Literal' && other.value === value && other.language === language;
  return { termType: 'Literal', value, language, datatype, equals };
}
