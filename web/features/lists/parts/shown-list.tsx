import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ActSheet } from '../../../components/forms/act-sheet.tsx';
import { Checkbox } from '../../../components/forms/checkbox.tsx';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { Facts } from '../../../components/facts/facts.tsx';
import { Empty } from '../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Page } from '../../../components/page/page.tsx';
import { CATALOG_PATH } from '../../../lib/catalog/catalog-address.ts';
import { BinderLinks } from '../../../lib/labels/binder-links.tsx';
import { saveText } from '../../../lib/kept/save-file.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import { useTask } from '../../../lib/session/task.ts';
import { useOwnRequests } from '../../../lib/requests/own-requests.ts';
import type { WishDraft } from '../../../lib/territories/wish.ts';
import type { ShownItem, ShownList as List } from '../model/documents.ts';
import { useCsv } from '../model/use-csv.ts';
import { type ProjectDraft, type ReferredQuotes, useOneListActs, useVerdicts } from '../model/use-list.ts';
import { countsOf, rowsOf, totalsOf, type VerdictRow, wishOfProject } from '../model/verdict-table.ts';
import { listText } from '../words/list-text.ts';
import { CompareSheet } from './compare-sheet.tsx';
import { EditSheet } from './edit-sheet.tsx';
import { ListCheckout } from './list-checkout.tsx';
import css from './lists.module.css';
import { ManyActs } from './many-acts.tsx';
import { ProjectSection } from './project-section.tsx';
import { ProjectSheet } from './project-sheet.tsx';
import { ShareSheet } from './share-sheet.tsx';
import { AskForList } from './ask-for-list.tsx';
import { VerdictTable } from './verdict-table.tsx';

const MOST_COMPARED = 4;

interface ShownListProps {
  readonly list: List;
  readonly items: readonly ShownItem[];
}

type OpenSheet = 'edit' | 'project' | 'share' | 'delete' | 'compare' | null;

export function ShownList({ list, items }: ShownListProps) {
  const t = useText(listText);
  const acts = useOneListActs(list);
  const task = useTask();
  const [open, setOpen] = useState<OpenSheet>(null);
  const [tried, setTried] = useState<WishDraft | null>(null);
  const [compared, setCompared] = useState<readonly string[]>([]);
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  const wish = tried ?? wishOfProject(list.project);
  const verdicts = useVerdicts(
    items.map(({ asset }) => asset.id),
    wish,
  );
  const rows = rowsOf(items, verdicts.data?.rows ?? []);
  const free = rows.filter(({ verdict }) => verdict?.outcome === 'FREE');
  const requests = useOwnRequests({ isEnabled: wish !== null });
  const csvOf = useCsv();
  const title = list.isFavorites ? t('favorites') : list.title;
  const close = () => setOpen(null);
  const project: ProjectDraft | null =
    list.project === null ? null : { ...list.project, wish: wishOfProject(list.project) };
  const keepUse = async (changed: ProjectDraft) => {
    // Who reads only looks at another use without changing the list.
    if (!list.canEdit) {
      setTried(changed.wish);
      return;
    }
    await acts.change({ project: changed });
    setTried(null);
  };
  const compare = (assetId: string, isCompared: boolean) =>
    setCompared((before) =>
      isCompared ? [...before, assetId].slice(-MOST_COMPARED) : before.filter((id) => id !== assetId),
    );
  return (
    <Page
      title={title}
      lead={<Lead list={list} />}
      actions={
        <>
          {items.length > 0 && (
            <Button onPress={() => saveText(csvOf(rows, wish), `${t('csvName')}.csv`, 'text/csv')}>
              {t('csv')}
            </Button>
          )}
          {countsOf(rows).owned > 0 && <BinderLinks of={list.id} />}
          {items.length > 0 && <ManyActs listId={list.id} />}
          {compared.length > 1 && (
            <Button onPress={() => setOpen('compare')}>{t('compare', { count: compared.length })}</Button>
          )}
          {list.canEdit && !list.isFavorites && <Button onPress={() => setOpen('edit')}>{t('edit')}</Button>}
          {list.canEdit && <Button onPress={() => setOpen('share')}>{t('share')}</Button>}
          {list.canDelete && <Button onPress={() => setOpen('delete')}>{t('delete')}</Button>}
        </>
      }
    >
      <ProjectSection
        list={list}
        wish={wish}
        isTried={tried !== null}
        onDescribe={() => setOpen('project')}
        onKeepTried={() => {
          const words = project ?? { title: '', production: '', reference: '' };
          void task.run(() => keepUse({ ...words, wish: tried }));
        }}
        onBack={() => setTried(null)}
      />
      {task.error !== null && <ErrorNotice error={task.error} />}
      {verdicts.error !== null && (
        <ErrorNotice error={verdicts.error} onRetry={() => void verdicts.refetch()} />
      )}
      <LeaveOutEndable rows={free} leftOut={leftOut} onLeaveOut={setLeftOut} />
      {verdicts.data != null && wish !== null && (
        <ListCheckout
          listId={list.id}
          rows={rows}
          chosen={free.filter(({ item }) => !leftOut.includes(item.asset.id))}
          wish={wish}
          title={list.title}
          reference={list.project?.reference ?? ''}
        />
      )}
      {items.length === 0 ? (
        <Empty title={t('emptyTitle')}>
          <p>{t('empty')}</p>
          <div>
            <ButtonLink to={CATALOG_PATH}>{t('toCatalog')}</ButtonLink>
          </div>
        </Empty>
      ) : (
        <VerdictTable
          rows={rows}
          wish={wish}
          acts={
            list.canEdit
              ? {
                  isBusy: task.isBusy,
                  move: (id, by) => void task.run(() => acts.change({ items: moved(items, id, by) })),
                  remove: (id) => void task.run(() => acts.remove(id)),
                }
              : null
          }
          compared={compared}
          onCompare={compare}
          leftOut={leftOut}
          onChoose={(assetId, isChosen) =>
            setLeftOut((before) => (isChosen ? before.filter((id) => id !== assetId) : [...before, assetId]))
          }
          onUse={setTried}
          requests={requests}
        />
      )}
      {verdicts.data != null && <Totals rows={rows} quotes={verdicts.data} />}
      <AskForList rows={rows} wish={wish} />
      {open === 'edit' && <EditSheet list={list} acts={acts} onClose={close} />}
      {open === 'project' && <ProjectSheet project={project} save={keepUse} onClose={close} />}
      {open === 'share' && <ShareSheet list={list} acts={acts} onClose={close} />}
      {open === 'delete' && <DeleteSheet title={title} act={acts.delete} onClose={close} />}
      {open === 'compare' && (
        <CompareSheet
          rows={rows.filter(({ item }) => compared.includes(item.asset.id))}
          hasVerdicts={wish !== null}
          onClose={close}
        />
      )}
    </Page>
  );
}

interface LeaveOutEndableProps {
  /** That can be licensed. */
  readonly rows: readonly VerdictRow[];
  readonly leftOut: readonly string[];
  onLeaveOut(assetIds: readonly string[]): void;
}

/** A film's lawyer takes only licenses that stay; nothing is shown where all do. */
function LeaveOutEndable({ rows, leftOut, onLeaveOut }: LeaveOutEndableProps) {
  const t = useText(listText);
  const endable = rows.filter(({ verdict }) => verdict?.rights.includes('REVOCABLE') === true);
  const ids = endable.map(({ item }) => item.asset.id);
  if (ids.length === 0) return null;
  return (
    <Checkbox
      isSelected={ids.every((id) => leftOut.includes(id))}
      onChange={(isOut) =>
        onLeaveOut(isOut ? [...new Set([...leftOut, ...ids])] : leftOut.filter((id) => !ids.includes(id)))
      }
    >
      {t('lastingOnly', { count: ids.length })}
    </Checkbox>
  );
}

function Lead({ list }: { readonly list: List }) {
  const t = useText(listText);
  return (
    <>
      {list.note !== '' && <p>{list.note}</p>}
      <p>{t('count', { count: list.size })}</p>
      {list.hiddenCount > 0 && <p>{t('hidden', { count: list.hiddenCount })}</p>}
    </>
  );
}

/** What all that can be licensed costs, by currency, and whose word that is. */
function Totals({ rows, quotes }: { readonly rows: readonly VerdictRow[]; readonly quotes: ReferredQuotes }) {
  const t = useText(listText);
  const formats = useFormats();
  const money = useMoney();
  const { free, owned, rest } = countsOf(rows);
  const count = rows.length;
  const price = totalsOf(rows).map(money).join(' · ');
  const { block, reference } = quotes;
  return (
    <div role="status">
      <p className={css['total']}>
        {owned > 0 && t('totalOwned', { owned, count })} {free > 0 && t('total', { free, count, price })}{' '}
        {free === 0 && owned === 0 && t('totalNone', { count })}
        {owned > 0 && rest > 0 && t('totalRest', { rest })}
      </p>
      {reference.validUntil !== null && (
        <p>{t('quoteNumber', { number: reference.number, day: formats.day(reference.validUntil) })}</p>
      )}
      {block !== null && (
        <>
          <p className={css['soft']}>{t('asOf', { moment: formats.moment(block.time) })}</p>
          <Details>
            <Facts
              facts={[
                { name: t('blockNumber'), value: String(block.number) },
                { name: t('blockHash'), value: <code className={css['address']}>{block.hash}</code> },
              ]}
            />
          </Details>
        </>
      )}
    </div>
  );
}

interface DeleteSheetProps {
  readonly title: string;
  act(): Promise<void>;
  onClose(): void;
}

function DeleteSheet({ title, act, onClose }: DeleteSheetProps) {
  const t = useText(listText);
  const navigate = useNavigate();
  return (
    <ActSheet
      title={t('deleteTitle', { title })}
      verb={t('delete')}
      kind="act"
      act={async () => {
        await act();
        return true;
      }}
      onDone={async () => {
        await navigate('/lists');
      }}
      onClose={onClose}
    >
      <p>{t('deleteLead')}</p>
    </ActSheet>
  );
}

function moved(items: readonly ShownItem[], assetId: string, by: -1 | 1): readonly ShownItem[] {
  const from = items.findIndex(({ asset }) => asset.id === assetId);
  const item = items[from];
  if (item === undefined) return items;
  const others = items.filter((each) => each !== item);
  return [...others.slice(0, from + by), item, ...others.slice(from + by)];
}
