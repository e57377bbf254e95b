import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Express, type Request, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { type Actor, ANONYMOUS } from '../kernel/actor.ts';
import type { Address } from '@lanran/protocol/kernel/signature';
import { callerOf } from '../kernel/caller.ts';
import type { Limit } from '../kernel/limit.ts';
import { compressAnswers, leaveActsAsTheyAre } from './compression.ts';
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
import { type LoaderPart, Loaders } from './loaders.ts';
import { type AnswerKeeping, shareAnswers } from './shared-answers.ts';
import { limitStrangers } from './stranger-acts.ts';

const MAX_BODY = '1mb';
const SAFE_HEADER = 'X-Lanran-Safe';
const SIGNED_IN_HEADERS = ['Authorization', 'Cookie', SAFE_HEADER];

export interface GraphqlServer {
  /** Serves `/graphql`. Requests carry their id in the answer's `X-Request-Id` already. */
  mount(app: Express): void;
  /** What a stranger is answered; null where the query is refused. */
  answerStranger(question: StrangersQuestion): Promise<unknown>;
  stop(): Promise<void>;
}

export interface StrangersQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface GraphqlOptions {
  readonly schema: GraphQLSchema;
  readonly loaders: readonly LoaderPart[];
  /** Told of errors that clients do not see. */
  readonly logger: ErrorLog;
  /** Acts by signed-in keys of no organization, by network. */
  readonly strangerActs: Limit;
  /** Has an office without being of an organization. */
  readonly holdsOffice: (address: Address) => Promise<boolean>;
  /** Whom the actor acts as for a Safe of theirs. */
  readonly actorForSafe: (actor: Actor, safe: Address) => Promise<Actor>;
  /** Who sent a request; refuses a session that is none. */
  readonly identify: (request: Request) => Promise<Pick<GraphqlContext, 'actor' | 'token'>>;
  /** Keeps answers for guests; each is answered alone unless given. */
  readonly shared?: { readonly kept: AnswerKeeping; readonly fields: ReadonlySet<string> };
}

/** The GraphQL server, ready to be mounted. */
export async function buildGraphql(options: GraphqlOptions): Promise<GraphqlServer> {
  const { logger, strangerActs, holdsOffice } = options;
  const parts = new Map(options.loaders.map((part) => [part.name, part]));
  const server = new ApolloServer<GraphqlContext>({
    schema: options.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    parseOptions: PARSING,
    formatError: formatErrors(logger),
    plugins: [
      // It would look at each field of each answer, for hints that we give none of.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      nameRequests,
      leaveActsAsTheyAre,
      limitQueries(),
      limitStrangers({ acts: strangerActs, holdsOffice }),
    ],
  });
  await server.start();
  const answerStranger = async ({ query, variables }: StrangersQuestion): Promise<unknown> => {
    const contextValue: GraphqlContext = {
      actor: ANONYMOUS,
      token: null,
      // Nothing is counted of it: strangers do nothing.
      caller: { network: '', isLocal: false },
      requestId: '',
      loaders: new Loaders(ANONYMOUS, parts),
    };
    const { body } = await server.executeOperation({ query, variables }, { contextValue });
    if (body.kind !== 'single' || body.singleResult.errors !== undefined) return null;
    return body.singleResult.data ?? null;
  };
  return {
    mount: (app) => {
      const answer = expressMiddleware(server, {
        context: ({ req, res }) => createContext({ ...options, parts }, req, res),
      });
      const { shared } = options;
      const sharing =
        shared === undefined
          ? []
          : [shareAnswers({ ...shared, answer: answerStranger, signedInHeaders: SIGNED_IN_HEADERS })];
      const reading = express.json({ limit: MAX_BODY });
      app.use('/graphql', reading, ...sharing, compressAnswers, answer, answerUnreadable);
    },
    answerStranger,
    stop: () => server.stop(),
  };
}

/** An owner of the Safe that the request names sees what the Safe's organizations show their viewers. */
async function actingFor(
  { actorForSafe }: Pick<GraphqlOptions, 'actorForSafe'>,
  actor: Actor,
  request: Request,
): Promise<Actor> {
  const safe = request.get(SAFE_HEADER);
  return safe === undefined ? actor : actorForSafe(actor, toAddress(safe, SAFE_HEADER));
}

/** As Apollo finds it: in the body, or in the address of a GET. Empty where it refuses the request itself. */
function queryIn(request: Request): string {
  const body: unknown = request.method === 'GET' ? request.query : request.body;
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : '';
  return typeof query === 'string' ? query : '';
}

async function createContext(
  options: Pick<GraphqlOptions, 'identify' | 'actorForSafe'> & {
    readonly parts: ReadonlyMap<string, LoaderPart>;
  },
  request: Request,
  response: Response,
): Promise<GraphqlContext> {
  const requestId = requestIdOf(response);
  try {
    requireModestQuery(queryIn(request));
    const identity = await options.identify(request);
    const actor = await actingFor(options, identity.actor, request);
    const { token } = identity;
    const loaders = new Loaders(actor, options.parts);
    return { actor, token, caller: callerOf(request), requestId, loaders };
  } catch (error) {
    throw toEarlyError(error, requestId);
  }
}
