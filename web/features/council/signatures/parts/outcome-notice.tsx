import { useEffect, useRef } from 'react';
import { ButtonLink } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { ActOutcome, Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';
import { councilText } from '../../desk/words/text.ts';

interface OutcomeNoticeProps {
  readonly outcome: ActOutcome;
  /** What is so now, once it is done. */
  readonly done: string;
  readonly council: Pick<Council, 'community' | 'search'>;
}

/** What became of an act: done, or waiting for the others' signatures. Focus goes where the act went. */
export function OutcomeNotice({ outcome, done, council }: OutcomeNoticeProps) {
  const t = useText(councilText);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const proposal = outcome?.transaction == null ? (outcome?.proposal ?? null) : null;
  return (
    <div ref={place} tabIndex={-1} className={css['outcome']}>
      {proposal === null ? (
        <Notice tone="live" isLive>
          <p>{done}</p>
        </Notice>
      ) : (
        <Notice tone="unknown" isLive title={t('proposedTitle')}>
          <p>{t('proposed', { signatures: proposal.signatures, threshold: proposal.threshold })}</p>
          <div>
            <ButtonLink to={`/council/${council.community.id}/signatures${council.search}`}>
              {t('toSignatures')}
            </ButtonLink>
          </div>
        </Notice>
      )}
    </div>
  );
}
