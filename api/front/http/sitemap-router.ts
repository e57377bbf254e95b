import { type Response, Router } from 'express';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import {
  renderRobots,
  renderSitemapAddress,
  renderSitemapIndex,
  SITEMAP_BEGIN,
  SITEMAP_END,
  type SitemapAddress,
} from '../domain/sitemap.ts';
import type { Sitemaps } from '../services/sitemaps.ts';
import { sendStream } from '../../platform/http/send-stream.ts';

const FOR_AN_HOUR = 'public, max-age=3600';

/** `/robots.txt`, `/sitemap.xml` and the sitemaps that it names. */
export function sitemapRouter(
  sitemaps: Pick<Sitemaps, 'origin' | 'countOfAssets' | 'assets' | 'pages'>,
): Router {
  const router = Router();
  router.get('/robots.txt', (_request, response) => {
    response.set('Cache-Control', FOR_AN_HOUR).type('text/plain').send(renderRobots(sitemaps.origin));
  });
  router.get('/sitemap.xml', async (_request, response) => {
    const count = await sitemaps.countOfAssets();
    const urls = [
      `${sitemaps.origin}/sitemap-pages.xml`,
      ...Array.from({ length: count }, (_, at) => `${sitemaps.origin}/sitemap-assets-${at + 1}.xml`),
    ];
    response.set('Cache-Control', 'no-cache').type('application/xml').send(renderSitemapIndex(urls));
  });
  router.get('/sitemap-pages.xml', async (_request, response) => send(response, sitemaps.pages()));
  router.get('/sitemap-assets-:number.xml', async (request, response) => {
    const { number } = request.params;
    const at = /^[1-9]\d{0,6}$/.test(number) ? Number(number) : 0;
    if (at === 0 || at > (await sitemaps.countOfAssets())) throw new NotFoundError(`Sitemap ${number}`);
    await send(response, sitemaps.assets(at - 1));
  });
  return router;
}

/** As it is read, so that no list of ten thousand is held. What was taken down is left out at once: nothing keeps a copy. */
async function send(response: Response, addresses: AsyncIterable<SitemapAddress>): Promise<void> {
  response.set('Cache-Control', 'no-cache').type('application/xml');
  await sendStream(textOf(addresses), response);
}

async function* textOf(addresses: AsyncIterable<SitemapAddress>): AsyncGenerator<string> {
  yield SITEMAP_BEGIN;
  for await (const address of addresses) yield renderSitemapAddress(address);
  yield SITEMAP_END;
}
