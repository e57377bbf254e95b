import { formatDay } from '@lanran/protocol/kernel/day';
import type { OneUse } from './one-use-facts.tsx';

/** How a consent to one use stands on a day: one that nobody used ends with its last day. */
export type OneUseState = OneUse['state'] | 'ENDED';

export function oneUseStateOf(
  { state, lastDay }: Pick<OneUse, 'state' | 'lastDay'>,
  today: number,
): OneUseState {
  return state === 'GRANTED' && lastDay < formatDay(today) ? 'ENDED' : state;
}
