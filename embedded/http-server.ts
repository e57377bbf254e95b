import { createServer, type RequestListener, type Server } from 'node:http';

/** Longer than a busy client stands still: one that sends on a connection just when it is closed takes the server for dead. */
const KEEP_ALIVE_MS = 75_000;
/** From a request's first byte: a connection that is idle is not cut by it. Node sets none where requests may take any time. */
const HEADERS_WITHIN_MS = 30_000;

/**
 * A server that leaves idle connections open for long.
 * @param requestWithinMs How long a whole request may take to arrive, at least 30 s; 0 for any time.
 */
export function createHttpServer(requestWithinMs: number, listener: RequestListener): Server {
  const options = {
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: HEADERS_WITHIN_MS,
    requestTimeout: requestWithinMs,
  };
  return createServer(options, listener);
}
