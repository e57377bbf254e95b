import { Link } from 'react-router';
import { useText } from '../../../lib/language/text.ts';
import css from './desk-page.module.css';
import { auditorText } from '../words/text.ts';

const TOOLS = [
  { to: '/verify', name: 'verify', why: 'verifyWhy' },
  { to: '/record', name: 'record', why: 'recordWhy' },
  { to: '/rules', name: 'rules', why: 'rulesWhy' },
] as const;

/** The pages that an auditor checks with. */
export function Tools() {
  const t = useText(auditorText);
  return (
    <section className={css['tools']} aria-labelledby="tools">
      <h2 id="tools">{t('tools')}</h2>
      <ul role="list">
        {TOOLS.map(({ to, name, why }) => (
          <li key={to}>
            <Link to={to}>{t(name)}</Link>
            <p>{t(why)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
