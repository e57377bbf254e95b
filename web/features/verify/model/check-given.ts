import type { ChainLookup, Known, Report } from '@lanran/protocol/proofs/check';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { Trust } from '@lanran/protocol/log/trust';
import { verifyBundleText } from '@lanran/protocol/proofs/verify';
import type { GivenText } from './classify.ts';
import { compareFiles, type ComparedFile } from './compare-files.ts';
import { matchSubjects, type Subject } from './subjects.ts';
import { type Summary, summaryOf } from './summary.ts';

export interface CheckTask {
  readonly bundles: readonly GivenText[];
  readonly files: ReadonlyMap<string, FileDigest>;
  readonly trust: Trust | null;
  /** Where a node of the chain answers; null asks nobody. */
  readonly nodeUrl: string | null;
  readonly witnesses: readonly string[];
}

/** One proof, checked. */
export interface Checked {
  readonly path: string;
  readonly report: Report;
  /** Null when it is no proof. */
  readonly summary: Summary | null;
  readonly files: readonly ComparedFile[];
}

export interface CheckResult {
  readonly checked: readonly Checked[];
  /** Files that no proof names. */
  readonly unclaimed: readonly string[];
  /** Why the node could not be asked. */
  readonly nodeProblem: string | null;
}

/** Opens a node of the chain. */
export type OpenNode = (url: string) => Promise<ChainLookup & { close(): void }>;

/** Checks all that was given. A node that does not answer leaves its questions open, as if nobody had been asked. */
export async function checkGiven(task: CheckTask, openNode: OpenNode): Promise<CheckResult> {
  const { subjects, unclaimed } = matchSubjects(task.bundles, task.files);
  if (task.nodeUrl === null) return { ...(await checkAll(subjects, task, null)), unclaimed };
  let problem: string;
  try {
    const node = await openNode(task.nodeUrl);
    try {
      return { ...(await checkAll(subjects, task, node)), unclaimed };
    } finally {
      node.close();
    }
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  return { ...(await checkAll(subjects, task, null)), unclaimed, nodeProblem: problem };
}

async function checkAll(
  subjects: readonly Subject[],
  { trust, witnesses }: CheckTask,
  chain: ChainLookup | null,
): Promise<Pick<CheckResult, 'checked' | 'nodeProblem'>> {
  const checked: Checked[] = [];
  for (const { path, text, bundle, files, agreement } of subjects) {
    const known: Known = {
      files,
      ...(agreement !== null && { agreement }),
      ...(trust !== null && { trust }),
      ...(chain !== null && { chain }),
      ...(witnesses.length > 0 && { witnesses }),
    };
    checked.push({
      path,
      report: await verifyBundleText(text, known),
      summary: bundle === null ? null : summaryOf(bundle),
      files: bundle === null ? [] : compareFiles(bundle, files),
    });
  }
  return { checked, nodeProblem: null };
}
