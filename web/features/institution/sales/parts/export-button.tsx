import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../desk/parts/desk.module.css';
import { salesText } from '../words/sales-text.ts';

interface ExportButtonProps {
  /** Answers how many rows were saved. */
  save(): Promise<number>;
}

/** Saves a table, and says how far that is. */
export function ExportButton({ save }: ExportButtonProps) {
  const t = useText(salesText);
  const [state, setState] = useState<'idle' | 'reading' | number>('idle');
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setState('reading');
    setError(null);
    try {
      setState(await save());
    } catch (cause) {
      setError(cause);
      setState('idle');
    }
  };
  return (
    <span className={css['stack']}>
      <Button onPress={() => void run()} isDisabled={state === 'reading'}>
        {state === 'reading' ? t('exporting') : t('export')}
      </Button>
      <span role="status" className={css['soft']}>
        {typeof state === 'number' && t('exported', { count: state })}
      </span>
      {error !== null && <ErrorNotice error={error} />}
    </span>
  );
}
