import { loadersOver, type LoaderServices } from './loaders.ts';
import { buildGraphql, type GraphqlOptions, type GraphqlServer } from './platform/graphql/server.ts';
import { resolversOver, type ResolverServices } from './resolvers.ts';

export type GraphqlServices = ResolverServices & LoaderServices;

/** The GraphQL server over the services. */
export async function serveGraphql(
  services: GraphqlServices,
  options: Pick<GraphqlOptions, 'identify' | 'logger' | 'strangerActs'>,
): Promise<GraphqlServer> {
  const { councilDesk, installation, operatorOffice } = services;
  return buildGraphql({
    ...options,
    resolvers: resolversOver(services),
    loaders: loadersOver(services),
    actorForSafe: (actor, safe) => councilDesk.actorOf(actor, safe),
    holdsOffice: async (address) => operatorOffice.holder() === address || installation.isAccreditor(address),
  });
}
