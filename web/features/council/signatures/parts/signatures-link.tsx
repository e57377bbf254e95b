import { ButtonLink } from '../../../../components/forms/button.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { Council } from '../../desk/model/council.ts';
import { type PendingAct, standingOfPending } from '../model/pending.ts';
import { pendingText } from '../words/pending-text.ts';

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
