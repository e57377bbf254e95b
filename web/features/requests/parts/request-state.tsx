import { StateMark, type Tone } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import type { RequestState } from '../model/documents.ts';
import { threadText } from '../words/thread-text.ts';

const TONES: Readonly<Record<RequestState, Tone>> = {
  ASKED: 'unknown',
  ANSWERED: 'unknown',
  AGREED: 'live',
  BOUGHT: 'live',
  DECLINED: 'refused',
  EXPIRED: 'plain',
  WITHDRAWN: 'plain',
};

/** How a request, or one of its assets, stands. */
export function RequestStateMark({ state }: { readonly state: RequestState }) {
  const t = useText(threadText);
  return <StateMark tone={TONES[state]}>{t(`states.${state}`)}</StateMark>;
}
