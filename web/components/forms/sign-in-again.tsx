import { useState } from 'react';
import { errorCode, errorText } from '../../lib/session/error-text.ts';
import { useLanguage } from '../../lib/language/language.tsx';
import { useSession } from '../../lib/session/session.tsx';
import { useText } from '../../lib/language/text.ts';
import { Button } from './button.tsx';
import { componentText } from '../page/text.ts';

/** Opens the session that ended anew, in place: whatever is typed on the page stays. */
export function SignInAgain({ onDone }: { onDone?(): void }) {
  const t = useText(componentText);
  const { language } = useLanguage();
  const { resume } = useSession();
  const [state, setState] = useState<'idle' | 'busy' | 'done'>('idle');
  const [error, setError] = useState<unknown>(null);
  const again = async () => {
    setState('busy');
    setError(null);
    try {
      await resume();
      setState('done');
      onDone?.();
    } catch (cause) {
      setState('idle');
      if (errorCode(cause) !== 'CANCELED') setError(cause);
    }
  };
  if (state === 'done') return <p role="status">{t('signedInAgain')}</p>;
  return (
    <div>
      <Button onPress={() => void again()} isDisabled={state === 'busy'}>
        {t('signInAgain')}
      </Button>
      {error !== null && <p role="alert">{errorText(error, language).text}</p>}
    </div>
  );
}
