import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import { recoveryKeyText } from '../words/recovery-key-text.ts';
import { useSetRecoveryKey } from '../model/recovery-query.ts';

interface RemoveRecoverySheetProps {
  readonly present: string;
  onDone(): void;
  onClose(): void;
}

/** Asks once more before the spare key is given up. */
export function RemoveRecoverySheet({ present, onDone, onClose }: RemoveRecoverySheetProps) {
  const t = useText(recoveryKeyText);
  const { organization } = useDesk();
  const setting = useSetRecoveryKey(organization.id);
  const remove = () =>
    setting.mutate(null, {
      onSuccess: () => {
        onDone();
        onClose();
      },
    });
  return (
    <Sheet
      title={t('removeTitle')}
      onClose={onClose}
      canClose={!setting.isPending}
      actions={
        <>
          <Button onPress={onClose} isDisabled={setting.isPending}>
            {t('cancel')}
          </Button>
          <Button kind="act" onPress={remove} isPending={setting.isPending}>
            {t('removeVerb')}
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          { name: t('former'), value: <code>{present}</code> },
          { name: t('effect'), value: t('removeEffect') },
          { name: t('undo'), value: t('removeUndo') },
        ]}
      />
      <p>{t('removeLost')}</p>
      {setting.error !== null && <ErrorNotice error={setting.error} />}
    </Sheet>
  );
}
