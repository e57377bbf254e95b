import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { componentText } from '../../../../components/page/text.ts';
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
  const shared = useText(componentText);
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: async () => revokeToken(id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['delivery-tokens'] });
      onClose();
    },
  });
  return (
    <Sheet
      title={t('revokeTitle', { label })}
      onClose={onClose}
      canClose={!ending.isPending}
      actions={
        <>
          <Button onPress={onClose} isDisabled={ending.isPending}>
            {shared('cancel')}
          </Button>
          <Button kind="act" onPress={() => ending.mutate()} isDisabled={ending.isPending}>
            {ending.isPending ? t('revoking') : t('revoke')}
          </Button>
        </>
      }
    >
      <p>{t('revokeWhy')}</p>
      {ending.error !== null && <ErrorNotice error={ending.error} />}
    </Sheet>
  );
}
