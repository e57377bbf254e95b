import type { ConceptReader } from '../concepts/ports/concept-reader.ts';
import type { CoverColors } from '../files/services/cover-colors.ts';
import type { FileDescriptionStore } from '../files/ports/file-description-store.ts';
import type { CursorStore } from '../platform/jobs/cursor-store.ts';
import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { Logger } from '../platform/kernel/logger.ts';
import type { AssetIndex } from './ports/asset-index.ts';
import { CoverFollower } from './jobs/cover-follower.ts';
import { ConceptLabelsReader } from './services/concept-labels-reader.ts';
import { IndexFollower, type IndexFollowerOptions } from './services/index-follower.ts';
import type { SavedSearchStore } from './ports/saved-search-store.ts';
import { SavedSearches } from './services/saved-searches.ts';
import { SearchService } from './services/search.ts';
import { SuggestionsService } from './services/suggestions.ts';

const COVERS_EVERY_MS = 10_000;

export interface SearchStores {
  readonly assets: AssetStore;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly concepts: ConceptReader;
  readonly savedSearches: SavedSearchStore;
  readonly descriptions: Pick<FileDescriptionStore, 'listCovers'>;
  readonly cursors: CursorStore;
}

export interface SearchParts {
  readonly index: AssetIndex;
  readonly projection: IndexFollowerOptions['projections'];
  readonly coverColors: Pick<CoverColors, 'findMany'>;
  readonly lookEveryMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Search, suggestions, and what keeps the index abreast of the catalog. */
export function composeSearch(stores: SearchStores, { index, projection, ...parts }: SearchParts) {
  const indexFollower = new IndexFollower({ ...stores, ...parts, index, projections: projection });
  const labels = new ConceptLabelsReader(stores.concepts);
  const asked = { ...stores, ...parts, index, labels, follower: indexFollower };
  const search = new SearchService(asked);
  return {
    indexFollower,
    coverFollower: new CoverFollower({
      ...stores,
      covers: stores.descriptions,
      follower: indexFollower,
      clock: parts.clock,
      everyMs: Math.min(COVERS_EVERY_MS, parts.lookEveryMs),
    }),
    search,
    savedSearches: new SavedSearches({ ...asked, search }),
    suggestions: new SuggestionsService(asked),
  };
}
