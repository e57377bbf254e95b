import { useState } from 'react';
import type { ConfirmedLine, PayableInvoice } from '@lanran/sdk/billing/payments/holder-invoices';
import { outcomeText } from '@lanran/sdk/billing/payments/outcome-text';
import type { PaymentMatch } from '@lanran/sdk/billing/payments/payment-match';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { bankText } from '../words/bank-text.ts';

interface ConfirmPaymentsSheetProps {
  readonly matches: readonly PaymentMatch[];
  readonly invoices: readonly PayableInvoice[];
  onDone(confirmed: readonly ConfirmedLine[]): void;
  onClose(): void;
}

/** The holder's word that payments arrived, for all of them in one act. */
export function ConfirmPaymentsSheet({ matches, invoices, onDone, onClose }: ConfirmPaymentsSheetProps) {
  const t = useText(bankText);
  const formats = useFormats();
  const { language } = useLanguage();
  const changed = useChanged();
  const act = useAct<readonly ConfirmedLine[]>();
  const orderIds = matches.flatMap((match) => match.orderIds);
  const [done, setDone] = useState(0);
  const confirm = async () => {
    const confirmed = await act.run(async (platform) => {
      const { confirmInvoicesPaid, linesOf } = await import('@lanran/sdk/billing/payments/holder-invoices');
      return confirmInvoicesPaid(platform, linesOf(invoices, orderIds), {
        onProgress: (outcomes) => setDone(outcomes.filter(({ state }) => state !== 'WAITING').length),
      });
    });
    if (confirmed === null) return;
    await changed('consents', 'offers', 'sales');
    onDone(confirmed);
    onClose();
  };
  return (
    <BindingSheet
      title={t('sure')}
      verb={t('confirm', { count: matches.length })}
      facts={matches.map((match) => ({
        name: t('number', { number: match.invoice.number }),
        value: outcomeText(match, formats.units)[language],
      }))}
      concerns={t('concerns', {
        licensees: formats.list([...new Set(matches.map(({ invoice }) => invoice.licenseeName[language]))]),
      })}
      undo={t('undo')}
      act={act}
      onSign={() => void confirm()}
      onClose={onClose}
    >
      {act.state.phase === 'working' && (
        <Progress
          label={t('progress', { done: String(done), all: String(orderIds.length) })}
          value={done / Math.max(1, orderIds.length)}
        />
      )}
    </BindingSheet>
  );
}
