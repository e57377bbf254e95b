import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { Facts } from '../../../../components/facts/facts.tsx';
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
  const set = useSetRecoveryKey(organization.id);
  const remove = async () => {
    await set(null);
    onDone();
  };
  return (
    <ActSheet title={t('removeTitle')} verb={t('removeVerb')} kind="act" act={remove} onClose={onClose}>
      <Facts
        facts={[
          { name: t('former'), value: <code>{present}</code> },
          { name: t('effect'), value: t('removeEffect') },
          { name: t('undo'), value: t('removeUndo') },
        ]}
      />
      <p>{t('removeLost')}</p>
    </ActSheet>
  );
}
