import { MoreButton } from '../../components/facts/more-button.tsx';
import { useText } from '../language/text.ts';
import { CallRows } from './call-rows.tsx';
import css from './calls.module.css';
import { callsText } from './calls-text.ts';
import { useCalls } from './use-calls.ts';

/** The open calls of one organization, where there are any. */
export function OpenCallsOf({ organizationId }: { readonly organizationId: string }) {
  const t = useText(callsText);
  const calls = useCalls({ state: 'OPEN', organization: organizationId });
  if (calls.rows.length === 0) return null;
  return (
    <section className={css['section']} aria-labelledby="open-calls">
      <h2 id="open-calls">{t('openTitle')}</h2>
      <CallRows calls={calls.rows} label={t('openTitle')} level={3} />
      <MoreButton list={calls} label={t('more')} />
    </section>
  );
}
