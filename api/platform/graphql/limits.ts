import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  getNamedType,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  isCompositeType,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import type { ComplexityEstimator } from 'graphql-query-complexity';
// Its ES modules load graphql a second time, as other files than everything else here does.
import * as queryComplexity from 'graphql-query-complexity/cjs';
import { BoundedMap } from '../kernel/bounded-map.ts';
import { measureShape } from './query-shape.ts';

// Node gives what a CommonJS library exports as its default alone; a bundler gives the names.
const { fieldExtensionsEstimator, getComplexity } =
  'getComplexity' in queryComplexity ? queryComplexity : queryComplexity['default'];

/** Nested fields; introspection, which graphql-js bounds itself, is not counted but for `__typename`. */
export const MAX_DEPTH = 10;
/** Fields with every fragment written out. */
export const MAX_FIELDS = 1_000;
export const MAX_ROOT_FIELDS = 20;
export const MAX_ALIASES = 40;
export const MAX_COST = 1_500;
/** The largest query of our own clients has 170 tokens, the standard introspection query 180. Validation takes time that grows with their square. */
export const MAX_TOKENS = 1_500;

export const PARSING = { maxLexicalTokens: MAX_TOKENS } as const;

/** Clients ask the same few queries over and over; longer ones are looked at each time. */
const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 10_000;
const modestQueries = new BoundedMap<string, true>(MOST_REMEMBERED);

const ADVICE = 'Ask in several queries.';

/**
 * Refuses what is too large before it is validated: two fields of one name are compared with each other, and validation holds
 * up everybody meanwhile. Apollo lets nobody in between parsing and validation, so that this parses by itself.
 * @throws GraphQLError LIMIT_EXCEEDED when it is nested too deeply or asks too much under different names
 */
export function requireModestQuery(query: string): void {
  const require = (): true => {
    const document = parseOrNull(query);
    if (document !== null) requireModestShape(document);
    return true;
  };
  if (query.length > LONGEST_REMEMBERED) require();
  else modestQueries.get(query, require);
}

/** Null for what is no GraphQL, which is refused in words of its own. */
function parseOrNull(query: string): DocumentNode | null {
  try {
    return parse(query, { ...PARSING, noLocation: true });
  } catch {
    return null;
  }
}

/** Refuses, before anything is read, what asks for too much at once. For one schema: in another a query costs something else. */
export function limitQueries(): ApolloServerPlugin {
  const costs = new BoundedMap<string, number>(MOST_REMEMBERED);
  const costOf = (query: CostedQuery, queryHash: string) => {
    // A wrong variable ends the execution before it begins, in words of its own.
    if (!hasItsVariables(query)) return 0;
    const asked = [
      queryHash,
      query.operation.name?.value,
      JSON.stringify(query.variables, withoutTexts),
    ].join();
    const find = () => complexityOf(query);
    return asked.length > LONGEST_REMEMBERED ? find() : costs.get(asked, find);
  };
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request, queryHash }) => {
        if (operation === undefined) return;
        const variables = { ...request.variables };
        requireAffordable(costOf({ schema, document, operation, variables }, queryHash));
      },
    }),
  };
}

function requireModestShape(document: DocumentNode): void {
  const shape = measureShape(document);
  const bounds: readonly (readonly [string, number, number])[] = [
    ['nested fields', shape.depth, MAX_DEPTH],
    ['fields', shape.fields, MAX_FIELDS],
    ['top-level fields', shape.rootFields, MAX_ROOT_FIELDS],
    ['aliases', shape.aliases, MAX_ALIASES],
  ];
  for (const [what, count, max] of bounds) {
    if (count > max) throw refusal(`The query has ${count} ${what}; at most ${max} are allowed. ${ADVICE}`);
  }
}

interface CostedQuery {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Record<string, unknown>;
}

/** @throws GraphQLError LIMIT_EXCEEDED when the query would read too much */
function requireAffordable(cost: number): void {
  if (cost <= MAX_COST) return;
  throw refusal(
    `The query costs ${cost}; at most ${MAX_COST} are allowed. Ask for fewer items or fewer fields.`,
  );
}

/** What a query costs hangs on numbers, lists, switches and what is left out, and on no text. */
function withoutTexts(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? '' : value;
}

function hasItsVariables({ schema, operation, variables }: CostedQuery): boolean {
  // The first error is enough here; to word 100,000 of them took a minute.
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 1,
  });
  return errors === undefined;
}

function complexityOf({ schema, document, operation, variables }: CostedQuery): number {
  try {
    return getComplexity({
      schema,
      query: document,
      variables,
      ...(operation.name !== undefined && { operationName: operation.name.value }),
      estimators: [fieldExtensionsEstimator(), byType],
    });
  } catch (cause) {
    // It stops at a number of nodes of its own.
    if (!(cause instanceof Error && cause.message.includes('maximum allowed number of nodes'))) throw cause;
    throw refusal(`The query has too many fields with its fragments written out. ${ADVICE}`);
  }
}

/** Scalars come with the object they are in. */
const byType: ComplexityEstimator = ({ field, childComplexity }) =>
  isCompositeType(getNamedType(field.type)) ? 1 + childComplexity : 0;

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED', http: { status: 400 } } });
}
