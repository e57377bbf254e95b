import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLError,
  type GraphQLSchema,
  isCompositeType,
  Kind,
  type SelectionSetNode,
  type ValidationRule,
  visit,
} from 'graphql';
import { type ComplexityEstimator, fieldExtensionsEstimator, getComplexity } from 'graphql-query-complexity';

/** Nested fields; introspection, which is bounded by its schema, is not counted. */
export const MAX_DEPTH = 10;
export const MAX_COST = 1_500;
export const MAX_ALIASES = 40;
/** Read before anything else is; the standard introspection query has about 400. */
export const MAX_TOKENS = 4_000;

/** Refuses a query that is nested too deeply or asks for too much under different names. */
export const limitShape: ValidationRule = (context) => ({
  Document: (document) => {
    const depth = depthOf(document);
    if (depth > MAX_DEPTH) {
      context.reportError(
        refusal(
          `The query is ${depth} fields deep; at most ${MAX_DEPTH} are allowed. Ask in several queries.`,
        ),
      );
    }
    const aliases = countAliases(document);
    if (aliases > MAX_ALIASES) {
      context.reportError(
        refusal(
          `The query has ${aliases} aliases; at most ${MAX_ALIASES} are allowed. Ask in several queries.`,
        ),
      );
    }
  },
});

export interface CostedQuery {
  readonly schema: GraphQLSchema;
  readonly query: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** @throws GraphQLError LIMIT_EXCEEDED when the query would read too much */
export function requireAffordable({ schema, query, operationName, variables }: CostedQuery): void {
  const cost = getComplexity({
    schema,
    query,
    variables: { ...variables },
    ...(operationName !== null && { operationName }),
    estimators: [fieldExtensionsEstimator(), byType],
  });
  if (cost <= MAX_COST) return;
  throw refusal(
    `The query costs ${cost}; at most ${MAX_COST} are allowed. Ask for fewer items or fewer fields.`,
  );
}

/** Scalars come with the object they are in. */
const byType: ComplexityEstimator = ({ field, childComplexity }) =>
  isCompositeType(getNamedType(field.type)) ? 1 + childComplexity : 0;

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } });
}

function countAliases(document: DocumentNode): number {
  let aliases = 0;
  visit(document, { Field: ({ alias }) => void (aliases += alias === undefined ? 0 : 1) });
  return aliases;
}

function depthOf(document: DocumentNode): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measure = new DepthMeasure(fragments);
  const depths = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? measure.of(definition.selectionSet) : 0,
  );
  return Math.max(0, ...depths);
}

/** Each fragment is measured once, so that fragments spread in fragments cost no exponential time. */
class DepthMeasure {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<string, number>();

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  of(selectionSet: SelectionSetNode): number {
    const depths = selectionSet.selections.map((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return this.of(selection.selectionSet);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#ofFragment(selection.name.value);
      if (selection.name.value.startsWith('__')) return 0;
      return 1 + (selection.selectionSet === undefined ? 0 : this.of(selection.selectionSet));
    });
    return Math.max(0, ...depths);
  }

  #ofFragment(name: string): number {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    // A fragment in itself is refused by another rule; here it must only end.
    this.#known.set(name, 0);
    const fragment = this.#fragments.get(name);
    const depth = fragment === undefined ? 0 : this.of(fragment.selectionSet);
    this.#known.set(name, depth);
    return depth;
  }
}
