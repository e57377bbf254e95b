import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Asset } from '../../assets/domain/asset.ts';
import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { ConsentEnd, ConsentInForce } from '../domain/consent.ts';
import type { ConsentRefusal } from '../domain/consent-refusal.ts';

export const CONSENTS = loaderKey<AssetId, ConsentInForce | null>('consents');

export const CONSENT_ENDS = loaderKey<AssetId, ConsentEnd | null>('consentEnds');

/** Null where the actor may not read it. */
export const REFUSALS = loaderKey<Asset, ConsentRefusal | null>('refusals');
