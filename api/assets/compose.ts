import type { LeafStore } from '../log/ports/leaf-store.ts';
import type { ReasonStore } from '../log/ports/reason-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { ConceptReader } from '../concepts/ports/concept-reader.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { AssetStore } from './ports/asset-store.ts';
import type { ManifestStore } from './ports/manifest-store.ts';
import type { TakeDownStore } from './ports/take-down-store.ts';
import { CatalogService } from './services/catalog.ts';
import { TermCounts, type TermCountsOptions } from './services/term-counts.ts';
import { ReasonsService } from './services/reasons.ts';
import { TakeDowns } from './services/take-downs.ts';
import { VersionsService } from './services/versions.ts';

export interface AssetStores {
  readonly assets: AssetStore;
  readonly manifests: ManifestStore;
  readonly takeDowns: TakeDownStore;
  readonly organizations: OrganizationStore;
  readonly reasons: ReasonStore;
  readonly leaves: LeafStore;
  readonly concepts: ConceptReader;
}

export interface AssetParts {
  readonly projection: TermCountsOptions['projections'];
  readonly clock: Clock;
}

/** The catalog, versions, and the reasons and take-downs that pages show. */
export function composeAssets(stores: AssetStores, { projection, clock }: AssetParts) {
  const terms = new TermCounts({ ...stores, projections: projection });
  const catalog = new CatalogService({ ...stores, terms, clock });
  const takeDowns = new TakeDowns(stores);
  return {
    catalog,
    takeDowns,
    reasons: new ReasonsService({ ...stores, catalog, clock }),
    versions: new VersionsService({ ...stores, takenDown: takeDowns }),
  };
}
