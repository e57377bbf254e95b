import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { CheckResult } from './check-given.ts';
import type { GivenText } from './classify.ts';
import type { KnownTrust } from '../../../lib/session/trust-keeping.ts';

export interface Known {
  readonly trust: KnownTrust | null;
  readonly nodeUrl: string | null;
  readonly witnesses: readonly string[];
}

/** What a check is asked of. */
export interface Given {
  readonly bundles: readonly GivenText[];
  readonly digests: ReadonlyMap<string, FileDigest>;
  readonly known: Known;
}

/** What a check found, with what it was asked of: what came later it says nothing about. */
export interface CheckedTask extends Given {
  readonly result: CheckResult;
  readonly at: Date;
}

/** True when nothing was given or learned since. */
export function isAnswerTo(checked: CheckedTask, { bundles, digests, known }: Given): boolean {
  return checked.bundles === bundles && checked.digests === digests && checked.known === known;
}
