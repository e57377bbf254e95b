import { useState } from 'react';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { CATALOG_PATH } from '../../../lib/catalog/catalog-address.ts';
import { useText } from '../../../lib/language/text.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { useTask } from '../../../lib/session/task.ts';
import { filterOf } from '../model/catalog-state.ts';
import { conditionsOf } from '../model/filter-conditions.ts';
import type { SavedSearch } from '../model/saved-search-documents.ts';
import { useSavedSearchActs, useSavedSearches } from '../model/use-saved-searches.ts';
import { SavedSearchRow } from '../parts/saved-searches/saved-search-row.tsx';
import css from '../parts/saved-searches/saved-searches.module.css';
import { savedText } from '../words/saved-text.ts';

/** Searches that somebody keeps, with how many assets each finds now. */
export function SavedSearchesPage() {
  const t = useText(savedText);
  const { me, isLoading } = useSession();
  return (
    <Page title={t('title')} lead={<p>{t('lead')}</p>} width="text">
      {isLoading && <Skeleton lines={6} />}
      {!isLoading && me === null && (
        <Empty title={t('signInTitle')}>
          <div>
            <ButtonLink kind="main" to="/sign-in">
              {t('signIn')}
            </ButtonLink>
          </div>
        </Empty>
      )}
      {me !== null && <SavedSearchList />}
    </Page>
  );
}

function SavedSearchList() {
  const t = useText(savedText);
  const { data, error, refetch } = useSavedSearches();
  const acts = useSavedSearchActs();
  const task = useTask();
  const [removed, setRemoved] = useState<SavedSearch | null>(null);
  const remove = (search: SavedSearch) =>
    task.run(async () => {
      await acts.remove(search.id);
      setRemoved(search);
    });
  const undo = ({ name, filter }: SavedSearch) =>
    task.run(async () => {
      await acts.save(name, filterOf({ conditions: conditionsOf(filter), sort: null }));
      setRemoved(null);
    });
  if (data === undefined)
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  return (
    <>
      {removed !== null && (
        <Notice isLive>
          <p>{t('removed', { name: removed.name })}</p>
          <div>
            <Button onPress={() => void undo(removed)} isDisabled={task.isBusy}>
              {t('undo')}
            </Button>
          </div>
        </Notice>
      )}
      {task.error !== null && <ErrorNotice error={task.error} />}
      {data.length === 0 ? (
        <Empty title={t('nothingTitle')}>
          <p>{t('nothing')}</p>
          <div>
            <ButtonLink to={CATALOG_PATH}>{t('toCatalog')}</ButtonLink>
          </div>
        </Empty>
      ) : (
        <ul role="list" className={css['list']} aria-label={t('list')}>
          {data.map((search) => (
            <SavedSearchRow
              key={search.id}
              search={search}
              isBusy={task.isBusy}
              rename={(name) => acts.rename(search.id, name)}
              remove={() => void remove(search)}
            />
          ))}
        </ul>
      )}
    </>
  );
}
