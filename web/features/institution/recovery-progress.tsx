import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice, StateMark } from '../../components/notice.tsx';
import { useText } from '../../lib/text.ts';
import { isAtLeast } from './capped-count.ts';
import { useDesk } from './desk.ts';
import { recoveryKeyText } from './recovery-key-text.ts';
import { useRecoveryProgress } from './recovery-query.ts';

/** How far the originals are that the key was set, replaced or removed for. */
export function RecoveryProgress({ isSet }: { readonly isSet: boolean }) {
  const t = useText(recoveryKeyText);
  const { organization } = useDesk();
  const { data, error, refetch } = useRecoveryProgress(organization.id);
  if (data === undefined)
    return error === null ? null : <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { left: count, isFailing } = data;
  if (count > 0 && isFailing) return <Notice tone="unknown">{t('stuck')}</Notice>;
  const words = isAtLeast(count) ? t('leftMany', { count }) : t('left', { count });
  if (count > 0) return <StateMark tone="plain">{words}</StateMark>;
  return isSet ? <StateMark tone="live">{t('doneSet')}</StateMark> : null;
}
