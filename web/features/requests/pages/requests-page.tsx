import { useLocation } from 'react-router';
import { PagedList } from '../../../components/facts/paged-list.tsx';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { SelectField } from '../../../components/forms/select-field.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { CATALOG_PATH } from '../../../lib/catalog/catalog-address.ts';
import { useText } from '../../../lib/language/text.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { ROLES, STATES, useRequestFilter, useRequests } from '../model/use-requests.ts';
import { RequestRow } from '../parts/request-row.tsx';
import css from '../parts/requests.module.css';
import { requestsText } from '../words/list-text.ts';
import { threadText } from '../words/thread-text.ts';

/** `/requests`: what the reader asks and is asked. */
export function RequestsPage() {
  const t = useText(requestsText);
  const { me, isLoading } = useSession();
  return (
    <Page title={t('title')} lead={<p>{t('lead')}</p>} width="text">
      {isLoading && <Skeleton lines={6} />}
      {!isLoading && me === null && (
        <Empty title={t('signInTitle')}>
          <div>
            <ButtonLink kind="main" to="/sign-in?next=/requests">
              {t('signIn')}
            </ButtonLink>
          </div>
        </Empty>
      )}
      {me !== null && <OwnRequests />}
    </Page>
  );
}

function OwnRequests() {
  const t = useText(requestsText);
  const words = useText(threadText);
  const { role, state, change } = useRequestFilter();
  const list = useRequests({ role, state });
  // What the page before handed on.
  const agreed = list.rows.flatMap((row) =>
    row.roles.includes('ASKER') ? row.items.filter((item) => item.state === 'AGREED').map(() => row.id) : [],
  );
  const sent = (useLocation().state as { readonly sent?: number } | null)?.sent;
  return (
    <>
      {sent !== undefined && (
        <Notice tone="live" isLive>
          <p>{t('sent', { count: sent })}</p>
        </Notice>
      )}
      <div className={css['pair']}>
        <SelectField
          label={t('role')}
          value={role ?? 'ALL'}
          choices={(['ALL', ...ROLES] as const).map((value) => ({ value, label: t(`roles.${value}`) }))}
          onChange={(value) => change('role', value === 'ALL' ? null : value)}
        />
        <SelectField
          label={t('state')}
          value={state ?? 'ALL'}
          choices={[
            { value: 'ALL', label: t('allStates') },
            ...STATES.map((value) => ({ value, label: words(`states.${value}`) })),
          ]}
          onChange={(value) => change('state', value === 'ALL' ? null : value)}
        />
      </div>
      {agreed.length > 0 && (
        <div>
          <ButtonLink kind="main" to={`/checkout?requests=${[...new Set(agreed)].join(',')}`}>
            {words('toCheckout', { count: agreed.length })}
          </ButtonLink>
        </div>
      )}
      <PagedList
        list={list}
        lines={6}
        empty={
          role === null && state === null ? (
            <Empty title={t('none')}>
              <p>{t('noneHint')}</p>
              <div>
                <ButtonLink to={CATALOG_PATH}>{t('toCatalog')}</ButtonLink>
              </div>
            </Empty>
          ) : (
            <Empty title={t('noneLike')}>
              <div>
                <ButtonLink to="/requests">{t('showAll')}</ButtonLink>
              </div>
            </Empty>
          )
        }
      >
        <ul role="list" className={css['rows']} aria-label={t('list')}>
          {list.rows.map((row) => (
            <RequestRow key={row.id} row={row} />
          ))}
        </ul>
      </PagedList>
    </>
  );
}
