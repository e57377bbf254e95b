import { ButtonLink } from '../../components/forms/button.tsx';
import { useText } from '../language/text.ts';
import { CallRows } from './call-rows.tsx';
import css from './calls.module.css';
import { callsText } from './calls-text.ts';
import { useCalls } from './use-calls.ts';

const SHOWN = 3;

/** The calls that were opened last, where there are any. */
export function OpenCalls() {
  const t = useText(callsText);
  const { rows, totalCount } = useCalls({ state: 'OPEN' }, SHOWN);
  if (rows.length === 0) return null;
  return (
    <section className={css['section']} aria-labelledby="open-calls">
      <h2 id="open-calls">{t('openTitle')}</h2>
      <CallRows calls={rows} label={t('openTitle')} level={3} />
      {totalCount > rows.length && (
        <div>
          <ButtonLink to="/calls">{t('all')}</ButtonLink>
        </div>
      )}
    </section>
  );
}
