import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { CallView } from '../services/call-reading.ts';

/** Null for what does not exist for the actor. */
export const CALLS = loaderKey<string, CallView | null>('calls');
