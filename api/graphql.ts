import { loadersOver, type LoaderServices } from './loaders.ts';
import { buildGraphql, type GraphqlOptions, type GraphqlServer } from './platform/graphql/server.ts';
import type { AnswerKeeping } from './platform/graphql/shared-answers.ts';
import { resolversOver, type ResolverServices } from './resolvers.ts';

/** What exists for guests depends on neither their network nor their session. */
const SHARED_FIELDS: ReadonlySet<string> = new Set(['assets']);

export type GraphqlServices = ResolverServices & LoaderServices;

/** The GraphQL server over the services. */
export async function serveGraphql(
  services: GraphqlServices,
  {
    kept,
    ...options
  }: Pick<GraphqlOptions, 'identify' | 'logger' | 'strangerActs'> & {
    /** Each guest is answered alone unless given. */
    readonly kept?: AnswerKeeping;
  },
): Promise<GraphqlServer> {
  const { councilDesk, installation, operatorOffice } = services;
  return buildGraphql({
    ...options,
    ...(kept !== undefined && { shared: { kept, fields: SHARED_FIELDS } }),
    resolvers: resolversOver(services),
    loaders: loadersOver(services),
    actorForSafe: (actor, safe) => councilDesk.actorOf(actor, safe),
    holdsOffice: async (address) => operatorOffice.holder() === address || installation.isAccreditor(address),
  });
}
