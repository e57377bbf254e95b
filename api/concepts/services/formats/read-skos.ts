import { ALT_LABEL_KINDS, type AltLabelKind } from '../../domain/concept.ts';
import type { ConceptInput } from '../../domain/concept-input.ts';
import { readMatch } from './match-text.ts';
import type { ReadConcept } from './read-concept.ts';
import { keyInUrl, kindOfTag, matchInUrl, SKOS } from './skos.ts';

/** What n3 and jsonld both give. */
export interface Triple {
  readonly subject: { readonly value: string };
  readonly predicate: { readonly value: string };
  readonly object: RdfTerm;
}

interface RdfTerm {
  readonly termType: string;
  readonly value: string;
  readonly language?: string;
}

type Node = ReadonlyMap<string, readonly RdfTerm[]>;

/** Every skos:Concept; properties that concepts here do not have are passed over. */
export function readSkos(triples: readonly Triple[]): ReadConcept[] {
  const nodes = nodesOf(triples);
  const above = new Map<string, string[]>();
  for (const [subject, node] of nodes)
    for (const { value } of node.get(SKOS.narrower) ?? [])
      above.set(value, [...(above.get(value) ?? []), subject]);
  return [...nodes]
    .filter(([, node]) => node.get(SKOS.type)?.some(({ value }) => value === SKOS.concept))
    .map(([subject, node]): ReadConcept => {
      const key = keyInUrl(subject);
      if (key === null)
        return {
          place: subject.slice(0, 200),
          problem:
            'is no address of a concept: it must end in /concepts/, a vocabulary, / and a code, such as /concepts/technique/batik.',
        };
      const place = `${key.vocabulary}/${key.code}`;
      return { place, input: { ...key, ...partsOf(node, above.get(subject) ?? []) } };
    });
}

function nodesOf(triples: readonly Triple[]): Map<string, Map<string, RdfTerm[]>> {
  const nodes = new Map<string, Map<string, RdfTerm[]>>();
  for (const { subject, predicate, object } of triples) {
    const node = nodes.get(subject.value) ?? new Map<string, RdfTerm[]>();
    nodes.set(subject.value, node);
    const objects = node.get(predicate.value);
    if (objects === undefined) node.set(predicate.value, [object]);
    else objects.push(object);
  }
  return nodes;
}

function partsOf(node: Node, above: readonly string[]): Omit<ConceptInput, 'vocabulary' | 'code'> {
  const texts = (property: string) => (node.get(property) ?? []).map(({ value }) => value);
  const { prefLabel, altLabels } = labelsOf(node);
  const sources = texts(SKOS.matchSource).map(readMatch);
  return {
    prefLabel,
    altLabels,
    broader: [...texts(SKOS.broader), ...above].map(keyOf),
    related: texts(SKOS.related).map(keyOf),
    scopeNote: notesOf(node.get(SKOS.scopeNote) ?? node.get(SKOS.definition) ?? []),
    sources: texts(SKOS.source),
    exactMatch: texts(SKOS.exactMatch).map((url) => {
      const match = matchInUrl(url);
      const found = sources.find(({ scheme, id }) => scheme === match.scheme && id === match.id);
      return { ...match, source: found?.source };
    }),
    community: texts(SKOS.community)[0] ?? null,
  };
}

/** What is no such address is refused as a key. */
function keyOf(url: string): string {
  const key = keyInUrl(url);
  return key === null ? url : `${key.vocabulary}/${key.code}`;
}

/** The first preferred label of a language is the concept's; further ones, and those of other languages, are other names. */
function labelsOf(node: Node) {
  const labels: Record<AltLabelKind, string[]> = { zh: [], en: [], hant: [], pinyin: [], other: [] };
  const preferred: Partial<Record<AltLabelKind, string>> = {};
  for (const { value, language = '' } of node.get(SKOS.prefLabel) ?? []) {
    const kind = kindOfTag(language);
    if ((kind === 'zh' || kind === 'en') && preferred[kind] === undefined) preferred[kind] = value;
    else labels[kind].push(value);
  }
  for (const { value, language = '' } of node.get(SKOS.altLabel) ?? [])
    labels[kindOfTag(language)].push(value);
  const altLabels = Object.fromEntries(ALT_LABEL_KINDS.map((kind) => [kind, labels[kind]]));
  return { prefLabel: { zh: preferred.zh, en: preferred.en }, altLabels };
}

function notesOf(notes: readonly RdfTerm[]) {
  const of = (wanted: AltLabelKind) =>
    notes.find(({ language = '' }) => kindOfTag(language) === wanted)?.value ?? null;
  return { zh: of('zh'), en: of('en') };
}
