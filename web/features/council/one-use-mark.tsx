import { StateMark, type Tone } from '../../components/notice.tsx';
import { useText } from '../../lib/text.ts';
import { todayNow } from './grant.ts';
import type { OneUse } from './one-use-facts.tsx';
import { type OneUseState, oneUseStateOf } from './one-use-state.ts';
import { oneUseText } from './one-use-text.ts';

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
