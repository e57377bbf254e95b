import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { OrganizationsService } from '../../organizations/services/organizations.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { SearchNotReadyError } from '../../platform/kernel/errors.ts';
import { MAX_PAGE } from '../../platform/kernel/page.ts';
import type { SearchService } from '../../search/services/search.ts';

export interface HoldingsOptions {
  readonly search: Pick<SearchService, 'facets'>;
  readonly organizations: Pick<OrganizationsService, 'list'>;
  readonly catalog: Pick<CatalogService, 'browse'>;
}

/** How many assets organizations hold, or stand behind. */
export class Holdings {
  readonly #options: HoldingsOptions;

  constructor(options: HoldingsOptions) {
    this.#options = options;
  }

  /** Of what exists for the actor, by organization; those with the most first. */
  async count(actor: Actor, kind: 'COMMUNITY' | 'INSTITUTION'): Promise<Map<OrganizationId, number>> {
    try {
      const { communities, holders } = await this.#options.search.facets(actor, {});
      const counted = kind === 'COMMUNITY' ? communities : holders;
      return new Map(counted.flatMap(({ value, count }) => (value === null ? [] : [[value, count]])));
    } catch (error) {
      if (!(error instanceof SearchNotReadyError)) throw error;
      return this.#countEach(actor, kind);
    }
  }

  async #countEach(actor: Actor, kind: 'COMMUNITY' | 'INSTITUTION'): Promise<Map<OrganizationId, number>> {
    const { organizations, catalog } = this.#options;
    const { items } = await organizations.list(kind, { first: MAX_PAGE, after: null });
    const counted = await Promise.all(
      items.map(async ({ item: { id } }): Promise<[OrganizationId, number]> => {
        const filter = kind === 'COMMUNITY' ? { community: id } : { holder: id };
        const page = { first: 1, after: null };
        return [id, (await catalog.browse(actor, { filter, sort: 'NEWEST', page })).totalCount];
      }),
    );
    return new Map(counted.filter(([, count]) => count > 0).sort(([, one], [, other]) => other - one));
  }
}
