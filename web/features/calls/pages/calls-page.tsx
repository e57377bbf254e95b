import { useSearchParams } from 'react-router';
import { PagedList } from '../../../components/facts/paged-list.tsx';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { NativeSelect } from '../../../components/forms/native-select.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Page } from '../../../components/page/page.tsx';
import { CallRows } from '../../../lib/calls/call-rows.tsx';
import { callsText } from '../../../lib/calls/calls-text.ts';
import { useCalls } from '../../../lib/calls/use-calls.ts';
import { CATALOG_PATH } from '../../../lib/catalog/catalog-address.ts';
import { useText } from '../../../lib/language/text.ts';
import { useOpeners } from '../model/use-call.ts';
import css from '../parts/calls.module.css';
import { callText } from '../words/text.ts';

const STATES = ['OPEN', 'CLOSED', 'WITHDRAWN'] as const;

/** Calls for proposals, the open ones unless asked for others. */
export function CallsPage() {
  const t = useText(callText);
  const words = useText(callsText);
  const [address, setAddress] = useSearchParams();
  const state = STATES.find((each) => each === address.get('state')) ?? 'OPEN';
  const calls = useCalls({ state });
  const openers = useOpeners().data ?? [];
  return (
    <Page
      title={words('title')}
      lead={<p>{t('lead')}</p>}
      actions={openers.length > 0 ? <ButtonLink to="/calls/new">{words('open')}</ButtonLink> : undefined}
    >
      <div className={css['buttons']}>
        <NativeSelect
          label={t('stateLabel')}
          value={state}
          choices={STATES.map((each) => ({ value: each, label: t(`states.${each}`) }))}
          onChange={(chosen) => setAddress(chosen === 'OPEN' ? {} : { state: chosen }, { replace: true })}
        />
      </div>
      <PagedList
        list={calls}
        more={words('more')}
        empty={
          <Empty title={t(state === 'OPEN' ? 'noneTitle' : 'noneOther')}>
            <p>{t('none')}</p>
            <div>
              <ButtonLink to={CATALOG_PATH}>{t('toCatalog')}</ButtonLink>
            </div>
          </Empty>
        }
      >
        <CallRows calls={calls.rows} label={words('title')} />
      </PagedList>
    </Page>
  );
}
