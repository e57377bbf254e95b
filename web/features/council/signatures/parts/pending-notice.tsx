import type { Terms } from '@lanran/protocol/licensing/terms';
import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { Council } from '../../desk/model/council.ts';
import {
  PENDING_CALLS,
  type PendingAct,
  pendingIn,
  type PendingWords,
  standingOfPending,
} from '../model/pending.ts';
import { pendingText } from '../words/pending-text.ts';
import { SignaturesLink } from './signatures-link.tsx';

interface PendingNoticeProps {
  readonly council: Council;
  readonly pending: readonly PendingAct[];
  readonly words: PendingWords;
  readonly assetId?: string;
  readonly licensee?: string;
  readonly order?: Terms;
}

/** Says that an act waits for signatures where it would else be asked for again; nothing when none does. */
export function PendingNotice({ council, pending, words, assetId, licensee, order }: PendingNoticeProps) {
  const t = useText(pendingText);
  const calls = PENDING_CALLS[words];
  const waiting = pendingIn(pending, {
    calls,
    ...(assetId !== undefined && { assetId }),
    ...(licensee !== undefined && { licensee }),
    ...(order !== undefined && { order }),
  });
  if (waiting.length === 0) return null;
  return (
    <Notice tone="unknown" title={t(words)}>
      {waiting.map((act) => {
        const { missing, isSigned } = standingOfPending(act, council.address);
        return (
          <p key={act.proposal.hash}>
            {missing === 0 ? t('held') : t('missing', { count: missing })} {isSigned && t('signed')}
          </p>
        );
      })}
      <div>
        <SignaturesLink council={council} waiting={waiting} />
      </div>
    </Notice>
  );
}
