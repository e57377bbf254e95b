import type { FileDigest } from '@lanran/protocol/file-digest';
import type { CheckResult } from './check-given.ts';
import type { KnownTrust } from './trust-keeping.ts';
import { judge } from './verdict.ts';

export interface ReportParts {
  readonly result: CheckResult;
  readonly digests: ReadonlyMap<string, FileDigest>;
  readonly trust: KnownTrust | null;
  readonly nodeUrl: string | null;
  readonly witnesses: readonly string[];
  readonly checkedAt: Date;
  /** Whose page did the checking. */
  readonly origin: string;
}

/** What was checked, against what, and what was found: for the file that goes to whoever was not there. */
export function reportFile(parts: ReportParts): string {
  const { result, digests, trust, nodeUrl, witnesses, checkedAt, origin } = parts;
  const report = {
    format: 'lanran/verification/1',
    checkedAt: checkedAt.toISOString(),
    checkedWith: origin,
    known: {
      trust: trust === null ? null : { source: trust.source, keptAt: trust.keptAt, ...trust.trust },
      node: nodeUrl,
      nodeProblem: result.nodeProblem,
      witnesses,
    },
    files: [...digests].map(([path, digest]) => ({ path, ...digest })),
    proofs: result.checked.map((checked) => ({
      path: checked.path,
      verdict: judge(checked).verdict,
      ok: checked.report.ok,
      checks: checked.report.checks,
      says: checked.summary,
      files: checked.files,
    })),
    unclaimed: result.unclaimed,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
