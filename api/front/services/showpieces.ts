import type { Asset } from '../../assets/domain/asset.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { FileDescriptions } from '../../files/services/file-descriptions.ts';
import type { Organization } from '../../organizations/domain/organization.ts';
import type { Actor } from '../../platform/kernel/actor.ts';

/** Among its newest, one with a picture is looked for. */
const LOOKED_AT = 8;

export interface ShowpiecesOptions {
  readonly catalog: Pick<CatalogService, 'newest'>;
  readonly descriptions: Pick<FileDescriptions, 'findCovers'>;
}

/** The assets by which organizations are shown. */
export class Showpieces {
  readonly #options: ShowpiecesOptions;

  constructor(options: ShowpiecesOptions) {
    this.#options = options;
  }

  /** Of what exists for the actor, one with a picture where there is one; null where there is nothing. */
  async find(actor: Actor, { id, kind }: Pick<Organization, 'id' | 'kind'>): Promise<Asset | null> {
    const filter = kind === 'COMMUNITY' ? { community: id } : { holder: id };
    const newest = await this.#options.catalog.newest(actor, { filter, first: LOOKED_AT });
    const covers = await this.#options.descriptions.findCovers(
      newest.map(({ filesField }) => filesField.root),
    );
    return newest.find((_, at) => covers[at] !== null && covers[at] !== undefined) ?? newest[0] ?? null;
  }
}
