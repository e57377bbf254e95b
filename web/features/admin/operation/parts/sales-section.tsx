import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { request } from '../../../../lib/session/api.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from './admin.module.css';
import { careText } from '../../backups/words/care-text.ts';
import { SALES } from '../model/documents.ts';
import { Section } from './section.tsx';

/** Whether anything is sold, and the accreditor's brake. */
export function SalesSection({ isAccreditor }: { readonly isAccreditor: boolean }) {
  const t = useText(careText);
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['admin-sales'],
    queryFn: ({ signal }) => request(SALES, {}, { signal }),
  });
  const [isShown, setIsShown] = useState(false);
  const isPaused = data?.deployment.isPaused === true;
  return (
    <Section id="sales" title={t('sales')} lead={t('salesLead')}>
      {isPending && <Skeleton lines={1} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <div className={css['row']}>
          <StateMark tone={isPaused ? 'refused' : 'live'}>
            {isPaused ? t('salesOff') : t('salesOn')}
          </StateMark>
          {isAccreditor ? (
            <Button onPress={() => setIsShown(true)}>{isPaused ? t('resume') : t('pause')}</Button>
          ) : (
            <span>{t('salesByAccreditor')}</span>
          )}
        </div>
      )}
      {isShown && <SalesSheet isPaused={isPaused} onClose={() => setIsShown(false)} />}
    </Section>
  );
}

function SalesSheet({ isPaused, onClose }: { readonly isPaused: boolean; onClose(): void }) {
  const t = useText(careText);
  const changed = useChanged();
  const act = useAct<true>();
  const sign = async () => {
    const done = await act.run(async (platform) => {
      const [{ pauseAct, resumeAct }, { relay }] = await Promise.all([
        import('@lanran/sdk/licensing/sales-acts'),
        import('@lanran/sdk/acts/relaying'),
      ]);
      await relay(platform, isPaused ? resumeAct() : pauseAct());
      return true;
    });
    if (done === null) return;
    await changed('offers', 'sales');
    onClose();
  };
  return (
    <BindingSheet
      title={isPaused ? t('resumeTitle') : t('pauseTitle')}
      verb={isPaused ? t('resumeVerb') : t('pauseVerb')}
      facts={[{ name: t('pauseWhat'), value: isPaused ? t('resumeWhatValue') : t('pauseWhatValue') }]}
      concerns={t('pauseConcerns')}
      undo={t('pauseUndo')}
      act={act}
      onSign={() => void sign()}
      onClose={onClose}
    />
  );
}
