import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';

/** What a request carries through its handlers. */
export interface RequestContext {
  /** The caller's `X-Request-Id` when it is a plain one, else our own; in every answer and log line. */
  readonly requestId: string;
  readonly log: Logger;
}

const contexts = new WeakMap<Response, RequestContext>();
const PLAIN_ID = /^[\w-]{1,64}$/;

export function contextOf(response: Response): RequestContext {
  const context = contexts.get(response);
  if (context === undefined) throw new Error('logRequests must be the first middleware');
  return context;
}

/** Gives each request an id and logs its end: one line, without query, headers or bodies, which may hold secrets. */
export function logRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('X-Request-Id') ?? '';
    const requestId = PLAIN_ID.test(given) ? given : randomUUID();
    const log = logger.child({ requestId });
    contexts.set(response, { requestId, log });
    response.set('X-Request-Id', requestId);

    const { method } = request;
    const [path] = request.originalUrl.split('?');
    const startedAt = performance.now();
    response.once('close', () => {
      const ms = Math.round(performance.now() - startedAt);
      const line = { method, path, status: response.statusCode, ms, isComplete: response.writableFinished };
      if (response.statusCode >= 500) log.warn(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}
