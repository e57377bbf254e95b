import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { request } from '../../../lib/session/api.ts';
import { useText } from '../../../lib/language/text.ts';
import { RULES_STATE } from './documents.ts';
import { LiveState } from './live-state.tsx';
import type { Addresses } from './live-rules.ts';
import { RuleItem } from './rule-item.tsx';
import { RULES } from './rules.ts';
import css from './rules-page.module.css';
import { rulesText } from './text.ts';

/** What the contracts enforce, for a village council and for a lawyer. */
export function RulesPage() {
  const t = useText(rulesText);
  const state = useQuery({
    queryKey: ['rules-state'],
    queryFn: ({ signal }) => request(RULES_STATE, {}, { signal }),
  });
  const contracts = state.data?.deployment.contracts;
  const addresses = useMemo<Addresses | null>(
    () =>
      contracts === undefined
        ? null
        : Object.fromEntries(contracts.map(({ name, address }) => [name, address])),
    [contracts],
  );
  return (
    <Page title={t('title')} lead={<p>{t('lead')}</p>}>
      <div className={css['columns']}>
        <div className={css['groups']}>
          {RULES.map(({ id, rules }) => (
            <section key={id} className={css['group']} aria-labelledby={`rules-${id}`}>
              <h2 id={`rules-${id}`}>{t(`groups.${id}`)}</h2>
              <ul role="list">
                {rules.map((rule) => (
                  <RuleItem key={rule.id} rule={rule} addresses={addresses} />
                ))}
              </ul>
            </section>
          ))}
        </div>
        <div className={css['aside']}>
          {state.isPending && <Skeleton />}
          {state.isError && <ErrorNotice error={state.error} onRetry={() => void state.refetch()} />}
          {state.data !== undefined && addresses !== null && (
            <LiveState state={state.data} addresses={addresses} />
          )}
        </div>
      </div>
    </Page>
  );
}
