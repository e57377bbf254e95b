import { useEffect } from 'react';
import { useBlocker } from 'react-router';
import { Button } from '../../../../components/forms/button.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { sheetStepText } from '../words/sheet-text.ts';

/**
 * Asks before a recovery sheet that nobody has confirmed is left, by a reload or by a link. The words are not kept anywhere for a
 * reload: whoever reads them can sign, and storage of the browser is read by whatever runs on the page. Who leaves all the same
 * opens the sheet again under “Your key” with the passphrase, which decrypts the key that the platform keeps.
 */
export function LeaveGuard({ isKept }: { isKept(): boolean }) {
  const t = useText(sheetStepText);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!isKept()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isKept]);
  const blocker = useBlocker(() => !isKept());
  if (blocker.state !== 'blocked') return null;
  return (
    <Sheet
      title={t('leaveTitle')}
      onClose={() => blocker.reset()}
      actions={
        <>
          <Button onPress={() => blocker.proceed()}>{t('leave')}</Button>
          <Button kind="main" onPress={() => blocker.reset()}>
            {t('stay')}
          </Button>
        </>
      }
    >
      <p>{t('leaveWhy')}</p>
      <p>{t('leaveAgain')}</p>
    </Sheet>
  );
}
