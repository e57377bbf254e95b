import { PagedList } from '../../components/facts/paged-list.tsx';
import { ButtonLink } from '../../components/forms/button.tsx';
import { Empty } from '../../components/page/empty.tsx';
import { useText } from '../language/text.ts';
import { CallRows } from './call-rows.tsx';
import css from './calls.module.css';
import { callsText } from './calls-text.ts';
import { useCalls } from './use-calls.ts';

interface OwnCallsProps {
  readonly organizationId: string;
  readonly canOpen: boolean;
}

/** On a desk: the calls of an organization in every state, and the way to open one. */
export function OwnCalls({ organizationId, canOpen }: OwnCallsProps) {
  const t = useText(callsText);
  const calls = useCalls({ organization: organizationId });
  const open = (
    <div>
      <ButtonLink kind="main" to={`/calls/new?organization=${organizationId}`}>
        {t('open')}
      </ButtonLink>
    </div>
  );
  return (
    <section className={css['section']} aria-labelledby="own-calls">
      <h2 id="own-calls">{t('ownTitle')}</h2>
      <p>{t('ownLead')}</p>
      {canOpen && open}
      <PagedList
        list={calls}
        more={t('more')}
        empty={
          <Empty title={t('noneTitle')}>
            <p>{t('none')}</p>
          </Empty>
        }
      >
        <CallRows calls={calls.rows} label={t('title')} level={3} />
      </PagedList>
    </section>
  );
}
