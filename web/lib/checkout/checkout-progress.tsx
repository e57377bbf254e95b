import { Link } from 'react-router';
import type { ItemState } from '@lanran/sdk/desk/checkout';
import { StateMark, type Tone } from '../../components/page/notice.tsx';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { useMoney } from '../pricing/money.ts';
import { pickText } from '../session/api.ts';
import type { CheckoutSubject } from './checkout-subject.ts';
import { CheckoutReasons, CheckoutTitle } from './checkout-table.tsx';
import { checkoutText } from './checkout-text.ts';
import css from './checkout.module.css';
import type { SettledCheckout } from './use-checkout.ts';

interface CheckoutProgressProps extends SettledCheckout {
  readonly isInvoiced: boolean;
  /** The studio's own number, for orders. */
  readonly reference?: string;
  subjectOf(assetId: string): CheckoutSubject | null;
}

/** How far each asset is, and the license that came of it. */
export function CheckoutProgress(props: CheckoutProgressProps) {
  const { plan, states, isInvoiced, reference = '', subjectOf } = props;
  const t = useText(checkoutText);
  return (
    <ul role="list" className={css['items']} aria-label={t('table')}>
      {plan.items.map((item, at) => (
        <Row
          key={item.seen.licenseId}
          state={states[at] ?? { state: 'WAITING' }}
          subject={subjectOf(item.assetId)}
          isInvoiced={isInvoiced}
          reference={reference}
        />
      ))}
    </ul>
  );
}

const TONES: Readonly<Record<ItemState['state'], Tone>> = {
  WAITING: 'plain',
  BUYING: 'plain',
  BOUGHT: 'live',
  PROPOSED: 'unknown',
  CHANGED: 'unknown',
  REFUSED: 'refused',
  TAKEN_DOWN: 'refused',
  NOT_FOUND: 'refused',
};
const WORDS = {
  WAITING: 'waiting',
  BUYING: 'buying',
  BOUGHT: 'bought',
  PROPOSED: 'proposed',
  CHANGED: 'changedMark',
  REFUSED: 'refused',
  TAKEN_DOWN: 'refused',
  NOT_FOUND: 'refused',
} as const;

interface RowProps {
  readonly reference: string;
  readonly state: ItemState;
  readonly subject: CheckoutSubject | null;
  readonly isInvoiced: boolean;
}

function Row({ state, subject, isInvoiced, reference }: RowProps) {
  const t = useText(checkoutText);
  const { language } = useLanguage();
  const money = useMoney();
  const title = pickText(subject?.title, language)?.text ?? '';
  const asked = reference === '' ? '' : `?reference=${encodeURIComponent(reference)}`;
  const word = isInvoiced && state.state === 'BOUGHT' ? 'ordered' : WORDS[state.state];
  return (
    <li className={css['item']}>
      <CheckoutTitle subject={subject} />
      <StateMark tone={TONES[state.state]}>{t(word)}</StateMark>
      <div className={css['notes']}>
        {state.state === 'BOUGHT' && (
          <p>
            <Link to={isInvoiced ? `/orders/${state.licenseId}${asked}` : `/licenses/${state.licenseId}`}>
              {t(isInvoiced ? 'openOrder' : 'openLicense', { title })}
            </Link>{' '}
            <span className={css['soft']}>
              {money({ amount: state.price.amount.toString(), token: state.price.token })}
            </span>
          </p>
        )}
        {(state.state === 'REFUSED' || state.state === 'TAKEN_DOWN' || state.state === 'NOT_FOUND') && (
          <CheckoutReasons of={state} />
        )}
      </div>
    </li>
  );
}
