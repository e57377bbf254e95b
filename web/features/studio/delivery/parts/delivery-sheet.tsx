import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { CopyButton } from '../../../../components/facts/copy-button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from './delivery-sheet.module.css';
import { deliveryText } from '../words/delivery-text.ts';
import { issueToken } from '../model/delivery-tokens.ts';
import type { LicenseView } from '../../license/model/license-view.ts';

interface DeliverySheetProps {
  readonly license: LicenseView['license'];
  onClose(): void;
}

/** Makes a token, and shows it this once. */
export function DeliverySheet({ license, onClose }: DeliverySheetProps) {
  const t = useText(deliveryText);
  const formats = useFormats();
  const queries = useQueryClient();
  const [label, setLabel] = useState('');
  const [lastDay, setLastDay] = useState(license.lastDay);
  const [made, setMade] = useState<string | null>(null);
  const make = async () => {
    const token = await issueToken({ licenseId: license.id, label: label.trim(), lastDay });
    await queries.invalidateQueries({ queryKey: ['delivery-tokens', license.id] });
    return token;
  };
  if (made !== null) return <MadeToken text={made} label={label.trim()} onClose={onClose} />;
  return (
    <ActSheet
      title={t('make')}
      verb={t('make')}
      busyVerb={t('making')}
      isReady={label.trim() !== '' && lastDay !== ''}
      act={make}
      onDone={setMade}
      onClose={onClose}
    >
      <TextField
        label={t('label')}
        hint={t('labelHint')}
        value={label}
        onChange={setLabel}
        maxLength={200}
        autoComplete="off"
        isRequired
        autoFocus
      />
      <TextField
        label={t('until')}
        hint={t('untilHint', { day: formats.day(license.lastDay) })}
        type="date"
        value={lastDay}
        onChange={setLastDay}
        isRequired
      />
    </ActSheet>
  );
}

interface MadeTokenProps {
  readonly text: string;
  readonly label: string;
  onClose(): void;
}

function MadeToken({ text, label, onClose }: MadeTokenProps) {
  const t = useText(deliveryText);
  const command = `npx lanran deliver --api ${window.location.origin} --token-file token --out files`;
  return (
    <Sheet
      title={t('madeTitle', { label })}
      onClose={onClose}
      actions={
        <>
          <CopyButton text={text} label={t('token')} />
          <Button kind="main" onPress={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <Notice tone="unknown">
        <p>{t('madeOnce')}</p>
      </Notice>
      <p role="group" aria-label={t('token')} className={css['code']}>
        <code>{text}</code>
      </p>
      <p>{t('howTo')}</p>
      <p role="group" aria-label={t('command')} className={css['code']}>
        <code>{command}</code>
      </p>
    </Sheet>
  );
}
