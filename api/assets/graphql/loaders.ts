import type { AssetId } from '@lanran/protocol/kernel/ids';
import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { Asset } from '../domain/asset.ts';
import type { TakeDown } from '../domain/take-down.ts';

/** Null for what does not exist for the actor. */
export const ASSETS = loaderKey<AssetId, Asset | null>('assets');

/** Oldest first. */
export const TAKE_DOWNS = loaderKey<AssetId, TakeDown[]>('takeDowns');
