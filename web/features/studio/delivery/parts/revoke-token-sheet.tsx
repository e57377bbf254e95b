import { useQueryClient } from '@tanstack/react-query';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { deliveryText } from '../words/delivery-text.ts';
import { type DeliveryToken, revokeToken } from '../model/delivery-tokens.ts';

interface RevokeTokenSheetProps {
  readonly token: DeliveryToken;
  onClose(): void;
}

/** Asked once more: machines stop at once, and it can't be undone. */
export function RevokeTokenSheet({ token: { id, label }, onClose }: RevokeTokenSheetProps) {
  const t = useText(deliveryText);
  const queries = useQueryClient();
  const revoke = async () => {
    await revokeToken(id);
    await queries.invalidateQueries({ queryKey: ['delivery-tokens'] });
  };
  return (
    <ActSheet
      title={t('revokeTitle', { label })}
      verb={t('revoke')}
      busyVerb={t('revoking')}
      kind="act"
      act={revoke}
      onClose={onClose}
    >
      <p>{t('revokeWhy')}</p>
    </ActSheet>
  );
}
