import { useState } from 'react';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { Button } from '../../../components/forms/button.tsx';
import { Sheet } from '../../../components/forms/sheet.tsx';
import { useText } from '../../../lib/language/text.ts';
import { DaysField } from '../../../lib/territories/days-field.tsx';
import { GroupedMediaField } from '../../../lib/territories/grouped-media-field.tsx';
import { TerritoryField } from '../../../lib/territories/territory-field.tsx';
import { missingIn, type UseDraft } from '../../../lib/territories/use-address.ts';
import { catalogText } from '../words/text.ts';
import css from './licensable-sheet.module.css';

interface LicensableSheetProps {
  readonly use: UseDraft;
  onChoose(use: UseDraft): void;
  onClose(): void;
}

/** Media, places and days, all of which an asset must be licensable for. */
export function LicensableSheet({ use, onChoose, onClose }: LicensableSheetProps) {
  const t = useText(catalogText);
  const [draft, setDraft] = useState(use);
  const [isTried, setIsTried] = useState(false);
  const today = formatDay(todayOf(Math.floor(Date.now() / 1000)));
  const missing = missingIn(draft);
  const change = (changed: Partial<UseDraft>) => setDraft((before) => ({ ...before, ...changed }));
  return (
    <Sheet
      title={t('names.use')}
      onClose={onClose}
      actions={
        <Button
          kind="main"
          onPress={() => {
            if (missing.length === 0) onChoose(draft);
            else setIsTried(true);
          }}
        >
          {t('showAll')}
        </Button>
      }
    >
      <p>{t('useLead')}</p>
      {isTried && missing.length > 0 && (
        <ul role="alert" className={css['missing']}>
          {missing.map((part) => (
            <li key={part}>{t(`missing.${part}`)}</li>
          ))}
        </ul>
      )}
      <fieldset className={css['part']}>
        <legend>{t('media')}</legend>
        <GroupedMediaField value={draft.media} onChange={(media) => change({ media })} />
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('territories')}</legend>
        <TerritoryField value={draft.territories} onChange={(territories) => change({ territories })} />
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('days')}</legend>
        <DaysField
          first={{
            label: t('from'),
            min: today,
            value: draft.from,
            onChange: (from) => change({ from }),
          }}
          last={{
            label: t('to'),
            min: draft.from === '' ? today : draft.from,
            value: draft.to,
            error: missing.includes('order') ? t('missing.order') : null,
            onChange: (to) => change({ to }),
          }}
        />
      </fieldset>
    </Sheet>
  );
}
