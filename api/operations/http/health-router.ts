import { Router } from 'express';
import type { ReadinessService } from '../services/readiness.ts';

/**
 * `/healthz`: the process runs. `/readyz`: it can serve; 503 names each backing service that does not answer, and a full disk, on which
 * no act can be done. `vault` warns and changes no status: without a key all but the files that need it can be served.
 */
export function healthRouter(readiness: ReadinessService): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const { ok, services, vault, disk } = await readiness.check();
    response.status(ok ? 200 : 503).set('Cache-Control', 'no-store');
    response.json({ status: ok ? 'ready' : 'unavailable', services, vault, disk });
  });
  return router;
}
