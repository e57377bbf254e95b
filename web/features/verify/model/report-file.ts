import type { CheckedTask } from './checked-task.ts';
import { judge } from './verdict.ts';

/** What was checked, against what, and what was found: for the file that goes to whoever was not there; `origin` is whose page checked. */
export function reportFile({ result, digests, known, at }: CheckedTask, origin: string): string {
  const { trust, nodeUrl, witnesses } = known;
  const report = {
    format: 'lanran/verification/1',
    checkedAt: at.toISOString(),
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
