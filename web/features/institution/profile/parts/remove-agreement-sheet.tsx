import { useQueryClient } from '@tanstack/react-query';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import { removeAgreement } from '../model/agreements.ts';
import { agreementsText } from '../words/agreements-text.ts';

interface RemoveAgreementSheetProps {
  readonly sha256: string;
  readonly name: string;
  onClose(): void;
}

/** Says what stays, and asks once more. */
export function RemoveAgreementSheet({ sha256, name, onClose }: RemoveAgreementSheetProps) {
  const t = useText(agreementsText);
  const queries = useQueryClient();
  const { id } = useDesk().organization;
  const remove = async () => {
    await removeAgreement(id, sha256);
    await queries.invalidateQueries({ queryKey: ['agreements'] });
    return true;
  };
  return (
    <ActSheet
      title={t('removeTitle', { name })}
      verb={t('removeVerb')}
      kind="act"
      act={remove}
      onClose={onClose}
    >
      <p>{t('removeEffect')}</p>
    </ActSheet>
  );
}
