import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { pickText } from '../session/api.ts';
import type { InvoiceView } from './bill-query.ts';
import { billText } from './bill-text.ts';

/** What an invoice is for: its first asset, and how many more. */
export function useInvoiceTitle(): (invoice: InvoiceView) => string {
  const t = useText(billText);
  const { language } = useLanguage();
  return ({ lines: [first, ...others] }) => {
    const title = pickText(first?.title ?? null, language)?.text ?? t('gone');
    return others.length === 0 ? title : t('andMore', { title, count: others.length });
  };
}
