import { useState } from 'react';
import { ActButton } from '../../../../components/forms/act-button.tsx';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { needsOthers } from '../../../../lib/council/deciding.ts';
import { request } from '../../../../lib/session/api.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { readPreference, writePreference } from '../../../../lib/language/preference.ts';
import { useText } from '../../../../lib/language/text.ts';
import { asksText } from '../words/asks-text.ts';
import { useAssetTitle, useHolderName } from '../../../../lib/assets/asset-names.ts';
import type { WholeAsset } from '../model/assets.ts';
import { asCouncil, type Council } from '../../desk/model/council.ts';
import css from '../../desk/parts/council.module.css';

const REFUSE = graphql(`
  mutation RefuseConsent($assetId: ID!, $reason: String!) {
    refuseConsent(assetId: $assetId, reason: $reason) {
      refusedAt
    }
  }
`);

const TAKE_BACK = graphql(`
  mutation TakeBackRefusal($assetId: ID!) {
    takeBackRefusal(assetId: $assetId)
  }
`);

interface RefusalProps {
  readonly council: Council;
  readonly asset: WholeAsset;
}

/** Saying no, with a reason; and what was said, with its way back. */
export function RefusalSection({ council, asset }: RefusalProps) {
  const t = useText(asksText);
  const { moment } = useFormats();
  const changed = useChanged();
  const holder = useHolderName(asset.holder);
  const [isSaying, setIsSaying] = useState(false);
  const [isTakenBack, setIsTakenBack] = useState(false);
  const takeBack = async () => {
    await request(TAKE_BACK, { assetId: asset.id }, asCouncil(council));
    setIsTakenBack(true);
    await changed('consents');
  };
  const refusal = asset.consentRefusal;
  if (refusal === null) {
    if (asset.consent !== null) return null;
    return (
      <div className={css['rowBody']}>
        {isTakenBack && (
          <Notice tone="live" isLive>
            <p>{t('takenBack')}</p>
          </Notice>
        )}
        <div>
          <Button onPress={() => setIsSaying(true)}>{t('sayNo')}</Button>
        </div>
        {needsOthers(council.safe) && <p className={css['soft']}>{t('oneForAll')}</p>}
        {isSaying && <RefuseSheet council={council} asset={asset} onClose={() => setIsSaying(false)} />}
      </div>
    );
  }
  return (
    <Notice tone="refused" isLive title={t('refusedBefore', { day: moment(refusal.refusedAt) })}>
      <blockquote className={css['reason']}>{refusal.reason}</blockquote>
      <p>{t('refusedNow', { holder })}</p>
      <p>{t('ifChange')}</p>
      <ActButton act={takeBack} busy={t('takingBack')}>
        {t('takeBack')}
      </ActButton>
    </Notice>
  );
}

function RefuseSheet({ council, asset, onClose }: RefusalProps & { onClose(): void }) {
  const t = useText(asksText);
  const changed = useChanged();
  const title = useAssetTitle(asset.title);
  const holder = useHolderName(asset.holder);
  const kept = `council.refuse.${asset.id}`;
  const [reason, setReason] = useState(() => readPreference(kept) ?? '');
  const [isChecked, setIsChecked] = useState(false);
  const isMissing = reason.trim().length < 2;
  const refuse = async () => {
    setIsChecked(true);
    if (isMissing) return null;
    await request(REFUSE, { assetId: asset.id, reason: reason.trim() }, asCouncil(council));
    writePreference(kept, '');
    return changed('consents');
  };
  return (
    <ActSheet
      title={t('refuseTitle', { title: title.text })}
      verb={t('refuse')}
      busyVerb={t('refusing')}
      kind="act"
      act={refuse}
      onClose={onClose}
    >
      <ul>
        <li>{t('no.sale')}</li>
        <li>{t('no.open')}</li>
      </ul>
      <TextField
        label={t('reason')}
        hint={t('reasonHint', { holder })}
        rows={5}
        maxLength={2000}
        value={reason}
        error={isChecked && isMissing ? t('reasonMissing') : null}
        onChange={(text) => {
          setReason(text);
          writePreference(kept, text);
        }}
        autoFocus
      />
    </ActSheet>
  );
}
