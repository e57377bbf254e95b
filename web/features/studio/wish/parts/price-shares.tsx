import type { Terms } from '@lanran/protocol/licensing/terms';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useMoney } from '../../../../lib/pricing/money.ts';
import { divide } from '../model/price-parts.ts';
import css from './price-shares.module.css';
import { wishText } from '../words/wish-text.ts';

interface PriceSharesProps {
  readonly terms: Pick<Terms, 'price' | 'token' | 'communityShareBps' | 'operatorShareBps'>;
  /** Its name. */
  readonly holder: string;
  /** Its name; null where none stands behind the asset. */
  readonly community: string | null;
}

/** What is paid, and who gets how much of it: the same on every sheet that a licensee pays with. */
export function PriceShares({ terms, holder, community }: PriceSharesProps) {
  const t = useText(wishText);
  const money = useMoney();
  const lines = useShareLines({ terms, holder, community });
  const { price, token } = terms;
  return (
    <div className={css['shares']}>
      <strong>{price === 0n ? t('free') : money({ amount: price.toString(), token })}</strong>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

function useShareLines({ terms, holder, community }: PriceSharesProps): readonly string[] {
  const t = useText(wishText);
  const formats = useFormats();
  const money = useMoney();
  const { price, token, communityShareBps, operatorShareBps } = terms;
  const without = community === null ? [t('noCommunity')] : [];
  if (price === 0n) return without;
  const parts = divide(terms);
  const amount = (units: bigint) => money({ amount: units.toString(), token });
  const others = [
    ...(community === null
      ? []
      : [
          t('toCommunity', {
            money: amount(parts.community),
            share: formats.share(communityShareBps),
            community,
          }),
        ]),
    ...(parts.operator === 0n
      ? []
      : [t('toPlatform', { money: amount(parts.operator), share: formats.share(operatorShareBps) })]),
  ];
  const rest = { money: amount(parts.holder), holder };
  return [...others, others.length === 0 ? t('toHolder', rest) : t('restToHolder', rest), ...without];
}
