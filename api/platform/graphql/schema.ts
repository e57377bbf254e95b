import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';

/** The schema, code first, of resolvers that are made already; `schema.graphql` is its text. */
export function buildGraphqlSchema(resolvers: readonly object[]): GraphQLSchema {
  const byClass = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]));
  return buildSchemaSync({
    // Each is an instance of its class, and there is at least one.
    resolvers: [...byClass.keys()] as NonEmptyArray<new () => object>,
    container: { get: (resolverClass: unknown) => byClass.get(resolverClass) },
    // Services check their input; the schema's types are checked by GraphQL.
    validate: false,
    // Tests check it; at each start that takes a tenth of a second.
    skipCheck: true,
  });
}

/** The text of `schema.graphql`. */
export function printGraphqlSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
