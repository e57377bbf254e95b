import { Notice } from '../../components/page/notice.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import { suspensionText } from './text.ts';

/** As the platform tells it; announced until `suspendedFrom`, in force from then on. */
export interface ShownSuspension {
  readonly suspendedFrom: string;
  readonly reason: string | null;
}

interface SuspensionNoticeProps {
  readonly suspension: ShownSuspension;
  /** Read by its own members, who are told what they can still do. */
  readonly isOwn: boolean;
}

export function SuspensionNotice({ suspension, isOwn }: SuspensionNoticeProps) {
  const t = useText(suspensionText);
  const { moment } = useFormats();
  const isNow = isInForce(suspension);
  const { suspendedFrom, reason } = suspension;
  const words = isOwn
    ? t(isNow ? 'ownInForce' : 'ownAnnounced')
    : t(isNow ? 'publicInForce' : 'publicAnnounced');
  return (
    <Notice
      tone={isNow ? 'refused' : 'unknown'}
      title={t(isNow ? 'inForce' : 'announced', { moment: moment(suspendedFrom) })}
    >
      <p>{words}</p>
      <p>
        {t('reason')}: {reason ?? t('noReason')}
      </p>
      {isOwn && <p>{t('still')}</p>}
    </Notice>
  );
}

export function isInForce({ suspendedFrom }: Pick<ShownSuspension, 'suspendedFrom'>): boolean {
  return Date.parse(suspendedFrom) <= Date.now();
}
