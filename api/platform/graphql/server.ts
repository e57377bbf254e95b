import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type Request, type Response } from 'express';
import type { Actor } from '../kernel/actor.ts';
import { callerOf } from '../kernel/caller.ts';
import type { Limit } from '../kernel/limit.ts';
import type { GraphqlContext } from './context.ts';
import {
  answerUnreadable,
  type ErrorLog,
  formatErrors,
  nameRequests,
  requestIdOf,
  toEarlyError,
} from './errors.ts';
import { toAddress } from './parse-input.ts';
import { limitQueries, PARSING, requireModestQuery } from './limits.ts';
import { createLoaders } from './loaders.ts';
import { buildGraphqlSchema } from './schema.ts';
import type { GraphqlServices } from './services.ts';
import { limitStrangers } from './stranger-acts.ts';

const MAX_BODY = '1mb';
const SAFE_HEADER = 'X-Lanran-Safe';

export interface GraphqlServer {
  /** Serves `/graphql`. Requests carry their id in the answer's `X-Request-Id` already. */
  mount(app: Express): void;
  stop(): Promise<void>;
}

export interface GraphqlOptions extends GraphqlServices {
  /** Told of errors that clients do not see. */
  readonly logger: ErrorLog;
  /** Acts by signed-in keys of no organization, by network. */
  readonly strangerActs: Limit;
  /** Who sent a request; refuses a session that is none. */
  readonly identify: (request: Request) => Promise<Pick<GraphqlContext, 'actor' | 'token'>>;
}

/** The GraphQL server over the services, ready to be mounted. */
export async function buildGraphql(options: GraphqlOptions): Promise<GraphqlServer> {
  const { logger, strangerActs, ...services } = options;
  const server = new ApolloServer<GraphqlContext>({
    schema: buildGraphqlSchema(services),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: PARSING,
    formatError: formatErrors(logger),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      nameRequests,
      limitQueries,
      limitStrangers({
        acts: strangerActs,
        holdsOffice: async (address) =>
          services.operatorOffice.holder() === address || services.installation.isAccreditor(address),
      }),
    ],
  });
  await server.start();
  return {
    mount: (app) => {
      const answer = expressMiddleware(server, {
        context: ({ req, res }) => createContext(options, req, res),
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

/** As Apollo finds it: in the body, or in the address of a GET. Empty where it refuses the request itself. */
function queryIn(request: Request): string {
  const body: unknown = request.method === 'GET' ? request.query : request.body;
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : '';
  return typeof query === 'string' ? query : '';
}

async function createContext(
  options: GraphqlOptions,
  request: Request,
  response: Response,
): Promise<GraphqlContext> {
  const requestId = requestIdOf(response);
  try {
    requireModestQuery(queryIn(request));
    const identity = await options.identify(request);
    const actor = await actingFor(options, identity.actor, request);
    const { token } = identity;
    return { actor, token, caller: callerOf(request), requestId, loaders: createLoaders(actor, options) };
  } catch (error) {
    throw toEarlyError(error, requestId);
  }
}
