import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import { ForbiddenError } from '../../platform/kernel/errors.ts';
import { callerOf } from '../../platform/kernel/caller.ts';
import type { Metrics } from './metrics.ts';
import { bearerOf } from '../../platform/http/session.ts';

export interface MetricsRouterOptions {
  readonly metrics: Metrics;
  /** Opens them to other machines; null: to programs of this machine alone. */
  readonly token: string | null;
}

/** `GET /metrics`, for Prometheus. */
export function metricsRouter({ metrics, token }: MetricsRouterOptions): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    if (!callerOf(request).isLocal && !isSame(bearerOf(request), token))
      throw new ForbiddenError(
        'Metrics are for this machine. For a collector elsewhere set LANRAN_METRICS_TOKEN, and let it send that as `Authorization: Bearer`.',
      );
    response.set({ 'Cache-Control': 'no-store', 'Content-Type': metrics.contentType });
    response.send(await metrics.read());
  });
  return router;
}

function isSame(given: string | null, token: string | null): boolean {
  if (given === null || token === null) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
