import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { importText } from '../words/import-text.ts';
import { readSignedBatch } from '../model/kept-import.ts';

/** After a reload between signature and answer. */
export function SignedBatchNotice({ organizationId }: { readonly organizationId: string }) {
  const t = useText(importText);
  const [isKept] = useState(() => readSignedBatch(organizationId) !== null);
  const send = useMutation({
    mutationFn: async () => {
      const { repeatSigned } = await import('../model/engine.ts');
      await repeatSigned(organizationId);
    },
  });
  if (!isKept) return null;
  if (send.isSuccess)
    return (
      <Notice tone="live" isLive>
        {t('resent')}
      </Notice>
    );
  return (
    <Notice tone="unknown" title={t('resend')}>
      <p>{t('resendText')}</p>
      {send.isError && <ErrorNotice error={send.error} />}
      <div>
        <Button onPress={() => send.mutate()} isDisabled={send.isPending}>
          {t('resendNow')}
        </Button>
      </div>
    </Notice>
  );
}
