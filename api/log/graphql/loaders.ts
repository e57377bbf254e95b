import type { Hex } from '@lanran/protocol/kernel/bytes';
import { loaderKey } from '../../platform/graphql/loaders.ts';

/** The texts behind hashes that acts name. */
export const REASONS = loaderKey<Hex, string | null>('reasons');
