import type { ApolloServerPlugin } from '@apollo/server';
import compression from 'compression';
import type { RequestHandler } from 'express';
import { OperationTypeNode } from 'graphql';
import type { GraphqlContext } from './context.ts';

/** Shorter answers fit into one packet anyway. */
export const LEAST_BYTES = 1_024;

/** Brotli or gzip, as the client accepts; not what says `no-transform`. */
export const compressAnswers: RequestHandler = compression({ threshold: LEAST_BYTES });

/**
 * BREACH (CVE-2013-3587): the length of a compressed answer tells of a secret in it to whoever can have texts of theirs in the
 * same answer. Secrets that are given out (`createInvitation`, `issueDeliveryToken`, `createNonce`) are answers to mutations,
 * which are few and short: none of them is compressed. Queries give none but the keys of demo accounts, which everybody on
 * this machine has. The session itself is in headers alone.
 */
export const leaveActsAsTheyAre: ApolloServerPlugin<GraphqlContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ operation, response }) => {
      if (operation?.operation !== OperationTypeNode.MUTATION) return;
      response.http.headers.set('cache-control', 'no-store, no-transform');
    },
  }),
};
