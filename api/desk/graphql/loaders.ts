import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { SavedSearch } from '../../search/domain/saved-search.ts';
import type { RequestView } from '../services/request-reading.ts';

/** For who reads an inbox item or a request, also as an owner of a council's Safe; null for what does not exist for the actor. */
export const INBOX_ASSETS = loaderKey<AssetId, Asset | null>('inboxAssets');
export const INBOX_REQUESTS = loaderKey<string, RequestView | null>('inboxRequests');
export const INBOX_SEARCHES = loaderKey<string, SavedSearch | null>('inboxSearches');
