import type { Check, CheckStatus } from '@lanran/protocol/proofs/check';
import type { Checked } from './check-given.ts';

/** `refused`: something fails. `open`: nothing fails, something is not known. `proven`: all pass. */
export type Verdict = 'refused' | 'open' | 'proven';

export interface Judgement {
  readonly verdict: Verdict;
  readonly byStatus: Readonly<Record<CheckStatus, readonly Check[]>>;
  /** Files that are not the published ones, named. */
  readonly changedFiles: readonly string[];
  readonly strangers: readonly string[];
  readonly absentCount: number;
}

export function judge({ report: { checks }, files }: Pick<Checked, 'report' | 'files'>): Judgement {
  const of = (status: CheckStatus) => checks.filter((check) => check.status === status);
  const byStatus = { fail: of('fail'), unknown: of('unknown'), pass: of('pass') };
  const named = (state: string) => files.filter((file) => file.state === state).map(({ path }) => path);
  return {
    verdict: byStatus.fail.length > 0 ? 'refused' : byStatus.unknown.length > 0 ? 'open' : 'proven',
    byStatus,
    changedFiles: named('different'),
    strangers: named('stranger'),
    absentCount: named('absent').length,
  };
}
