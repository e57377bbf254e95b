import { ALT_LABEL_KINDS, type Concept } from './concept.ts';

/** The parts of a concept that a change is shown by, each as a text that equals another's when they mean the same. */
const PARTS: Readonly<Record<string, (concept: Concept) => string>> = {
  'prefLabel.zh': ({ prefLabel }) => prefLabel.zh,
  'prefLabel.en': ({ prefLabel }) => prefLabel.en,
  ...Object.fromEntries(
    ALT_LABEL_KINDS.map((kind) => [
      `altLabels.${kind}`,
      ({ altLabels }: Concept) => inAnyOrder(altLabels[kind]),
    ]),
  ),
  broader: ({ broader }) => inAnyOrder(broader),
  related: ({ related }) => inAnyOrder(related),
  'scopeNote.zh': ({ scopeNote }) => scopeNote.zh ?? '',
  'scopeNote.en': ({ scopeNote }) => scopeNote.en ?? '',
  sources: ({ sources }) => inAnyOrder(sources),
  exactMatch: ({ exactMatch }) =>
    inAnyOrder(exactMatch.map(({ scheme, id, source }) => JSON.stringify([scheme, id, source]))),
  community: ({ community }) => community ?? '',
};

/** Which parts differ: `prefLabel.en`, `altLabels.zh`, `broader` … The order in a list says nothing, as in SKOS. */
export function changedParts(present: Concept, proposed: Concept): string[] {
  return Object.entries(PARTS)
    .filter(([, textOf]) => textOf(present) !== textOf(proposed))
    .map(([name]) => name);
}

function inAnyOrder(texts: readonly string[]): string {
  return JSON.stringify([...texts].sort());
}
