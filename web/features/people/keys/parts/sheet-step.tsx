import { type SyntheticEvent, useCallback, useRef, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { confirmSheet, isSheetKept } from '../model/kept-sheets.ts';
import { LeaveGuard } from './leave-guard.tsx';
import css from '../../signing-in/parts/people.module.css';
import { RecoverySheet } from './recovery-sheet.tsx';
import { sheetStepText } from '../words/sheet-text.ts';
import { pickWordPositions } from '../model/word-positions.ts';

interface SheetStepProps {
  readonly words: readonly string[];
  readonly name: string | null;
  readonly address: string;
  onKept(): void;
}

/** The sheet, and the two words that show that somebody has it on paper. */
export function SheetStep({ words, name, address, onKept }: SheetStepProps) {
  const t = useText(sheetStepText);
  const [places] = useState(() => pickWordPositions(words.length));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [isChecked, setIsChecked] = useState(false);
  // Beside what is stored, since storage may be off.
  const isConfirmed = useRef(false);
  const isKept = useCallback(() => isConfirmed.current || isSheetKept(address), [address]);
  const isRight = (place: number) => (typed[place] ?? '').trim().toLowerCase() === words[place];
  const confirm = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (!places.every(isRight)) return;
    isConfirmed.current = true;
    confirmSheet(address);
    onKept();
  };
  return (
    <>
      <LeaveGuard isKept={isKept} />
      <div className={`${css['section'] ?? ''} ${css['screen'] ?? ''}`}>
        <p>{t('lead')}</p>
        <div>
          <Button kind="main" onPress={() => window.print()}>
            {t('print')}
          </Button>
        </div>
      </div>
      <RecoverySheet words={words} name={name} address={address} />
      <form className={`${css['form'] ?? ''} ${css['screen'] ?? ''}`} noValidate onSubmit={confirm}>
        <h2>{t('confirmTitle')}</h2>
        <p>{t('confirmLead')}</p>
        {places.map((place) => (
          <TextField
            key={place}
            label={t('word', { number: String(place + 1) })}
            autoComplete="off"
            lang="en"
            value={typed[place] ?? ''}
            onChange={(word) => setTyped((before) => ({ ...before, [place]: word }))}
            error={isChecked && !isRight(place) ? t('wrong') : null}
          />
        ))}
        <div>
          <Button type="submit" kind="main">
            {t('confirm')}
          </Button>
        </div>
      </form>
    </>
  );
}
