import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { todayNow } from '../../consents/model/grant.ts';
import type { OneUse } from './one-use-facts.tsx';
import { type OneUseState, oneUseStateOf } from './one-use-state.ts';
import { oneUseText } from '../words/one-use-text.ts';

const TONES: Readonly<Record<OneUseState, Tone>> = {
  GRANTED: 'live',
  ENDED: 'plain',
  SPENT: 'plain',
  WITHDRAWN: 'refused',
  CUSTODY: 'plain',
};

/** How a consent to one use stands today. */
export function OneUseMark({ use }: { readonly use: Pick<OneUse, 'state' | 'lastDay'> }) {
  const t = useText(oneUseText);
  const state = oneUseStateOf(use, todayNow());
  return <StateMark tone={TONES[state]}>{t(`states.${state}`)}</StateMark>;
}
