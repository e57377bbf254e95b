import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type Request, type Response } from 'express';
import type { Actor } from '../domain/actor.ts';
import type { GraphqlContext } from './context.ts';
import {
  answerUnreadable,
  type ErrorLog,
  formatErrors,
  nameRequests,
  requestIdOf,
  toEarlyError,
} from './errors.ts';
import { toAddress } from './inputs/parse.ts';
import { limitQueries, MAX_TOKENS } from './limits.ts';
import { createLoaders } from './loaders.ts';
import { buildGraphqlSchema } from './schema.ts';
import type { GraphqlServices } from './services.ts';

const MAX_BODY = '1mb';
/** RFC 6750 §2.1 */
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;
const SAFE_HEADER = 'X-Lanran-Safe';

export interface GraphqlServer {
  /** Serves `/graphql`. Requests carry their id in the answer's `X-Request-Id` already. */
  mount(app: Express): void;
  stop(): Promise<void>;
}

export interface GraphqlOptions extends GraphqlServices {
  /** Told of errors that clients do not see. */
  readonly logger: ErrorLog;
}

/** The GraphQL server over the services, ready to be mounted. */
export async function buildGraphql({ logger, ...services }: GraphqlOptions): Promise<GraphqlServer> {
  const server = new ApolloServer<GraphqlContext>({
    schema: buildGraphqlSchema(services),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    formatError: formatErrors(logger),
    plugins: [ApolloServerPluginLandingPageDisabled(), nameRequests, limitQueries],
  });
  await server.start();
  return {
    mount: (app) => {
      const answer = expressMiddleware(server, {
        context: ({ req, res }) => createContext(services, req, res),
      });
      app.use('/graphql', express.json({ limit: MAX_BODY }), answer, answerUnreadable);
    },
    stop: () => server.stop(),
  };
}

/** An owner of the Safe that the request names sees what the Safe's organizations show their viewers. */
async function actingFor({ councilDesk }: GraphqlServices, actor: Actor, request: Request): Promise<Actor> {
  const safe = request.get(SAFE_HEADER);
  return safe === undefined ? actor : councilDesk.actorOf(actor, toAddress(safe, SAFE_HEADER));
}

async function createContext(
  services: GraphqlServices,
  request: Request,
  response: Response,
): Promise<GraphqlContext> {
  const header = request.get('Authorization');
  const token = header === undefined ? null : (BEARER.exec(header)?.[1] ?? header);
  const requestId = requestIdOf(response);
  try {
    const actor = await actingFor(services, await services.signIn.authenticate(token), request);
    return { actor, token, requestId, loaders: createLoaders(actor, services) };
  } catch (error) {
    throw toEarlyError(error, requestId);
  }
}
