import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { request } from '../../lib/api.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/text.ts';
import { careText } from './care-text.ts';
import { type Backup, DELETE_BACKUP } from './documents.ts';

/** Gone is gone: asked once more. */
export function DeleteBackupSheet({ backup, onClose }: { readonly backup: Backup; onClose(): void }) {
  const t = useText(careText);
  const format = useFormats();
  const cache = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const remove = async () => {
    setIsBusy(true);
    setError(null);
    try {
      await request(DELETE_BACKUP, { id: backup.id });
      await cache.invalidateQueries({ queryKey: ['backups'] });
      onClose();
    } catch (cause) {
      setError(cause);
      setIsBusy(false);
    }
  };
  return (
    <Sheet
      title={t('removeTitle')}
      onClose={onClose}
      canClose={!isBusy}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isBusy}>
            {t('keep')}
          </Button>
          <Button kind="act" onPress={() => void remove()} isDisabled={isBusy}>
            {t('removeVerb')}
          </Button>
        </>
      }
    >
      <p>
        {t('removeLead', {
          when: format.moment(backup.createdAt),
          size: backup.bytes === null ? '–' : format.bytes(backup.bytes),
        })}
      </p>
      {error !== null && <ErrorNotice error={error} />}
    </Sheet>
  );
}
