import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { ShownStandIns } from '../../assets/services/shown-stand-ins.ts';
import type { FileDescriptions } from '../../files/services/file-descriptions.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { ProfilesService } from '../../organizations/services/profiles.ts';
import type { Actor } from '../../platform/kernel/actor.ts';

/** Among its newest, one with a picture is looked for. */
const LOOKED_AT = 8;

export interface ShowpiecesOptions {
  readonly profiles: Pick<ProfilesService, 'show'>;
  readonly standIns: Pick<ShownStandIns, 'find'>;
  readonly catalog: Pick<CatalogService, 'newest'>;
  readonly descriptions: Pick<FileDescriptions, 'findCovers'>;
}

/** The assets by which organizations are shown. */
export class Showpieces {
  readonly #options: ShowpiecesOptions;

  constructor(options: ShowpiecesOptions) {
    this.#options = options;
  }

  /**
   * The one that the organization chose, while everybody may see it; else, of what exists for the actor, one with a picture where
   * there is one. Null where there is nothing.
   */
  async find(actor: Actor, { id, kind }: Pick<Organization, 'id' | 'kind'>): Promise<Asset | null> {
    const filter = kind === 'COMMUNITY' ? { community: id } : { holder: id };
    const [chosen, newest] = await Promise.all([
      this.#chosenBy(id),
      this.#options.catalog.newest(actor, { filter, first: LOOKED_AT }),
    ]);
    const candidates = chosen === null ? newest : [chosen, ...newest];
    const covers = await this.#options.descriptions.findCovers(
      candidates.map(({ filesField }) => filesField.root),
    );
    return candidates.find((_, at) => covers[at] !== null && covers[at] !== undefined) ?? newest[0] ?? null;
  }

  async #chosenBy(id: OrganizationId): Promise<Asset | null> {
    const [profile] = await this.#options.profiles.show([id]);
    const chosen = profile?.pictureAsset ?? null;
    return chosen === null ? null : this.#options.standIns.find(id, chosen);
  }
}
