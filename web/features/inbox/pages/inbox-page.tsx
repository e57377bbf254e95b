import { useSearchParams } from 'react-router';
import { INBOX_KINDS } from '@lanran/sdk/desk/inbox-kinds';
import { PagedList } from '../../../components/facts/paged-list.tsx';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { NativeSelect } from '../../../components/forms/native-select.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { useTask } from '../../../lib/session/task.ts';
import { daysOf, kindOf } from '../model/inbox-item.ts';
import { type InboxChoice, useInbox } from '../model/use-inbox.ts';
import { useMarkItem, useMarkRead } from '../model/use-marking.ts';
import { InboxLine } from '../parts/inbox-line.tsx';
import css from '../parts/inbox.module.css';
import { inboxText } from '../words/inbox-text.ts';

/** What the reader, their organizations and the communities that they speak for are told. */
export function InboxPage() {
  const t = useText(inboxText);
  const { me, isLoading } = useSession();
  if (me !== null) return <OwnInbox />;
  return (
    <Page title={t('title')} lead={<p>{t('lead')}</p>} width="text">
      {isLoading ? (
        <Skeleton lines={8} />
      ) : (
        <Empty title={t('signInTitle')}>
          <div>
            <ButtonLink kind="main" to="/sign-in?next=/inbox">
              {t('signIn')}
            </ButtonLink>
          </div>
        </Empty>
      )}
    </Page>
  );
}

function OwnInbox() {
  const t = useText(inboxText);
  const formats = useFormats();
  const [query, setQuery] = useSearchParams();
  const choice: InboxChoice = { kind: kindOf(query.get('kind')), isUnreadOnly: query.get('new') === '1' };
  const isFiltered = choice.kind !== null || choice.isUnreadOnly;
  const list = useInbox(choice);
  const markRead = useMarkRead();
  const marking = useMarkItem();
  const task = useTask();
  const choose = ({ kind, isUnreadOnly }: InboxChoice) =>
    setQuery(
      { ...(kind !== null && { kind }), ...(isUnreadOnly && { new: '1' }) },
      { replace: true, preventScrollReset: true },
    );
  const [newest] = list.rows;
  const hasNew = list.rows.some(({ isUnread }) => isUnread);
  return (
    <Page
      title={t('title')}
      lead={<p>{t('lead')}</p>}
      width="text"
      actions={
        newest !== undefined && hasNew && !isFiltered ? (
          <Button onPress={() => void task.run(() => markRead(newest.id))} isDisabled={task.isBusy}>
            {t('markAll')}
          </Button>
        ) : undefined
      }
    >
      {task.error !== null && <ErrorNotice error={task.error} />}
      {marking.isError && <ErrorNotice error={marking.error} />}
      <div role="group" aria-label={t('filters')} className={css['filters']}>
        <NativeSelect
          label={t('kind')}
          value={choice.kind ?? ''}
          choices={[
            { value: '', label: t('all') },
            ...INBOX_KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) })),
          ]}
          onChange={(kind) => choose({ ...choice, kind: kindOf(kind) })}
        />
        <Checkbox
          isSelected={choice.isUnreadOnly}
          onChange={(isUnreadOnly) => choose({ ...choice, isUnreadOnly })}
        >
          {t('unreadOnly')}
        </Checkbox>
      </div>
      <PagedList
        list={list}
        lines={8}
        more={t('more')}
        empty={
          isFiltered ? (
            <Empty title={t('emptyFilteredTitle')}>
              <div>
                <Button onPress={() => choose({ kind: null, isUnreadOnly: false })}>{t('showAll')}</Button>
              </div>
            </Empty>
          ) : (
            <Empty title={t('emptyTitle')}>
              <p>{t('empty')}</p>
            </Empty>
          )
        }
      >
        {daysOf(list.rows).map(({ day, items }) => (
          <section key={day} aria-labelledby={`day-${day}`} className={css['day']}>
            <h2 id={`day-${day}`}>{formats.day(day)}</h2>
            <ul role="list" className={css['items']}>
              {items.map((item) => (
                <InboxLine key={item.id} item={item} onMark={(isRead) => marking.mutate({ item, isRead })} />
              ))}
            </ul>
          </section>
        ))}
      </PagedList>
    </Page>
  );
}
