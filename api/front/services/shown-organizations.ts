import type { Asset } from '../../assets/domain/asset.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { OrganizationsService } from '../../organizations/services/organizations.ts';
import type { Holdings } from './holdings.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { MAX_PAGE } from '../../platform/kernel/page.ts';
import type { Showpieces } from './showpieces.ts';

export interface ShownOrganization {
  readonly organization: Organization;
  /** That exist for who asks. */
  readonly assetCount: number;
  /** The one that it chose, else one of its newest with a picture; null where there is none. */
  readonly showpiece: Asset | null;
}

export interface ShownOrganizationsOptions {
  readonly organizations: Pick<OrganizationsService, 'list'>;
  readonly holdings: Pick<Holdings, 'count'>;
  readonly showpieces: Pick<Showpieces, 'find'>;
}

/** Communities and institutions as the first page shows them. */
export class ShownOrganizations {
  readonly #options: ShownOrganizationsOptions;

  constructor(options: ShownOrganizationsOptions) {
    this.#options = options;
  }

  /** Admitted ones, those with the most assets first. */
  async list(actor: Actor, kind: 'COMMUNITY' | 'INSTITUTION', first: number): Promise<ShownOrganization[]> {
    const { organizations, holdings, showpieces } = this.#options;
    const [page, counted] = await Promise.all([
      organizations.list(kind, { first: MAX_PAGE, after: null }),
      holdings.count(actor, kind),
    ]);
    const shown = page.items
      .map(({ item }) => ({ organization: item, assetCount: counted.get(item.id) ?? 0 }))
      .filter(({ organization }) => organization.isAdmitted)
      .sort((left, right) => right.assetCount - left.assetCount)
      .slice(0, first);
    return Promise.all(
      shown.map(async (each) => {
        const { organization, assetCount } = each;
        const showpiece = assetCount === 0 ? null : await showpieces.find(actor, organization);
        return { ...each, showpiece };
      }),
    );
  }
}
