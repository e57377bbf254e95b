import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { ProfileStore } from '../../organizations/ports/profile-store.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { CopyFacts, PartyFacts } from '../domain/copy-facts.ts';

export interface CopyFactsReadingOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly profiles: Pick<ProfileStore, 'findMany'>;
  /** Where people reach the platform. */
  readonly publicUrl: () => URL;
}

/** What a copy says of its license and its origin, as it is now. */
export class CopyFactsReading {
  readonly #options: CopyFactsReadingOptions;

  constructor(options: CopyFactsReadingOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError for an asset or organization that is not known here */
  async read(license: License, { version, metadata }: AssetVersion): Promise<CopyFacts> {
    const { assets, profiles } = this.#options;
    const { id, terms, licensee, soldAt } = license;
    const { wish } = terms;
    const asset = await assets.find(terms.assetId);
    if (asset === null) throw new NotFoundError(`Asset ${terms.assetId}`);
    const { community } = asset;
    const parties = await this.#partiesOf([
      licensee,
      asset.holder,
      ...(community === null ? [] : [community]),
    ]);
    const labels = community === null ? [] : ((await profiles.findMany([community]))[0]?.labels ?? []);
    return {
      origin: {
        assetId: asset.id,
        assetUrl: this.#addressOf(`/assets/${asset.id}`),
        version,
        title: metadata.title,
        creditLine: metadata.creditLine ?? null,
        identifier: metadata.identifier ?? null,
        isSynthetic: metadata.synthetic,
        holder: parties(asset.holder),
        community: community === null ? null : parties(community),
        labels: labels.map(({ code, title }) => ({ code, title })),
      },
      license: {
        licenseId: id,
        licensee: parties(licensee),
        media: mediaOf(wish.media),
        territories: {
          en: territoryText(wish.territories, 'en'),
          zh: territoryText(wish.territories, 'zh'),
        },
        firstDay: wish.firstDay,
        lastDay: wish.lastDay,
        isExclusive: wish.exclusive,
        soldAt,
        checkUrl: this.#addressOf(`/check/${id}`),
      },
    };
  }

  async #partiesOf(ids: readonly OrganizationId[]): Promise<(id: OrganizationId) => PartyFacts> {
    const found = await this.#options.organizations.findMany([...new Set(ids)]);
    return (id) => {
      const organization = found.find((each) => each.id === id);
      if (organization === undefined) throw new NotFoundError(`Organization ${id}`);
      return { id, name: organization.name, url: this.#addressOf(`/organizations/${organization.slug}`) };
    };
  }

  #addressOf(path: string): string {
    return new URL(path, this.#options.publicUrl()).href;
  }
}
