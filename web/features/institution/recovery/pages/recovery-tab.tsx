import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { isOwner, useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { RecoveryGuide } from '../parts/recovery-guide.tsx';
import { recoveryKeyText } from '../words/recovery-key-text.ts';
import { RecoveryPresent } from '../parts/recovery-present.tsx';
import { RecoveryProgress } from '../parts/recovery-progress.tsx';
import { useRecoveryKey } from '../model/recovery-query.ts';
import { RemoveRecoverySheet } from '../parts/remove-recovery-sheet.tsx';
import { SetRecoverySheet } from '../parts/set-recovery-sheet.tsx';

/** With the key that stood when it was opened: it goes on until what it did is said. */
interface OpenSheet {
  readonly kind: 'set' | 'remove';
  readonly present: string | null;
}

/** The institution's own key to its originals: what it is for, which one it is, and another or none. */
export function RecoveryTab() {
  const t = useText(recoveryKeyText);
  const desk = useDesk();
  const { data: present, error, isPending, refetch } = useRecoveryKey(desk.organization.id);
  const [sheet, setSheet] = useState<OpenSheet | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const open = (kind: OpenSheet['kind']) => {
    setSaid(null);
    setSheet({ kind, present: present?.recipient ?? null });
  };
  const close = () => setSheet(null);
  return (
    <section className={css['part']} aria-labelledby="recovery">
      <h2 id="recovery">{t('title')}</h2>
      <p>{t('lead')}</p>
      {!isOwner(desk) && <p className={css['soft']}>{t('ownersOnly')}</p>}
      {said !== null && (
        <Notice tone="live" isLive>
          <p>{said}</p>
        </Notice>
      )}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={4} />}
      {present === null && (
        <Empty title={t('noneTitle')}>
          <p>{t('none')}</p>
          {isOwner(desk) ? (
            <Button kind="main" onPress={() => open('set')}>
              {t('set')}
            </Button>
          ) : (
            <p>{t('noneOthers')}</p>
          )}
        </Empty>
      )}
      {present != null && (
        <RecoveryPresent
          present={present}
          {...(isOwner(desk) && { onReplace: () => open('set'), onRemove: () => open('remove') })}
        />
      )}
      {present !== undefined && <RecoveryProgress isSet={present !== null} />}
      {present !== undefined && <RecoveryGuide isOpen={present === null && isOwner(desk)} />}
      {sheet?.kind === 'set' && (
        <SetRecoverySheet present={sheet.present} onDone={() => setSaid(t('saidSet'))} onClose={close} />
      )}
      {sheet?.kind === 'remove' && sheet.present !== null && (
        <RemoveRecoverySheet
          present={sheet.present}
          onDone={() => setSaid(t('saidRemoved'))}
          onClose={close}
        />
      )}
    </section>
  );
}
