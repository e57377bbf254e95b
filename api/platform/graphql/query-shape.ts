import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** How large a query is, its fragments written out; the largest operation counts. Introspection counts as nothing, but `__typename` as a field. */
export interface QueryShape {
  readonly depth: number;
  readonly fields: number;
  readonly rootFields: number;
  readonly aliases: number;
}

type Extent = Omit<QueryShape, 'aliases'>;

/** What graphql-js bounds itself. */
const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);
const NOTHING: Extent = { depth: 0, fields: 0, rootFields: 0 };

export function measureShape(document: DocumentNode): QueryShape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measure = new Measure(fragments);
  const extents = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? measure.of(definition.selectionSet) : NOTHING,
  );
  return {
    depth: largest(extents, 'depth'),
    fields: largest(extents, 'fields'),
    rootFields: largest(extents, 'rootFields'),
    aliases: countAliases(document),
  };
}

function countAliases(document: DocumentNode): number {
  let aliases = 0;
  visit(document, { Field: ({ alias }) => void (aliases += alias === undefined ? 0 : 1) });
  return aliases;
}

/** Measures each fragment once, so that fragments spread in fragments cost no exponential time here. */
class Measure {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<string, Extent>();

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  of({ selections }: SelectionSetNode): Extent {
    const extents = selections.map((selection) => this.#ofSelection(selection));
    return {
      depth: largest(extents, 'depth'),
      fields: total(extents, 'fields'),
      rootFields: total(extents, 'rootFields'),
    };
  }

  #ofSelection(selection: SelectionNode): Extent {
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.of(selection.selectionSet);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#ofFragment(selection.name.value);
    if (INTROSPECTION.has(selection.name.value)) return NOTHING;
    const below = selection.selectionSet === undefined ? NOTHING : this.of(selection.selectionSet);
    return { depth: 1 + below.depth, fields: 1 + below.fields, rootFields: 1 };
  }

  #ofFragment(name: string): Extent {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    // A fragment within itself was refused by GraphQL's own rules; here it must only end.
    this.#known.set(name, NOTHING);
    const fragment = this.#fragments.get(name);
    const extent = fragment === undefined ? NOTHING : this.of(fragment.selectionSet);
    this.#known.set(name, extent);
    return extent;
  }
}

function largest(extents: readonly Extent[], name: keyof Extent): number {
  return Math.max(0, ...extents.map((extent) => extent[name]));
}

function total(extents: readonly Extent[], name: keyof Extent): number {
  return extents.reduce((sum, extent) => sum + extent[name], 0);
}
