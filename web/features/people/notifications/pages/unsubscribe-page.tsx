import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useTask } from '../../../../lib/session/task.ts';
import { notificationsText } from '../words/notifications-text.ts';

/** `/unsubscribe/key`: what mail programs do with one click, for a person. Needs no session. */
export function UnsubscribePage() {
  const t = useText(notificationsText);
  const { key = '' } = useParams();
  const task = useTask();
  const [isDone, setIsDone] = useState(false);
  const end = () =>
    task.run(async () => {
      const response = await fetch(`/unsubscribe/${encodeURIComponent(key)}`, { method: 'POST' });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      setIsDone(true);
    });
  return (
    <Page title={t('endTitle')} width="text" lead={isDone ? undefined : <p>{t('endLead')}</p>}>
      {task.error !== null && (
        <Notice tone="refused" isLive>
          <p>{t('endFailed')}</p>
        </Notice>
      )}
      {isDone ? (
        <Notice tone="live" isLive>
          <p>{t('endDone')}</p>
        </Notice>
      ) : (
        <div>
          <Button kind="main" isDisabled={task.isBusy} onPress={() => void end()}>
            {t('end')}
          </Button>
        </div>
      )}
      <p>
        <Link to="/account">{t('toAccount')}</Link>
      </p>
    </Page>
  );
}
