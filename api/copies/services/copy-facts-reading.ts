import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { mediaOf } from '@lanran/protocol/licensing/media';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import type { Asset } from '../../assets/domain/asset.ts';
import type { AssetVersion } from '../../assets/domain/asset-version.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { License } from '../../licensing/domain/license.ts';
import type { OrganizationStore } from '../../organizations/ports/organization-store.ts';
import type { ProfileStore } from '../../organizations/ports/profile-store.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { CopyFacts, OriginFacts, PartyFacts } from '../domain/copy-facts.ts';

export interface CopyFactsReadingOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly profiles: Pick<ProfileStore, 'findMany'>;
  /** Where people reach the platform. */
  readonly publicUrl: () => URL;
}

type DescribedAsset = Pick<Asset, 'id' | 'holder' | 'community' | 'version' | 'metadata'>;

/** What a copy says of its license and its origin, as it is now. */
export class CopyFactsReading {
  readonly #options: CopyFactsReadingOptions;

  constructor(options: CopyFactsReadingOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError for an asset or organization that is not known here */
  async read(license: License, { version, metadata }: AssetVersion): Promise<CopyFacts> {
    const { id, terms, licensee, soldAt } = license;
    const { wish } = terms;
    const asset = await this.#options.assets.find(terms.assetId);
    if (asset === null) throw new NotFoundError(`Asset ${terms.assetId}`);
    const parties = await this.#partiesOf([licensee]);
    return {
      origin: await this.readOrigin({ ...asset, version, metadata }),
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

  /** Of an asset, in one of its versions. @throws NotFoundError for an organization that is not known here */
  async readOrigin(asset: DescribedAsset): Promise<OriginFacts> {
    const { id, holder, community, version, metadata } = asset;
    const parties = await this.#partiesOf([holder, ...(community === null ? [] : [community])]);
    const [profile] = community === null ? [] : await this.#options.profiles.findMany([community]);
    return {
      assetId: id,
      assetUrl: this.#addressOf(`/assets/${id}`),
      version,
      title: metadata.title,
      creditLine: metadata.creditLine ?? null,
      identifier: metadata.identifier ?? null,
      rightsStatement: metadata.rightsStatement ?? null,
      isSynthetic: metadata.synthetic,
      holder: parties(holder),
      community: community === null ? null : parties(community),
      labels: (profile?.labels ?? []).map(({ code, title }) => ({ code, title })),
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
