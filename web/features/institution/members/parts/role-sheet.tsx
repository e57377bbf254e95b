import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { membersText } from '../words/members-text.ts';

interface RoleSheetProps {
  readonly name: string;
  onInvite(): void;
  onClose(): void;
}

/** The contract keeps a key's role for good; this is how a person gets another. */
export function RoleSheet({ name, onInvite, onClose }: RoleSheetProps) {
  const t = useText(membersText);
  return (
    <ActSheet
      title={t('roleTitle', { name })}
      verb={t('roleStart')}
      cancel={t('close')}
      act={() => undefined}
      onDone={onInvite}
      onClose={onClose}
    >
      <p>{t('roleWhy')}</p>
      <ol>
        <li>{t('roleStep1')}</li>
        <li>{t('roleStep2')}</li>
        <li>{t('roleStep3')}</li>
      </ol>
    </ActSheet>
  );
}
