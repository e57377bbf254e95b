import { Link } from 'react-router';
import { useText } from '../language/text.ts';
import { useInboxCount } from './inbox-count.ts';
import { waitingText } from './inbox-text.ts';
import css from './waiting.module.css';

/** How much waits, in words; nothing where nothing does. */
export function Waiting() {
  const t = useText(waitingText);
  const count = useInboxCount();
  if (count === null || count === 0) return null;
  return (
    <Link to="/inbox" className={css['waiting']}>
      {t('waiting', { count })}
    </Link>
  );
}

/** The same as a line of a desk. */
export function WaitingLine() {
  const count = useInboxCount();
  if (count === null || count === 0) return null;
  return (
    <p className={css['line']}>
      <Waiting />
    </p>
  );
}
