import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';

/** A schema that is built, but for the resolvers that answer it. */
export interface PreparedSchema {
  /** One of each class that it was prepared for. */
  over(resolvers: readonly object[]): GraphQLSchema;
}

/** The schema, code first, of resolvers that are made already; `schema.graphql` is its text. */
export function buildGraphqlSchema(resolvers: readonly object[]): GraphQLSchema {
  return prepareGraphqlSchema(resolvers.map((resolver) => resolver.constructor)).over(resolvers);
}

/** Takes a tenth of a second. */
export function prepareGraphqlSchema(resolverClasses: readonly unknown[]): PreparedSchema {
  const byClass = new Map<unknown, object>();
  const schema = buildSchemaSync({
    // There is at least one.
    resolvers: resolverClasses as NonEmptyArray<new () => object>,
    container: { get: (resolverClass: unknown) => byClass.get(resolverClass) },
    // Services check their input; the schema's types are checked by GraphQL.
    validate: false,
    // Tests check it; at each start that takes a tenth of a second.
    skipCheck: true,
  });
  return {
    over: (resolvers) => {
      for (const resolver of resolvers) byClass.set(resolver.constructor, resolver);
      return schema;
    },
  };
}

/** The text of `schema.graphql`. */
export function printGraphqlSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
