import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { serveGraphql } from '@lanran/api/graphql';
import { identify } from '@lanran/api/platform/http/session';
import { answerErrors } from '@lanran/api/platform/http/error-answer';
import { logRequests } from '@lanran/api/platform/http/request-context';
import { conceptsRouter } from '@lanran/api/concepts/http/concepts-router';
import { packagesRouter } from '@lanran/api/delivery/http/packages-router';
import { batchRouter } from '@lanran/api/ingest/http/batch-router';
import { uploadsRouter } from '@lanran/api/ingest/http/uploads-router';
import { rpcRouter } from '@lanran/api/relay/http/rpc-router';
import { SignInService } from '@lanran/api/accounts/services/sign-in';
import { type Platform } from '@lanran/sdk/kernel/session';
import { connect } from '@lanran/sdk/accounts/connect';
import { NO_LIMIT, NO_SIGN_IN_LIMITS, NONCE_KEY } from './limits.ts';
import type { Person } from './people.ts';
import type { Services } from './services.ts';

const MAX_FILE_BYTES = 100_000_000;

export interface ServedServices {
  readonly url: string;
  /** Signed in, as the command line is. */
  connect(person: Person): Promise<Platform>;
  stop(): Promise<void>;
}

/** The services behind GraphQL, `/uploads`, `/packages`, `/concepts.…` and `/rpc` on a random port, for the command line's client functions. */
export async function serve(services: Services): Promise<ServedServices> {
  const { stack, clock } = services;
  const app = express();
  app.use(logRequests(pino({ level: 'silent' })));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server on a port of its own has an address of this shape.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { stores, chainId } = stack;
  const signIn = new SignInService({
    ...stores,
    clock,
    publicUrl: () => new URL(url),
    chainId,
    sessionHours: 1,
    nonceKey: NONCE_KEY,
    limits: NO_SIGN_IN_LIMITS,
  });
  const graphql = await serveGraphql(
    { ...services, signIn },
    {
      identify: (request) => identify(request, (token) => signIn.authenticate(token)),
      logger: { error: () => undefined },
      strangerActs: NO_LIMIT,
    },
  );
  graphql.mount(app);
  app.use(conceptsRouter(services.conceptExports));
  app.use(
    '/rpc',
    rpcRouter({
      chainRpcUrl: stack.rpcUrl,
      chainSecret: null,
      chainSenders: null,
      chainSends: NO_LIMIT,
      publicUrl: () => new URL(url),
    }),
  );
  const authenticate = (token: string) => signIn.authenticate(token);
  app.use(
    '/uploads',
    batchRouter({ batches: services.uploads.batches, authenticate }),
    uploadsRouter({
      uploads: services.uploads,
      store: services.staging.uploads,
      authenticate,
      path: '/uploads',
      maxFileBytes: MAX_FILE_BYTES,
    }),
  );
  app.use(
    '/packages',
    packagesRouter({
      packages: services.packages,
      authenticate,
      findLicenseId: (number) => services.numbered.licenseId({ kind: 'anonymous' }, number),
    }),
  );
  app.use(answerErrors);
  return {
    url,
    connect: (person) => connect(url, person),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await graphql.stop();
    },
  };
}
