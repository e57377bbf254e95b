import type { Fact } from '../../../components/facts/facts.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { usePriceLine } from '../../../lib/pricing/use-price-line.ts';
import { useMoney } from '../../../lib/pricing/money.ts';
import { PlaceNames } from '../../../lib/territories/place-names.tsx';
import type { Change, Terms } from '../model/documents.ts';
import { usePeriodText, useTermWords } from '../model/use-term-words.ts';
import { termsText } from '../words/terms-text.ts';
import { Changed } from './changed.tsx';

export interface TermsFactsOptions {
  readonly terms: Terms;
  /** A price is for each of them. */
  readonly count: number;
  readonly hasCommunity: boolean;
  /** What was asked at first, by each field that is otherwise now. */
  readonly first?: ReadonlyMap<Change['field'], string | null>;
}

const NOTHING_CHANGED: ReadonlyMap<Change['field'], string | null> = new Map();

/** Terms in people's words, each change marked. */
export function useTermsFacts() {
  const t = useText(termsText);
  const formats = useFormats();
  const money = useMoney();
  const priceLine = usePriceLine();
  const period = usePeriodText();
  const wordOf = useTermWords(null);
  return ({ terms, count, hasCommunity, first = NOTHING_CHANGED }: TermsFactsOptions): readonly Fact[] => {
    const { media, territories, firstDay, lastDay, exclusive, rights, price, share, communityShareBps } =
      terms;
    const marked = (field: Change['field'], now: Fact['value'], wordsBefore?: string): Fact => {
      const before = first.get(field);
      if (before === undefined) return { name: t(field), value: now };
      return { name: t(field), value: <Changed before={wordsBefore ?? wordOf(field, before)} now={now} /> };
    };
    const daysBefore =
      first.has('from') || first.has('to')
        ? period(first.get('from') ?? firstDay, first.get('to') ?? lastDay)
        : null;
    const priceBefore = first.get('price');
    const priceNow = price === null ? t('open') : priceLine(price);
    return [
      marked('media', wordOf('media', media.join(','))),
      marked('territories', <PlaceNames codes={territories} />),
      {
        name: t('days'),
        value:
          daysBefore === null ? (
            period(firstDay, lastDay)
          ) : (
            <Changed before={daysBefore} now={period(firstDay, lastDay)} />
          ),
      },
      marked('exclusive', wordOf('exclusive', String(exclusive))),
      marked(
        'price',
        price !== null && count > 1 ? t('eachOf', { price: priceNow }) : priceNow,
        priceBefore == null || price === null
          ? undefined
          : money({ amount: priceBefore, token: price.token }),
      ),
      ...(hasCommunity
        ? [
            marked(
              'communityShareBps',
              communityShareBps === null
                ? t('open')
                : share === null
                  ? formats.share(communityShareBps)
                  : t('shareIn', { share: formats.share(communityShareBps), amount: money(share) }),
            ),
          ]
        : []),
      marked('rights', wordOf('rights', rights.join(','))),
    ];
  };
}
