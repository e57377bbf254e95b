import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { checkText } from '../../certificate/words/check-text.ts';
import type { OrderView } from '../model/order-view.ts';

const TONES: Readonly<Record<OrderView['state'], Tone>> = {
  ORDERED: 'unknown',
  CANCELED: 'plain',
  LICENSED: 'live',
};

/** An order's state: its icon and its word. */
export function OrderStateMark({ state }: { readonly state: OrderView['state'] }) {
  const t = useText(checkText);
  return <StateMark tone={TONES[state]}>{t(`order.${state}`)}</StateMark>;
}
