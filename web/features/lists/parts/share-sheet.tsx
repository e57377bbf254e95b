import { Button } from '../../../components/forms/button.tsx';
import { Sheet } from '../../../components/forms/sheet.tsx';
import { CopyButton } from '../../../components/facts/copy-button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useTask } from '../../../lib/session/task.ts';
import type { ShownList } from '../model/documents.ts';
import type { OneListActs } from '../model/use-list.ts';
import { listText } from '../words/list-text.ts';
import css from './lists.module.css';

interface ShareSheetProps {
  readonly list: Pick<ShownList, 'id' | 'shareKey'>;
  readonly acts: OneListActs;
  onClose(): void;
}

/** A link with which anybody reads the list, until it is another or none. */
export function ShareSheet({ list: { id, shareKey }, acts, onClose }: ShareSheetProps) {
  const t = useText(listText);
  const task = useTask();
  const address = `${window.location.origin}/lists/${id}?key=${shareKey ?? ''}`;
  return (
    <Sheet
      title={t('shareTitle')}
      onClose={onClose}
      canClose={!task.isBusy}
      actions={
        <Button kind="main" onPress={onClose} isDisabled={task.isBusy}>
          {t('close')}
        </Button>
      }
    >
      <p>{t('shareLead')}</p>
      {shareKey !== null && (
        <div className={css['section']}>
          <p className={css['address']}>{address}</p>
          <CopyButton text={address} label={t('link')} />
        </div>
      )}
      <div className={css['tools']}>
        <Button onPress={() => void task.run(acts.share)} isDisabled={task.isBusy}>
          {t(shareKey === null ? 'makeLink' : 'newLink')}
        </Button>
        {shareKey !== null && (
          <>
            <Button onPress={() => void task.run(acts.unshare)} isDisabled={task.isBusy}>
              {t('endLink')}
            </Button>
            <span className={css['soft']}>{t('newLinkHint')}</span>
          </>
        )}
      </div>
      {task.error !== null && <ErrorNotice error={task.error} />}
    </Sheet>
  );
}
