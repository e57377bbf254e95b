import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Localized } from '../../../../components/facts/localized.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { readOrderTerms } from '../../../../lib/territories/order-terms.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import type { DeskOrder } from '../model/orders-query.ts';
import { salesText } from '../words/sales-text.ts';
import { useWindowWords } from '../../offers/parts/window-cells.tsx';

interface ConfirmPaidSheetProps {
  readonly order: DeskOrder;
  onDone(): void;
  onClose(): void;
}

/** The holder's word that an invoice is paid. */
export function ConfirmPaidSheet({ order, onDone, onClose }: ConfirmPaidSheetProps) {
  const t = useText(salesText);
  const money = useMoney();
  const words = useWindowWords();
  const changed = useChanged();
  const act = useAct<unknown>();
  const terms = readOrderTerms(order);
  const waitsForCouncil = terms.shareBps > 0 && !order.isShared;
  const confirm = async () => {
    const done = await act.run(async (platform) => {
      const [{ sayOfOrder }, { parseLicenseId }] = await Promise.all([
        import('@lanran/sdk/licensing/orders/orders'),
        import('@lanran/protocol/kernel/ids'),
      ]);
      return sayOfOrder(platform, parseLicenseId(order.id), 'confirmPaid');
    });
    if (done === null) return;
    await changed('consents', 'offers', 'sales');
    onDone();
    onClose();
  };
  return (
    <BindingSheet
      title={t('confirmTitle')}
      verb={t('confirmVerb')}
      facts={[
        { name: t('amount'), value: <strong>{money(terms.price)}</strong> },
        ...(order.asset === null
          ? []
          : [{ name: t('object'), value: <Localized text={order.asset.title} /> }]),
        { name: t('media'), value: words.media(terms) },
        { name: t('territories'), value: words.territories(terms) },
        { name: t('days'), value: words.days(terms) },
        {
          name: t('effect'),
          value: (
            <>
              {t('confirmWhat')} {t(waitsForCouncil ? 'confirmThen.unshared' : 'confirmThen.shared')}
            </>
          ),
        },
      ]}
      concerns={<Localized text={order.licensee.name} />}
      undo={t('confirmUndo')}
      details={<code>{order.id}</code>}
      act={act}
      onSign={() => void confirm()}
      onClose={onClose}
    />
  );
}
