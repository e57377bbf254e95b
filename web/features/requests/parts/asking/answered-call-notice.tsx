import { Link } from 'react-router';
import { Localized } from '../../../../components/facts/localized.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { AnsweredCall } from '../../model/documents.ts';
import { askText } from '../../words/ask-text.ts';

interface AnsweredCallNoticeProps {
  readonly call: AnsweredCall | null;
  readonly isMissing: boolean;
  onLeaveOut(): void;
}

/** Which call is answered, until when, and that one is over; nothing without a call. */
export function AnsweredCallNotice({ call, isMissing, onLeaveOut }: AnsweredCallNoticeProps) {
  const t = useText(askText);
  const { day } = useFormats();
  if (call === null && !isMissing) return null;
  const title = call !== null && (
    <Link to={`/calls/${call.id}`}>
      <Localized text={call.title} />
    </Link>
  );
  if (call?.state === 'OPEN')
    return (
      <Notice>
        <p>
          {t('inAnswerTo')}
          {title}
          {t('callUntil', { day: day(call.closingDay) })}
        </p>
      </Notice>
    );
  return (
    <Notice tone="refused" title={t(isMissing ? 'callMissing' : 'callOver')}>
      {call !== null && <p>{title}</p>}
      <p>{t('withoutCallHint')}</p>
      <div>
        <Button onPress={onLeaveOut}>{t('withoutCall')}</Button>
      </div>
    </Notice>
  );
}
