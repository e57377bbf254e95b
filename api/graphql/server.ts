import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type Request, type Response } from 'express';
import type { GraphqlContext } from './context.ts';
import { type ErrorLog, formatErrors, toEarlyError } from './errors.ts';
import { limitShape, MAX_TOKENS, requireAffordable } from './limits.ts';
import { createLoaders } from './loaders.ts';
import { buildGraphqlSchema } from './schema.ts';
import type { GraphqlServices } from './services.ts';

const MAX_BODY = '1mb';
/** RFC 6750 §2.1 */
const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

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
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: [limitShape],
    formatError: formatErrors(logger),
    plugins: [ApolloServerPluginLandingPageDisabled(), limitCost],
  });
  await server.start();
  return {
    mount: (app) => {
      const answer = expressMiddleware(server, {
        context: ({ req, res }) => createContext(services, req, res),
      });
      app.use('/graphql', express.json({ limit: MAX_BODY }), answer);
    },
    stop: () => server.stop(),
  };
}

const limitCost: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, operationName, request }) => {
      requireAffordable({ schema, query: document, operationName, variables: request.variables ?? {} });
    },
  }),
};

async function createContext(
  services: GraphqlServices,
  request: Request,
  response: Response,
): Promise<GraphqlContext> {
  const header = request.get('Authorization');
  const token = header === undefined ? null : (BEARER.exec(header)?.[1] ?? header);
  try {
    const actor = await services.signIn.authenticate(token);
    const requestId = response.get('X-Request-Id') ?? '';
    return { actor, token, requestId, loaders: createLoaders(actor, services) };
  } catch (error) {
    throw toEarlyError(error);
  }
}
