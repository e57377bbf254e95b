import { loadersOver, type LoaderServices } from './loaders.ts';
import { prepareGraphqlSchema, type PreparedSchema } from './platform/graphql/schema.ts';
import { buildGraphql, type GraphqlOptions, type GraphqlServer } from './platform/graphql/server.ts';
import type { AnswerKeeping } from './platform/graphql/shared-answers.ts';
import { resolverClasses, resolversOver, type ResolverServices } from './resolvers.ts';

/** What exists for guests depends on neither their network nor their session. */
const SHARED_FIELDS: ReadonlySet<string> = new Set(['assets']);

export type GraphqlServices = ResolverServices & LoaderServices;

/** The schema before there are services. */
export function prepareSchema(): PreparedSchema {
  return prepareGraphqlSchema(resolverClasses());
}

/** The GraphQL server over the services. */
export async function serveGraphql(
  services: GraphqlServices,
  {
    kept,
    schema = prepareSchema(),
    ...options
  }: Pick<GraphqlOptions, 'identify' | 'logger' | 'strangerActs'> & {
    /** Each guest is answered alone unless given. */
    readonly kept?: AnswerKeeping;
    /** Prepared now unless given. */
    readonly schema?: PreparedSchema;
  },
): Promise<GraphqlServer> {
  const { councilDesk, installation, operatorOffice } = services;
  return buildGraphql({
    ...options,
    ...(kept !== undefined && { shared: { kept, fields: SHARED_FIELDS } }),
    schema: schema.over(resolversOver(services)),
    loaders: loadersOver(services),
    actorForSafe: (actor, safe) => councilDesk.actorOf(actor, safe),
    holdsOffice: async (address) => operatorOffice.holder() === address || installation.isAccreditor(address),
  });
}
