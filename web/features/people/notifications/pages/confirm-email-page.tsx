import { useState } from 'react';
import { Link } from 'react-router';
import { ActButton } from '../../../../components/forms/act-button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { request } from '../../../../lib/session/api.ts';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useLinkSecret } from '../../joining/model/use-link-secret.ts';
import { CONFIRM_EMAIL, useChoicesChanged } from '../model/choices.ts';
import { notificationsText } from '../words/notifications-text.ts';

/** 32 bytes in base64url. */
const CODE = /^[\w-]{43}$/;

/** `/confirm-email#code`: a press confirms, and not the opening, which programs that look at mail do too. */
export function ConfirmEmailPage() {
  const t = useText(notificationsText);
  const code = useLinkSecret('confirm-email');
  const changed = useChoicesChanged();
  const [isDone, setIsDone] = useState(false);
  const [isRefused, setIsRefused] = useState(false);
  const isWhole = code !== null && CODE.test(code);
  const confirm = async () => {
    try {
      await request(CONFIRM_EMAIL, { code: code ?? '' });
    } catch (error) {
      if (errorCode(error) !== 'BAD_INPUT') throw error;
      setIsRefused(true);
      return;
    }
    await changed();
    setIsDone(true);
  };
  return (
    <Page
      title={t('confirmTitle')}
      width="text"
      lead={isWhole && !isRefused && !isDone ? <p>{t('confirmLead')}</p> : undefined}
    >
      {isDone ? (
        <Notice tone="live" isLive>
          <p>{t('confirmDone')}</p>
        </Notice>
      ) : isWhole && !isRefused ? (
        <ActButton kind="main" act={confirm}>
          {t('confirm')}
        </ActButton>
      ) : (
        <Notice tone="refused" isLive>
          <p>{t(isRefused ? 'confirmFailed' : 'noCode')}</p>
        </Notice>
      )}
      <p>
        <Link to="/account">{t('toAccount')}</Link>
      </p>
    </Page>
  );
}
