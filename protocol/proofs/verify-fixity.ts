import type { Bundle } from './bundle.ts';
import { fail, pass, unknown, type Known, type Outcome } from './check.ts';
import { isIntact, parseFixityResults, verifyFixityEntry } from '../files/fixity.ts';
import { parseCount } from '../kernel/shape.ts';
import { revealed } from './verify-content.ts';

/**
 * Each listed outcome belongs to the run that the statement is of. What the run found is said, good or bad: a proof of damage is
 * as true as one of health. Files at hand are compared with the listed ones, for whoever holds a copy that might repair them.
 */
export function checkFixity(bundle: Bundle, { files: atHand = new Map() }: Known): Outcome {
  const proofs = bundle.fixity ?? [];
  if (bundle.statement.kind !== 'fixity-checked')
    return fail('outcomes are listed, but the statement is of no fixity run');
  const stated = revealed(bundle, 'results');
  if (stated === undefined) {
    return proofs.length > 0
      ? fail('outcomes are listed, but the field that commits to them is not revealed')
      : unknown('the results are not revealed');
  }
  const results = parseFixityResults(stated, 'field results');
  for (const proof of proofs) {
    const verdict = verifyFixityEntry(proof, results);
    if (!verdict.ok) return fail(verdict.reason);
  }
  const listed = new Set(proofs.map(({ entry }) => entry.sha256));
  for (const [path, { sha256 }] of atHand)
    if (!listed.has(sha256)) return fail(`file ${path} is not among the listed ones`);
  const ended = revealed(bundle, 'endedAt');
  const when = ended === undefined ? '' : ` by ${dateOf(parseCount(ended, 'field endedAt'))}`;
  const { files, bytes, ok, repaired } = results;
  const run = `the run read ${files} originals (${bytes} bytes)${when}: ${ok + repaired} intact, ${files - ok - repaired} not`;
  const bad = proofs.filter(({ entry }) => !isIntact(entry.outcome));
  const named = bad.map(({ entry }) => `${entry.sha256} ${entry.outcome}`).join(', ');
  if (proofs.length === 0) return pass(run);
  return pass(
    `${run}; of ${proofs.length} listed ${proofs.length - bad.length} intact${bad.length > 0 ? `, not: ${named}` : ''}`,
  );
}

function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
