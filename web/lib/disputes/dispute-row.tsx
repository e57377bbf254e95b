import { useState } from 'react';
import { Link } from 'react-router';
import type { Outcome } from '@lanran/sdk/acts/relaying';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { BindingSheet } from '../../components/forms/binding-sheet.tsx';
import { Button } from '../../components/forms/button.tsx';
import { StateMark } from '../../components/page/notice.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import { type Disputant, useDisputeAct } from './disputant.ts';
import { useAssetTitle, useHolderName } from '../assets/asset-names.ts';
import { AssetPicture } from '../assets/asset-picture.tsx';
import css from './disputes.module.css';
import type { Dispute, DisputedAsset } from './documents.ts';
import { waitOf } from './wait-of.ts';
import { disputesText } from './text.ts';

interface DisputeRowProps {
  readonly disputant: Disputant;
  readonly dispute: Dispute;
  onDone(outcome: Outcome): void;
}

/** One dispute: about what, since when, why, and the way to take it back. */
export function DisputeRow({ disputant, dispute, onDone }: DisputeRowProps) {
  const t = useText(disputesText);
  const { moment } = useFormats();
  const { asset, isOpen, openedAt, reason } = dispute;
  const waitsUntil = waitOf(dispute);
  const title = useAssetTitle(asset?.title);
  return (
    <li className={css['row']}>
      {asset === null ? <span /> : <AssetPicture asset={asset} sizes="9rem" />}
      <div className={css['rowBody']}>
        <h3 lang={title.lang}>
          {asset === null ? t('hidden') : <Link to={`/assets/${asset.id}`}>{title.text}</Link>}
        </h3>
        <StateMark tone={isOpen ? 'refused' : 'plain'}>
          {t(isOpen ? 'openSince' : 'overSince', { day: moment(openedAt) })}
        </StateMark>
        {waitsUntil !== null && <p>{t('waits', { moment: moment(waitsUntil) })}</p>}
        <blockquote className={css['reason']}>{reason ?? t('noWords')}</blockquote>
        {isOpen && asset !== null && disputant.canAct && (
          <Retract disputant={disputant} asset={asset} onDone={onDone} />
        )}
      </div>
    </li>
  );
}

interface RetractProps {
  readonly disputant: Disputant;
  readonly asset: DisputedAsset;
  onDone(outcome: Outcome): void;
}

function Retract({ disputant, asset, onDone }: RetractProps) {
  const t = useText(disputesText);
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const [isAsked, setIsAsked] = useState(false);
  const { act, run } = useDisputeAct(disputant);
  const retract = async () => {
    const outcome = await run(async () => {
      const { retractDisputeAct } = await import('@lanran/sdk/disputes/dispute-acts');
      return retractDisputeAct({
        assetId: parseAssetId(asset.id),
        organizationId: parseOrganizationId(disputant.organizationId),
      });
    });
    if (outcome === null) return;
    setIsAsked(false);
    onDone(outcome);
  };
  return (
    <div>
      <Button onPress={() => setIsAsked(true)}>{t('retract')}</Button>
      {isAsked && (
        <BindingSheet
          title={t('retractTitle', { title: title.text })}
          verb={disputant.needsOthers ? t('propose') : t('retract')}
          facts={[
            { name: t('facts.what'), value: <span lang={title.lang}>{title.text}</span> },
            { name: t('facts.then'), value: t('retractThen') },
          ]}
          concerns={t(`concerns.${disputant.kind}`, { holder })}
          undo={t('retractUndo')}
          act={act}
          onSign={() => void retract()}
          onClose={() => {
            act.reset();
            setIsAsked(false);
          }}
        />
      )}
    </div>
  );
}
