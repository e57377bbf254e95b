import { escapeHtml } from './html.ts';

export interface SitemapAddress {
  readonly url: string;
  /** When it last changed; null where that is not known. */
  readonly changedAt: Date | null;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** sitemaps.org: an index of further sitemaps. */
export function renderSitemapIndex(urls: readonly string[]): string {
  const entries = urls.map((url) => `<sitemap><loc>${escapeHtml(url)}</loc></sitemap>\n`);
  return `${HEAD}<sitemapindex xmlns="${NAMESPACE}">\n${entries.join('')}</sitemapindex>\n`;
}

export const SITEMAP_BEGIN = `${HEAD}<urlset xmlns="${NAMESPACE}">\n`;
export const SITEMAP_END = '</urlset>\n';

export function renderSitemapAddress({ url, changedAt }: SitemapAddress): string {
  const changed = changedAt === null ? '' : `<lastmod>${changedAt.toISOString()}</lastmod>`;
  return `<url><loc>${escapeHtml(url)}</loc>${changed}</url>\n`;
}

/** Desks, forms, and what programs ask. */
const NOT_FOR_ROBOTS = [
  '/account',
  '/admin',
  '/auditor',
  '/backups',
  '/calls/new',
  '/check/',
  '/council',
  '/delivery',
  '/files/',
  '/graphql',
  '/import',
  '/institution',
  '/invitation/',
  '/licenses/',
  '/publish',
  '/rpc',
  '/session',
  '/studio',
  '/uploads',
];

export function renderRobots(origin: string): string {
  const rules = NOT_FOR_ROBOTS.map((path) => `Disallow: ${path}\n`).join('');
  return `User-agent: *\n${rules}\nSitemap: ${origin}/sitemap.xml\n`;
}
