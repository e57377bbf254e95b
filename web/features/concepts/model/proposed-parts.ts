import type { ProposedConcept, ShownChange } from './proposal-documents.ts';
import { LABEL_KINDS } from './labels.ts';

/** What a part of a concept holds, told apart by how it is shown. */
export type PartValue =
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  | { readonly kind: 'concepts'; readonly ids: readonly string[] }
  | { readonly kind: 'community'; readonly id: string | null };

/** As the platform names them (`ConceptChange.changed`), in the order of the form. */
const PARTS: Readonly<Record<string, (concept: ProposedConcept) => PartValue>> = {
  'prefLabel.zh': ({ prefLabel }) => texts([prefLabel.zh]),
  'prefLabel.en': ({ prefLabel }) => texts([prefLabel.en]),
  ...Object.fromEntries(
    LABEL_KINDS.map((kind) => [
      `altLabels.${kind}`,
      ({ altLabels }: ProposedConcept) => texts(altLabels[kind]),
    ]),
  ),
  broader: ({ broader }) => ({ kind: 'concepts', ids: broader }),
  related: ({ related }) => ({ kind: 'concepts', ids: related }),
  'scopeNote.zh': ({ scopeNote }) => texts([scopeNote.zh]),
  'scopeNote.en': ({ scopeNote }) => texts([scopeNote.en]),
  sources: ({ sources }) => texts(sources),
  exactMatch: ({ exactMatch }) =>
    texts(exactMatch.map(({ scheme, id, source }) => `${scheme} ${id} = ${source}`)),
  community: ({ community }) => ({ kind: 'community', id: community }),
};

function texts(found: readonly (string | null)[]): PartValue {
  return { kind: 'texts', texts: found.filter((text) => text !== null && text !== '') as string[] };
}

export interface ShownPart {
  /** `prefLabel.en` */
  readonly name: string;
  /** Null for a new concept. */
  readonly now: PartValue | null;
  readonly proposed: PartValue;
}

/** What differs from the present concept; of a new one, all that it has. */
export function partsOf({ changed, present, proposed }: ShownChange): readonly ShownPart[] {
  return Object.entries(PARTS).flatMap(([name, read]): ShownPart[] => {
    const value = read(proposed);
    if (present !== null)
      return changed.includes(name) ? [{ name, now: read(present.accepted), proposed: value }] : [];
    return isEmpty(value) ? [] : [{ name, now: null, proposed: value }];
  });
}

export function isEmpty(value: PartValue): boolean {
  switch (value.kind) {
    case 'texts':
      return value.texts.length === 0;
    case 'concepts':
      return value.ids.length === 0;
    case 'community':
      return value.id === null;
  }
}
