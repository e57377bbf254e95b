import { StateMark } from '../../components/page/notice.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import type { CallRow } from './call-documents.ts';
import { callsText } from './calls-text.ts';

/** Whether it takes proposals, and until when. */
export function CallState({ state, closingDay }: Pick<CallRow, 'state' | 'closingDay'>) {
  const t = useText(callsText);
  const { day } = useFormats();
  if (state === 'OPEN') return <StateMark tone="live">{t('until', { day: day(closingDay) })}</StateMark>;
  return <StateMark tone="plain">{t(state === 'CLOSED' ? 'closed' : 'withdrawn')}</StateMark>;
}
