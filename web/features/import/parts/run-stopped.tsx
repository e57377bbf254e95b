import { Upload } from 'lucide-react';
import { Button, ButtonLink } from '../../../components/forms/button.tsx';
import { Details } from '../../../components/facts/details.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { SignInAgain } from '../../../components/forms/sign-in-again.tsx';
import { errorCode, errorText } from '../../../lib/session/error-text.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import { findSpokenError } from '../model/problem-words.ts';

interface RunStoppedProps {
  /** Null when the person stopped it. */
  readonly error: unknown;
  onGoOn(): void;
}

/** Why an import stopped, that nothing is lost by it, and how it goes on. */
export function RunStopped({ error, onGoOn }: RunStoppedProps) {
  const t = useText(importText);
  return (
    <>
      {error === null ? <Notice isLive>{t('stopped')}</Notice> : <Reason error={error} onGoOn={onGoOn} />}
      <div>
        <Button kind="main" onPress={onGoOn}>
          <Upload size={18} aria-hidden="true" />
          {t('goOn')}
        </Button>
      </div>
    </>
  );
}

function Reason({ error, onGoOn }: RunStoppedProps) {
  const t = useText(importText);
  const { language } = useLanguage();
  const code = errorCode(error);
  const { text, reasons, details } = errorText(error, language);
  const spoken = findSpokenError(error, language);
  return (
    <Notice tone="refused" isLive title={t('halted')}>
      <p>{spoken ?? text}</p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      <p>{t('haltedKept')}</p>
      {code === 'SIGN_IN_REQUIRED' && <SignInAgain onDone={onGoOn} />}
      {code === 'QUOTA_EXCEEDED' && (
        // Beside, so that the folder that was chosen here stays.
        <div className={css['row']}>
          <ButtonLink to="/publish" target="_blank">
            {t('haltedDrafts')}
          </ButtonLink>
        </div>
      )}
      {spoken === null && details !== null && (
        <Details>
          <p lang="en">{details}</p>
        </Details>
      )}
    </Notice>
  );
}
