import { useState } from 'react';
import type { SaidOfLine } from '@lanran/sdk/billing/confirming';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { BindingSheet } from '../../components/forms/binding-sheet.tsx';
import { CheckboxList } from '../../components/forms/checkbox-list.tsx';
import { useFormats } from '../language/format.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { useAct } from '../session/act.ts';
import { pickText } from '../session/api.ts';
import { useChanged } from '../session/changed.ts';
import { type InvoiceView, isDueLine } from './bill-query.ts';
import { billText } from './bill-text.ts';

interface LinesSheetProps {
  readonly invoice: InvoiceView;
  /** The holder says that lines are paid; the licensee takes lines back. */
  readonly saying: 'confirm' | 'cancel';
  onDone?(): void;
  onClose(): void;
}

/** Says something of an invoice, or of some of its lines: all that wait are chosen at first. */
export function LinesSheet({ invoice, saying, onDone, onClose }: LinesSheetProps) {
  const t = useText(billText);
  const { language } = useLanguage();
  const formats = useFormats();
  const changed = useChanged();
  const act = useAct<true>();
  const due = invoice.lines.filter(isDueLine);
  const [chosen, setChosen] = useState<readonly string[]>(due.map(({ orderId }) => orderId));
  const lines = due.filter(({ orderId }) => chosen.includes(orderId));
  const total = lines.reduce((sum, { price }) => sum + BigInt(price.amount), 0n);
  const nameOf = (text: Parameters<typeof pickText>[0]) => pickText(text, language)?.text ?? t('gone');
  const say = async () => {
    const done = await act.run(async (platform) => {
      const said = await sayOf(platform, invoice.id, { saying, chosen });
      const refused = said.filter(({ outcome }) => outcome.state === 'REFUSED');
      if (refused.length === 0) return true;
      const why = refused[0]?.outcome.reasons.map((reason) => reason[language]).join(' ') ?? '';
      throw new RefusedError('LEDGER_REFUSED', t('some', { count: refused.length, of: said.length, why }));
    });
    await changed('consents', 'offers', 'sales');
    if (done === null) return;
    onDone?.();
    onClose();
  };
  return (
    <BindingSheet
      title={t(`${saying}Title`)}
      verb={t(saying)}
      facts={[
        // To each the other party: whose money arrived, or who no longer gets any.
        {
          name: t('invoice', { number: invoice.shortNumber }),
          value: nameOf((saying === 'confirm' ? invoice.licensee : invoice.holder).name),
        },
        { name: t('total'), value: <strong>{formats.money(total.toString(), invoice.currency)}</strong> },
        {
          name: t('chosen'),
          value: (
            <CheckboxList
              choices={due.map(({ orderId, title, price }) => ({
                value: orderId,
                label: t('lineOf', {
                  title: nameOf(title),
                  price: formats.money(price.amount, invoice.currency),
                }),
              }))}
              value={chosen}
              onChange={setChosen}
            />
          ),
        },
        { name: t('effect'), value: t(`${saying}What`) },
      ]}
      concerns={t('concerns', {
        holder: nameOf(invoice.holder.name),
        licensee: nameOf(invoice.licensee.name),
      })}
      undo={t(`${saying}Undo`)}
      act={act}
      isReady={lines.length > 0}
      onSign={() => void say()}
      onClose={onClose}
    />
  );
}

interface Said {
  readonly saying: LinesSheetProps['saying'];
  readonly chosen: readonly string[];
}

async function sayOf(
  platform: Platform,
  invoiceId: string,
  { saying, chosen }: Said,
): Promise<readonly SaidOfLine[]> {
  const [{ findInvoice }, { cancelLines, confirmInvoicePaid, linesNamed }] = await Promise.all([
    import('@lanran/sdk/billing/bills'),
    import('@lanran/sdk/billing/confirming'),
  ]);
  const invoice = await findInvoice(platform.api, invoiceId);
  const lines = linesNamed(invoice?.lines ?? [], chosen);
  return saying === 'confirm' ? confirmInvoicePaid(platform, lines) : cancelLines(platform, lines);
}
