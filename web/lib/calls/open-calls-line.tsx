import { Link } from 'react-router';
import { useText } from '../language/text.ts';
import css from './calls.module.css';
import { callsText } from './calls-text.ts';
import { useOpenCallCount } from './use-calls.ts';

/** How many calls are open, where there are any. */
export function OpenCallsLine() {
  const t = useText(callsText);
  const count = useOpenCallCount();
  if (count === null || count === 0) return null;
  return (
    <p className={css['line']}>
      <Link to="/calls">{t('openCount', { count })}</Link>
    </p>
  );
}
