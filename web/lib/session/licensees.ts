import { useMemo, useState } from 'react';
import { type Membership, useSession } from './session.tsx';

export type Licensee = Membership['organization'];

export interface Licensees {
  /** Admitted organizations that the reader may act for, studios first. */
  readonly choices: readonly Licensee[];
  readonly chosen: Licensee | null;
  choose(id: string): void;
  /** Organizations that wait for the accreditor. */
  readonly isWaiting: boolean;
  readonly isSignedIn: boolean;
  readonly isLoading: boolean;
}

/** For whom licenses are bought here. */
export function useLicensees(): Licensees {
  const { me, isLoading } = useSession();
  const [chosenId, choose] = useState<string | null>(null);
  const choices = useMemo(() => {
    const acting = (me?.memberships ?? [])
      .filter(({ role }) => role !== 'VIEWER')
      .map(({ organization }) => organization);
    const rank = ({ kind }: Licensee) => (kind === 'STUDIO' ? 0 : 1);
    return acting.filter(({ isAdmitted }) => isAdmitted).sort((left, right) => rank(left) - rank(right));
  }, [me]);
  return {
    choices,
    chosen: choices.find(({ id }) => id === chosenId) ?? choices[0] ?? null,
    choose,
    isWaiting: me?.memberships.some(({ organization }) => !organization.isAdmitted) ?? false,
    isSignedIn: me !== null,
    isLoading,
  };
}
