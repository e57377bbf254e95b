import { ButtonLink } from '../../components/button.tsx';
import { useText } from '../../lib/text.ts';
import type { Council } from './council.ts';
import { type PendingAct, standingOfPending } from './pending.ts';
import { pendingText } from './pending-text.ts';

interface SignaturesLinkProps {
  readonly council: Council;
  readonly waiting: readonly PendingAct[];
}

/** To where it is signed, or looked at by who has signed. */
export function SignaturesLink({ council, waiting }: SignaturesLinkProps) {
  const t = useText(pendingText);
  const isSigned = waiting.every((act) => standingOfPending(act, council.address).isSigned);
  return (
    <ButtonLink
      to={`/council/${council.community.id}/signatures${council.search}`}
      {...(!isSigned && { kind: 'main' as const })}
    >
      {t(isSigned ? 'see' : 'sign')}
    </ButtonLink>
  );
}
