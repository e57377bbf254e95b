import { useText } from '../../../../lib/language/text.ts';
import type { GrantProblem } from '../../consents/model/grant.ts';
import { grantText } from '../../consents/words/grant-text.ts';
import type { OneUseProblem } from './one-use.ts';
import { oneUseText } from '../words/one-use-text.ts';

/** What is wrong, in words: those of any consent, and those of consent to one use. */
export function useOneUseProblem(): (problem: OneUseProblem) => string {
  const own = useText(oneUseText);
  const shared = useText(grantText);
  return (problem) => (isOwn(problem) ? own(`problems.${problem}`) : shared(`problems.${problem}`));
}

function isOwn(problem: OneUseProblem): problem is Exclude<OneUseProblem, GrantProblem> {
  return Object.hasOwn(oneUseText.en.problems, problem);
}
