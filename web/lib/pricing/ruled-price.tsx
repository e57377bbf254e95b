import { Details } from '../../components/facts/details.tsx';
import { useText } from '../language/text.ts';
import { useCurrencyOf } from './currencies.ts';
import type { Amount } from './money.ts';
import { priceText } from './price-text.ts';
import type { ShownRule } from './shown-rule.ts';
import { usePriceWords } from './use-price-words.ts';

interface RuledPriceProps {
  /** Of a month. */
  readonly price: Amount;
  readonly rule: ShownRule;
}

/** “from 100 TCNY a month”, which unfolds to how the price is made up. */
export function RuledPrice({ price, rule }: RuledPriceProps) {
  const words = usePriceWords(useCurrencyOf()(price.token));
  if (words === null) return '…';
  return (
    <Details summary={words.perMonth(price.amount, rule)}>
      <RuleLines price={price} rule={rule} />
    </Details>
  );
}

/** How the price is made up, a line for each part. */
export function RuleLines({ price, rule }: RuledPriceProps) {
  const t = useText(priceText);
  const words = usePriceWords(useCurrencyOf()(price.token));
  if (words === null) return null;
  return (
    <ul aria-label={t('howTitle')}>
      {words.lines(price.amount, rule).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
