import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { ShownStandIns } from '../../assets/services/shown-stand-ins.ts';
import type { FileDescriptions } from '../../files/services/file-descriptions.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { OrganizationsService } from '../../organizations/services/organizations.ts';
import type { ProfilesService } from '../../organizations/services/profiles.ts';
import type { Holdings } from './holdings.ts';
import type { Actor } from '../../platform/kernel/actor.ts';
import { MAX_PAGE } from '../../platform/kernel/page.ts';

/** Among its newest, one with a picture is looked for. */
const LOOKED_AT = 8;

export interface ShownOrganization {
  readonly organization: Organization;
  /** That exist for who asks. */
  readonly assetCount: number;
  /** The one that it chose, else one of its newest with a picture; null where there is none. */
  readonly showpiece: Asset | null;
}

interface Shown extends Omit<ShownOrganization, 'showpiece'> {
  readonly chosen: AssetId | null;
}

export interface ShownOrganizationsOptions {
  readonly organizations: Pick<OrganizationsService, 'list'>;
  readonly profiles: Pick<ProfilesService, 'of'>;
  readonly standIns: Pick<ShownStandIns, 'find'>;
  readonly catalog: Pick<CatalogService, 'newest'>;
  readonly holdings: Pick<Holdings, 'count'>;
  readonly descriptions: Pick<FileDescriptions, 'findCovers'>;
}

/** Communities and institutions as the first page shows them. */
export class ShownOrganizations {
  readonly #options: ShownOrganizationsOptions;

  constructor(options: ShownOrganizationsOptions) {
    this.#options = options;
  }

  /** Admitted ones, those with the most assets first. */
  async list(actor: Actor, kind: 'COMMUNITY' | 'INSTITUTION', first: number): Promise<ShownOrganization[]> {
    const { organizations, profiles, holdings } = this.#options;
    const [page, counted] = await Promise.all([
      organizations.list(kind, { first: MAX_PAGE, after: null }),
      holdings.count(actor, kind),
    ]);
    const shown = page.items
      .map(({ item }) => ({ organization: item, assetCount: counted.get(item.id) ?? 0 }))
      .filter(({ organization }) => organization.isAdmitted)
      .sort((left, right) => right.assetCount - left.assetCount)
      .slice(0, first);
    const said = await profiles.of(shown.map(({ organization }) => organization.id));
    return Promise.all(
      shown.map(async (each, at) => {
        const chosen = said[at]?.pictureAsset ?? null;
        return { ...each, showpiece: await this.#showpieceOf(actor, { ...each, chosen }) };
      }),
    );
  }

  async #showpieceOf(
    actor: Actor,
    { organization: { id, kind }, assetCount, chosen }: Shown,
  ): Promise<Asset | null> {
    if (assetCount === 0) return null;
    const { standIns, catalog, descriptions } = this.#options;
    const filter = kind === 'COMMUNITY' ? { community: id } : { holder: id };
    const [own, newest] = await Promise.all([
      chosen === null ? null : standIns.find(id, chosen),
      catalog.newest(actor, { filter, first: LOOKED_AT }),
    ]);
    const candidates = own === null ? newest : [own, ...newest];
    const covers = await descriptions.findCovers(candidates.map(({ filesField }) => filesField.root));
    return candidates.find((_, at) => covers[at] !== null && covers[at] !== undefined) ?? newest[0] ?? null;
  }
}
