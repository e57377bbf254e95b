import type { SpokenProblem } from '../model/problem-words.ts';

/** What is wrong, with what the platform said in English marked as that. */
export function ProblemLine({ problem: { text, english } }: { readonly problem: SpokenProblem }) {
  return (
    <>
      {text}
      {english !== null && <span lang="en">{english}</span>}
    </>
  );
}
