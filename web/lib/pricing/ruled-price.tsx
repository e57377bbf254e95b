import { Details } from '../../components/facts/details.tsx';
import { useText } from '../language/text.ts';
import { priceText } from './price-text.ts';
import type { ShownRule } from './shown-rule.ts';
import { usePriceWords } from './use-price-words.ts';

interface RuledPriceProps {
  /** Of a month, in the token's smallest unit. */
  readonly price: string;
  readonly rule: ShownRule;
  readonly currency: { readonly symbol: string; readonly decimals: number } | null;
}

/** “from 100 TCNY a month”, which unfolds to how the price is made up. */
export function RuledPrice({ price, rule, currency }: RuledPriceProps) {
  const words = usePriceWords(currency);
  if (words === null) return '…';
  return (
    <Details summary={words.perMonth(price, rule)}>
      <RuleLines price={price} rule={rule} currency={currency} />
    </Details>
  );
}

/** How the price is made up, a line for each part. */
export function RuleLines({ price, rule, currency }: RuledPriceProps) {
  const t = useText(priceText);
  const words = usePriceWords(currency);
  if (words === null) return null;
  return (
    <ul aria-label={t('howTitle')}>
      {words.lines(price, rule).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
