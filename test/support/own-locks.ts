import { KeyedMutex } from '@lanran/api/platform/concurrency/keyed-mutex';
import type { Mutexes } from '@lanran/api/platform/concurrency/mutex';

/** Of a platform of one process. */
export const OWN_LOCKS: Mutexes = { mutex: () => new KeyedMutex() };
