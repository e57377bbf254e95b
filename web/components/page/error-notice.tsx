import { useLanguage } from '../../lib/language/language.tsx';
import { errorCode, errorText } from '../../lib/session/error-text.ts';
import { useText } from '../../lib/language/text.ts';
import { Button } from '../forms/button.tsx';
import { Details } from '../facts/details.tsx';
import { Notice } from './notice.tsx';
import { SignInAgain } from '../forms/sign-in-again.tsx';
import { componentText } from './text.ts';

interface ErrorNoticeProps {
  readonly error: unknown;
  onRetry?(): void;
}

/** What went wrong and what to do, every reason at once, and what to tell the operator. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { language } = useLanguage();
  const t = useText(componentText);
  const { text, reasons, details } = errorText(error, language);
  return (
    <Notice tone="refused" isLive>
      <p>{text}</p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {errorCode(error) === 'SIGN_IN_REQUIRED' && (
        <SignInAgain {...(onRetry !== undefined && { onDone: onRetry })} />
      )}
      {details !== null && (
        <Details>
          <p lang="en">{details}</p>
        </Details>
      )}
      {onRetry !== undefined && (
        <div>
          <Button onPress={onRetry}>{t('retry')}</Button>
        </div>
      )}
    </Notice>
  );
}
