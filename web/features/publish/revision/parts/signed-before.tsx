import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { forgetSigned, readSigned } from '../../uploads/model/kept-work.ts';
import { sendAgain } from '../../editor/model/publication.ts';
import type { Draft } from '../../editor/model/queries.ts';
import { SessionEnded } from '../../editor/parts/session-ended.tsx';
import { signText } from '../../editor/words/sign-text.ts';

interface SignedBeforeProps {
  readonly draft: Draft;
  /** The editor where nothing was signed; what became of the draft once it was answered. */
  readonly children: ReactNode;
}

/** After a reload between signature and receipt: sends the same signature again, so that it is published once. */
export function SignedBefore({ draft, children }: SignedBeforeProps) {
  const t = useText(signText);
  const cache = useQueryClient();
  const [signed, setSigned] = useState(() => readSigned(draft.id));
  const { data, error, refetch } = useQuery({
    queryKey: ['publish', 'again', draft.id],
    queryFn: async () => {
      const before = readSigned(draft.id);
      const receipt = before === null ? null : await sendAgain(before);
      await cache.invalidateQueries({ queryKey: ['publish', 'draft', draft.id] });
      return receipt;
    },
    enabled: signed !== null,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (signed === null || data !== undefined) return children;
  const code = error === null ? null : errorCode(error);
  const isVoid = code === 'BAD_INPUT' || code === 'BAD_SIGNATURE' || code === 'STALE_STATEMENT';
  return (
    <Page title={t('resendTitle')} width="text">
      {code === null && (
        <Notice isLive>
          <Progress label={t('resending')} value={null} />
        </Notice>
      )}
      {code === 'SIGN_IN_REQUIRED' && <SessionEnded />}
      {code !== null && !isVoid && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isVoid && (
        <Notice tone="unknown" isLive>
          <p>{t('discardText')}</p>
          <div>
            <Button
              onPress={() => {
                forgetSigned(draft.id);
                setSigned(null);
              }}
            >
              {t('discard')}
            </Button>
          </div>
        </Notice>
      )}
    </Page>
  );
}
