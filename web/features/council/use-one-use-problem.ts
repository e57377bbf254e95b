import { useText } from '../../lib/text.ts';
import type { GrantProblem } from './grant.ts';
import { grantText } from './grant-text.ts';
import type { OneUseProblem } from './one-use.ts';
import { oneUseText } from './one-use-text.ts';

/** What is wrong, in words: those of any consent, and those of consent to one use. */
export function useOneUseProblem(): (problem: OneUseProblem) => string {
  const own = useText(oneUseText);
  const shared = useText(grantText);
  return (problem) => (isOwn(problem) ? own(`problems.${problem}`) : shared(`problems.${problem}`));
}

function isOwn(problem: OneUseProblem): problem is Exclude<OneUseProblem, GrantProblem> {
  return Object.hasOwn(oneUseText.en.problems, problem);
}
