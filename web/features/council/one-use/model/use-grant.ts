import {
  emptyGrant,
  type GrantDraft,
  type GrantProblem,
  problemsOf,
  readGrant,
  todayNow,
} from '../../consents/model/grant.ts';
import { type SignedForm, useSignedForm } from '../../signatures/model/use-signed-form.ts';

interface GrantStart {
  /** What the draft is kept under. */
  readonly name: string;
  /** What is permitted now, to begin with. */
  readonly present: GrantDraft | null;
  readonly leastShareBps: number;
  /** Of a consent that ended, to begin with. */
  readonly lastShareBps?: number | undefined;
}

/** A consent being written. */
export function useGrant({
  name,
  present,
  leastShareBps,
  lastShareBps,
}: GrantStart): SignedForm<GrantDraft, GrantProblem> {
  return useSignedForm({
    name: `council.grant.${name}`,
    begin: () => present ?? emptyGrant(todayNow(), lastShareBps),
    read: readGrant,
    problemsOf: (draft) => problemsOf(draft, { today: todayNow(), leastShareBps }),
  });
}
