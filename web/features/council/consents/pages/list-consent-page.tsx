import { useState } from 'react';
import { useParams } from 'react-router';
import type { ConsentPreview } from '@lanran/sdk/consent/bulk-consent';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { SelectField } from '../../../../components/forms/select-field.tsx';
import { Empty } from '../../../../components/page/empty.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useHolderName } from '../../../../lib/assets/asset-names.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useTask } from '../../../../lib/session/task.ts';
import { type Council, useCouncilAct } from '../../desk/model/council.ts';
import { CouncilFrame } from '../../desk/parts/council-frame.tsx';
import css from '../../desk/parts/council.module.css';
import { useGrant } from '../../one-use/model/use-grant.ts';
import { Consequences } from '../../signatures/parts/consequences.tsx';
import { termsOf } from '../model/grant.ts';
import {
  askConsentPreview,
  type ListHolder,
  type ShownConsented,
  useListHolders,
} from '../model/list-consent.ts';
import { GrantForm } from '../parts/grant-form.tsx';
import { GrantSheet } from '../parts/grant-sheet.tsx';
import { ListConsentTable } from '../parts/list-consent-table.tsx';
import { asksText } from '../words/asks-text.ts';
import { grantText } from '../words/grant-text.ts';
import { listConsentText } from '../words/list-consent-text.ts';
import { Problems } from './decision-page.tsx';

/** One answer to what is of the community in a list. */
export function ListConsentPage() {
  const t = useText(listConsentText);
  return (
    <CouncilFrame title={t('title')} lead={t('lead')}>
      {(council) => <OfList council={council} />}
    </CouncilFrame>
  );
}

function OfList({ council }: { readonly council: Council }) {
  const t = useText(listConsentText);
  const asks = useText(asksText);
  const { listId = '' } = useParams();
  const { data: holders, error, refetch } = useListHolders(listId, council);
  const [chosen, setChosen] = useState<string | null>(null);
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (holders === undefined) return <Skeleton lines={6} />;
  const holder = holders.find(({ id }) => id === chosen) ?? holders[0];
  if (holder === undefined)
    return (
      <Empty title={t('noneTitle')}>
        <p>{t('none')}</p>
        <ButtonLink to={`/council/${council.community.id}/asks`}>{asks('backToAsks')}</ButtonLink>
      </Empty>
    );
  return (
    <>
      {holders.length > 1 && (
        <SelectField
          label={t('holder')}
          value={holder.id}
          choices={holders.map(({ id, name, slug }) => ({ value: id, label: name.en ?? name.zh ?? slug }))}
          onChange={setChosen}
        />
      )}
      <OfHolder key={holder.id} council={council} listId={listId} holder={holder} />
    </>
  );
}

interface OfHolderProps {
  readonly council: Council;
  readonly listId: string;
  readonly holder: ListHolder;
}

function OfHolder({ council, listId, holder }: OfHolderProps) {
  const t = useText(listConsentText);
  const grant = useText(grantText);
  const name = useHolderName(holder);
  const editing = useGrant({ name: `list.${listId}.${holder.id}`, present: null, leastShareBps: 0 });
  const task = useTask();
  const [preview, setPreview] = useState<ConsentPreview | null>(null);
  const [outcome, setOutcome] = useState<readonly ShownConsented[] | null>(null);
  const [isSigning, setIsSigning] = useState(false);
  const { act, run } = useCouncilAct(council);
  const count = preview?.rows.filter(({ outcome: due }) => due === 'NEW' || due === 'REPLACES').length ?? 0;
  const look = () => {
    if (!editing.check()) return;
    setOutcome(null);
    void task.run(async () =>
      setPreview(await askConsentPreview(council, listId, termsOf(editing.draft, holder.id))),
    );
  };
  const sign = async (signed: ConsentPreview) => {
    const done = await run(async (platform) => {
      const { consentToMany } = await import('@lanran/sdk/consent/bulk-consent');
      const { rows } = await consentToMany(platform, signed);
      setOutcome(rows);
      return null;
    });
    if (done === null) return;
    editing.forget();
    setIsSigning(false);
  };
  return (
    <>
      <Consequences holder={holder} />
      <section className={css['section']} aria-labelledby="grant">
        <h2 id="grant">{grant('title')}</h2>
        <GrantForm
          draft={editing.draft}
          onChange={(draft) => {
            editing.change(draft);
            // What was shown is not what is written any longer.
            setPreview(null);
          }}
          problems={editing.problems}
          currency={council.currency}
          holder={name}
        />
        {editing.problems.length > 0 && <Problems problems={editing.problems} />}
        <div>
          <Button kind="main" isDisabled={task.isBusy} onPress={look}>
            {t('look')}
          </Button>
        </div>
        {task.error !== null && <ErrorNotice error={task.error} />}
      </section>
      {outcome !== null && (
        <>
          <Notice tone="live" isLive>
            {t('done')}
          </Notice>
          <ListConsentTable rows={outcome} />
        </>
      )}
      {outcome === null && preview !== null && (
        <section className={css['section']}>
          <ListConsentTable rows={preview.rows} />
          {!preview.isWhole && <Notice tone="unknown">{t('more')}</Notice>}
          {count > 0 && (
            <div>
              <Button kind="act" onPress={() => setIsSigning(true)}>
                {t('consent', { count })}
              </Button>
            </div>
          )}
        </section>
      )}
      {isSigning && preview !== null && (
        <GrantSheet
          title={grant('sheetTitleMany', { count, holder: name })}
          object={t('count', { count })}
          council={council}
          holder={name}
          draft={editing.draft}
          actName="grantCollection"
          act={act}
          onSign={() => void sign(preview)}
          onClose={() => {
            act.reset();
            setIsSigning(false);
          }}
        />
      )}
    </>
  );
}
