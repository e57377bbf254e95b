import { useState } from 'react';
import { ActButton } from '../../../components/forms/act-button.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { importText } from '../words/import-text.ts';
import { readSignedBatch } from '../model/kept-import.ts';

/** After a reload between signature and answer. */
export function SignedBatchNotice({ organizationId }: { readonly organizationId: string }) {
  const t = useText(importText);
  const [isKept] = useState(() => readSignedBatch(organizationId) !== null);
  const [isSent, setIsSent] = useState(false);
  const send = async () => {
    const { repeatSigned } = await import('../model/engine.ts');
    await repeatSigned(organizationId);
    setIsSent(true);
  };
  if (!isKept) return null;
  if (isSent)
    return (
      <Notice tone="live" isLive>
        {t('resent')}
      </Notice>
    );
  return (
    <Notice tone="unknown" title={t('resend')}>
      <p>{t('resendText')}</p>
      <ActButton act={send}>{t('resendNow')}</ActButton>
    </Notice>
  );
}
