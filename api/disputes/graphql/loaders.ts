import type { AssetId } from '@lanran/protocol/kernel/ids';
import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { Dispute } from '../domain/dispute.ts';

/** Open ones. */
export const DISPUTES = loaderKey<AssetId, Dispute[]>('disputes');
