import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice, StateMark } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { isAtLeast } from '../../desk/model/capped-count.ts';
import { useDesk } from '../../desk/model/desk.ts';
import { recoveryKeyText } from '../words/recovery-key-text.ts';
import { useRecoveryProgress } from '../model/recovery-query.ts';

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
