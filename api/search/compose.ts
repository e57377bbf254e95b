import type { ConceptReader } from '../concepts/ports/concept-reader.ts';
import type { AssetStore } from '../assets/ports/asset-store.ts';
import type { OrganizationStore } from '../organizations/ports/organization-store.ts';
import type { Clock } from '../platform/kernel/clock.ts';
import type { Logger } from '../platform/kernel/logger.ts';
import type { AssetIndex } from './ports/asset-index.ts';
import { ConceptLabelsReader } from './services/concept-labels-reader.ts';
import { IndexFollower, type IndexFollowerOptions } from './services/index-follower.ts';
import type { SavedSearchStore } from './ports/saved-search-store.ts';
import { SavedSearches } from './services/saved-searches.ts';
import { SearchService } from './services/search.ts';
import { SuggestionsService } from './services/suggestions.ts';

export interface SearchStores {
  readonly assets: AssetStore;
  readonly organizations: Pick<OrganizationStore, 'findMany'>;
  readonly concepts: ConceptReader;
  readonly savedSearches: SavedSearchStore;
}

export interface SearchParts {
  readonly index: AssetIndex;
  readonly projection: IndexFollowerOptions['projections'];
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
    search,
    savedSearches: new SavedSearches({ ...asked, search }),
    suggestions: new SuggestionsService(asked),
  };
}
