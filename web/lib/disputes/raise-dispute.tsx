import { type SyntheticEvent, useState } from 'react';
import type { Outcome } from '@lanran/sdk/acts/relaying';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { BindingSheet } from '../../components/forms/binding-sheet.tsx';
import { Button } from '../../components/forms/button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { TextField } from '../../components/forms/field.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { Skeleton } from '../../components/page/skeleton.tsx';
import { readPreference, writePreference } from '../language/preference.ts';
import { useText } from '../language/text.ts';
import { type Disputant, useAssetToDispute, useDisputeAct } from './disputant.ts';
import { useAssetTitle, useHolderName } from '../assets/asset-names.ts';
import { AssetPicture } from '../assets/asset-picture.tsx';
import css from './disputes.module.css';
import type { DisputedAsset } from './documents.ts';
import { disputesText } from './text.ts';

interface RaiseDisputeProps {
  readonly disputant: Disputant;
  readonly assetId: string;
  onDone(outcome: Outcome): void;
}

/** The form for disputing one asset. */
export function RaiseDispute({ disputant, assetId, onDone }: RaiseDisputeProps) {
  const t = useText(disputesText);
  const { data: asset, error, refetch } = useAssetToDispute(disputant, assetId);
  if (asset === null) return <Notice tone="unknown">{t('gone')}</Notice>;
  // What is being signed is not taken away because it could not be asked for again.
  if (asset === undefined) {
    return error === null ? <Skeleton /> : <ErrorNotice error={error} onRetry={() => void refetch()} />;
  }
  return <RaiseForm disputant={disputant} asset={asset} onDone={onDone} />;
}

interface RaiseFormProps {
  readonly disputant: Disputant;
  readonly asset: DisputedAsset;
  onDone(outcome: Outcome): void;
}

function RaiseForm({ disputant, asset, onDone }: RaiseFormProps) {
  const t = useText(disputesText);
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const kept = `dispute.${disputant.organizationId}.${asset.id}`;
  const [reason, setReason] = useState(() => readPreference(kept) ?? '');
  const [isChecked, setIsChecked] = useState(false);
  const [isLooking, setIsLooking] = useState(false);
  const { act, run } = useDisputeAct(disputant);
  const isMissing = reason.trim().length < 2;
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (!isMissing) setIsLooking(true);
  };
  const raise = async () => {
    const outcome = await run(async ({ api }) => {
      const [{ disputeAct }, { stateReason }] = await Promise.all([
        import('@lanran/sdk/disputes/dispute-acts'),
        import('@lanran/sdk/disputes/stated-reason'),
      ]);
      return disputeAct({
        assetId: parseAssetId(asset.id),
        organizationId: parseOrganizationId(disputant.organizationId),
        reasonHash: await stateReason(api, reason.trim()),
      });
    });
    if (outcome === null) return;
    writePreference(kept, '');
    setIsLooking(false);
    onDone(outcome);
  };
  return (
    <section className={css['section']} aria-labelledby="raise">
      <h2 id="raise">{t('raiseTitle', { title: title.text })}</h2>
      <div className={css['row']}>
        <AssetPicture asset={asset} sizes="9rem" />
        <form onSubmit={look} className={css['rowBody']}>
          <p>{t('raiseLead')}</p>
          <TextField
            label={t('reason')}
            hint={t('reasonHint')}
            rows={5}
            maxLength={2000}
            value={reason}
            error={isChecked && isMissing ? t('reasonMissing') : null}
            onChange={(text) => {
              setReason(text);
              writePreference(kept, text);
            }}
          />
          <div>
            <Button type="submit" kind="main">
              {t('look')}
            </Button>
          </div>
        </form>
      </div>
      {isLooking && (
        <BindingSheet
          title={t('raiseTitle', { title: title.text })}
          verb={disputant.needsOthers ? t('propose') : t('raise')}
          facts={[
            { name: t('facts.what'), value: <span lang={title.lang}>{title.text}</span> },
            { name: t('facts.reason'), value: <span className={css['reason']}>{reason.trim()}</span> },
            { name: t('facts.then'), value: t('raiseThen') },
            { name: t('facts.who'), value: t('raiseWho') },
          ]}
          concerns={t(`concerns.${disputant.kind}`, { holder })}
          undo={t('raiseUndo')}
          act={act}
          onSign={() => void raise()}
          onClose={() => {
            act.reset();
            setIsLooking(false);
          }}
        />
      )}
    </section>
  );
}
