import type { AssetId, LicenseId } from '@lanran/protocol/kernel/ids';
import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { License, Offer } from '../domain/license.ts';

/** Open ones. */
export const OFFERS = loaderKey<AssetId, Offer[]>('offers');

/** Of earnings that the actor was shown. */
export const LICENSES = loaderKey<LicenseId, License | null>('licenses');
