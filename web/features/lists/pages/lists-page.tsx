import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useListActs } from '../../../lib/lists/use-lists.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { useTask } from '../../../lib/session/task.ts';
import type { ListRow } from '../model/documents.ts';
import { useOwnLists } from '../model/use-list.ts';
import css from '../parts/lists.module.css';
import { listText } from '../words/list-text.ts';

/** Favorites, and the lists that somebody or their organization gathers. */
export function ListsPage() {
  const t = useText(listText);
  const { me, isLoading } = useSession();
  return (
    <Page title={t('listsTitle')} lead={<p>{t('listsLead')}</p>} width="text">
      {isLoading && <Skeleton lines={6} />}
      {!isLoading && me === null && (
        <Empty title={t('signInTitle')}>
          <div>
            <ButtonLink kind="main" to="/sign-in?next=/lists">
              {t('signIn')}
            </ButtonLink>
          </div>
        </Empty>
      )}
      {me !== null && <OwnLists />}
    </Page>
  );
}

function OwnLists() {
  const t = useText(listText);
  const { data, error, refetch } = useOwnLists();
  if (data === undefined)
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  return (
    <>
      <NewList />
      <ul role="list" className={css['lists']} aria-label={t('yourLists')}>
        {data.map((list) => (
          <Row key={list.id} list={list} />
        ))}
      </ul>
    </>
  );
}

function NewList() {
  const t = useText(listText);
  const acts = useListActs();
  const task = useTask();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const create = () =>
    task.run(async () => {
      await navigate(`/lists/${await acts.create(name.trim(), [])}`);
    });
  return (
    <form
      className={css['new']}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void create();
      }}
    >
      <TextField
        label={t('newList')}
        hint={t('createHint')}
        value={name}
        onChange={setName}
        maxLength={200}
        autoComplete="off"
      />
      <Button type="submit" isDisabled={task.isBusy || name.trim() === ''}>
        {t('create')}
      </Button>
      {task.error !== null && <ErrorNotice error={task.error} />}
    </form>
  );
}

function Row({ list }: { readonly list: ListRow }) {
  const t = useText(listText);
  const { language } = useLanguage();
  const owner = pickText(list.organization?.name, language);
  const facts = [
    t('count', { count: list.size }),
    ...(list.project !== null && list.project.title !== ''
      ? [t('forProject', { title: list.project.title })]
      : []),
    ...(owner === null ? [] : [t('ofOrganization', { name: owner.text })]),
  ];
  return (
    <li className={css['row']}>
      <h2>
        <Link to={`/lists/${list.id}`}>{list.isFavorites ? t('favorites') : list.title}</Link>
      </h2>
      <p className={css['soft']}>{facts.join(' · ')}</p>
    </li>
  );
}
