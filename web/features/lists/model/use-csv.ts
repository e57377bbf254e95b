import { currencyAt } from '@lanran/protocol/licensing/currencies';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { useCurrencies } from '../../../lib/pricing/currencies.ts';
import { useChangeWords } from '../../../lib/territories/use-change-words.ts';
import type { Language } from '@lanran/protocol/kernel/language';
import { mediaText, wholeTerritoriesText } from '../../../lib/territories/window-text.ts';
import { wishOf, type WishDraft } from '../../../lib/territories/wish.ts';
import { listText } from '../words/list-text.ts';
import type { Verdict } from './documents.ts';
import { csvOfRows, draftOfWindow, licenseIn, type VerdictRow } from './verdict-table.ts';

const HEADS = [
  'id',
  'title',
  'holder',
  'community',
  'note',
  'outcome',
  'amount',
  'currency',
  'reasons',
  'alternatives',
  'media',
  'territories',
  'from',
  'to',
] as const;

/** The table as CSV, in the reader's language. */
export function useCsv(): (rows: readonly VerdictRow[], wish: WishDraft | null) => string {
  const t = useText(listText);
  const { language } = useLanguage();
  const currencies = useCurrencies();
  const sayChanges = useChangeWords();
  return (rows, wish) => {
    const asked = wish === null ? null : wishOf(wish);
    return csvOfRows(rows, {
      heads: HEADS.map((head) => t(`csvHeads.${head}`)),
      language,
      outcome: (verdict) => {
        if (verdict === null) return '';
        return licenseIn(verdict) === null ? t(`outcome.${verdict.outcome}`) : t('owned');
      },
      money: (price) => {
        if (price === null) return ['', ''];
        const currency = currencyAt(currencies ?? [], price.token);
        return currency === null
          ? [price.amount, price.token]
          : [decimals(price.amount, currency.decimals), currency.symbol];
      },
      use: wish === null ? ['', '', '', ''] : writtenUse(wish, language),
      alternatives: ({ alternatives }: Verdict) =>
        alternatives
          .flatMap((each) => {
            const other = wishOf(draftOfWindow(each));
            return asked === null || other === null ? [] : [sayChanges(asked, other)];
          })
          .join('; '),
    });
  };
}

function writtenUse({ media, territories, from, to }: WishDraft, language: Language): readonly string[] {
  return [mediaText(media, language), wholeTerritoriesText(territories, language), from, to];
}

/** With a point in every language, as spreadsheets read it. */
function decimals(units: string, places: number): string {
  if (places === 0) return units;
  const digits = units.padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
