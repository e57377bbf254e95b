import { useId, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../components/forms/button.tsx';
import { Checkbox } from '../../components/forms/checkbox.tsx';
import { TextField } from '../../components/forms/field.tsx';
import { Sheet } from '../../components/forms/sheet.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { Skeleton } from '../../components/page/skeleton.tsx';
import { useText } from '../language/text.ts';
import { useTask } from '../session/task.ts';
import css from './add-to-list.module.css';
import type { ListChoice } from './list-documents.ts';
import { addToListText } from './lists-text.ts';
import { useListActs, useListsFor } from './use-lists.ts';

interface ListSheetProps {
  readonly assetId: string;
  readonly title: string;
  onClose(): void;
}

/** Which of one's lists have the asset, each to be changed with one press; and a new one. */
export function ListSheet({ assetId, title, onClose }: ListSheetProps) {
  const t = useText(addToListText);
  const { data, error, refetch } = useListsFor(assetId);
  const acts = useListActs();
  const task = useTask();
  const form = useId();
  const [name, setName] = useState('');
  const nameOf = (list: ListChoice) => (list.isFavorites ? t('favorites') : list.title);
  const create = () =>
    task.run(async () => {
      await acts.create(name.trim(), [assetId]);
      setName('');
    });
  return (
    <Sheet
      title={t('addToOf', { title })}
      onClose={onClose}
      canClose={!task.isBusy}
      actions={
        <Button kind="main" onPress={onClose} isDisabled={task.isBusy}>
          {t('done')}
        </Button>
      }
    >
      {data === undefined && error === null && <Skeleton lines={3} />}
      {data === undefined && error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <ul role="list" className={css['lists']} aria-label={t('yourLists')}>
          {data
            .filter(({ canEdit }) => canEdit)
            .map((list) => (
              <li key={list.id}>
                <Checkbox
                  isSelected={list.holding.includes(assetId)}
                  isDisabled={task.isBusy}
                  onChange={(isIn) => void task.run(() => acts.put(list.id, assetId, isIn))}
                >
                  {nameOf(list)} <span className={css['soft']}>{t('count', { count: list.size })}</span>
                </Checkbox>{' '}
                {list.holding.includes(assetId) && (
                  <Link to={`/lists/${list.id}`}>{t('toList', { title: nameOf(list) })}</Link>
                )}
              </li>
            ))}
        </ul>
      )}
      <form
        id={form}
        className={css['new']}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void create();
        }}
      >
        <TextField label={t('newList')} value={name} onChange={setName} maxLength={200} autoComplete="off" />
        <Button type="submit" isDisabled={task.isBusy || name.trim() === ''}>
          {t('create')}
        </Button>
      </form>
      {task.error !== null && <ErrorNotice error={task.error} />}
    </Sheet>
  );
}
