import type { CatalogService } from '../../assets/services/catalog.ts';
import type { ConceptBrowsing } from '../../concepts/services/concept-browsing.ts';
import type { CallReading } from '../../desk/services/call-reading.ts';
import type { OrganizationsService } from '../../organizations/services/organizations.ts';
import { ANONYMOUS } from '../../platform/kernel/actor.ts';
import { MAX_PAGE } from '../../platform/kernel/page.ts';
import type { SitemapAddress } from '../domain/sitemap.ts';
import { callUrl, conceptUrl, organizationUrl } from '../domain/structured-data.ts';

/** No leaf publishes more than one asset, so that no page of a sitemap has more addresses. */
export const LEAVES_A_SITEMAP = 10_000;
const LEAVES_A_READ = 1_000;
const PAGES = ['/', '/catalog', '/organizations', '/concepts', '/calls', '/verify', '/record', '/rules'];

export interface SitemapsOptions {
  readonly catalog: Pick<CatalogService, 'listPublished'>;
  readonly organizations: Pick<OrganizationsService, 'list'>;
  readonly calls: Pick<CallReading, 'list'>;
  readonly conceptBrowsing: Pick<ConceptBrowsing, 'current'>;
  /** How many leaves the read models show. */
  readonly projections: { position(): Promise<number> };
  readonly publicUrl: () => URL;
}

/** Every address that strangers may know of. */
export class Sitemaps {
  readonly #options: SitemapsOptions;

  constructor(options: SitemapsOptions) {
    this.#options = options;
  }

  get origin(): string {
    return this.#options.publicUrl().origin;
  }

  /** How many sitemaps of assets there are. */
  async countOfAssets(): Promise<number> {
    return Math.ceil((await this.#options.projections.position()) / LEAVES_A_SITEMAP);
  }

  /** Read as they are sent. @param at from 0 */
  async *assets(at: number): AsyncGenerator<SitemapAddress> {
    const start = at * LEAVES_A_SITEMAP;
    const end = Math.min(start + LEAVES_A_SITEMAP, await this.#options.projections.position());
    for (let from = start; from < end; from += LEAVES_A_READ) {
      const before = Math.min(end, from + LEAVES_A_READ);
      for (const { id, version, publishedAt } of await this.#options.catalog.listPublished(ANONYMOUS, {
        from,
        before,
      }))
        // Its first version's day: of later ones nothing here says when they came.
        yield { url: `${this.origin}/assets/${id}`, changedAt: version === 1 ? publishedAt : null };
    }
  }

  /** The pages that are there at all times, the concepts, the open calls, and the admitted organizations. */
  async *pages(): AsyncGenerator<SitemapAddress> {
    for (const path of PAGES) yield { url: this.origin + path, changedAt: null };
    for (const concept of (await this.#options.conceptBrowsing.current()).all)
      yield { url: conceptUrl(this.origin, concept), changedAt: null };
    const calls = await this.#options.calls.list(
      ANONYMOUS,
      { state: 'OPEN' },
      { first: MAX_PAGE, after: null },
    );
    for (const { item } of calls.items)
      yield { url: callUrl(this.origin, item.call.id), changedAt: item.call.openedAt };
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<OrganizationsService['list']>> = await this.#options.organizations.list(
        null,
        { first: MAX_PAGE, after },
      );
      for (const { item } of page.items)
        if (item.isAdmitted) yield { url: organizationUrl(this.origin, item.slug), changedAt: null };
      after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null;
    } while (after !== null);
  }
}
