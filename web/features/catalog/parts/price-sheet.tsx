import { useState } from 'react';
import { formatMoney } from '@lanran/protocol/kernel/money';
import { currencyAt, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { Button } from '../../../components/forms/button.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { Sheet } from '../../../components/forms/sheet.tsx';
import { useText } from '../../../lib/language/text.ts';
import { CurrencyField } from '../../../lib/pricing/currency-field.tsx';
import { useDecimalsFault } from '../../../lib/pricing/use-price-line.ts';
import { usualCurrency } from '../../../lib/pricing/usual-currency.ts';
import { priceUnits } from '../../../lib/territories/price-units.ts';
import type { PriceRange } from '../model/catalog-state.ts';
import { catalogText } from '../words/text.ts';

interface PriceSheetProps {
  readonly currencies: readonly PlatformCurrency[];
  readonly price: PriceRange | null;
  onChoose(price: PriceRange): void;
  onClose(): void;
}

/** A currency, and between which prices; no price at all shows what is sold in it. */
export function PriceSheet({ currencies, price, onChoose, onClose }: PriceSheetProps) {
  const t = useText(catalogText);
  const decimalsFault = useDecimalsFault();
  const [currency, choose] = useState(
    () => currencyAt(currencies, price?.token ?? '') ?? usualCurrency(currencies),
  );
  const typed = (units: string | undefined) =>
    units === undefined ? '' : (formatMoney(BigInt(units), currency).split(' ')[0] ?? '');
  const [least, setLeast] = useState(() => typed(price?.min));
  const [most, setMost] = useState(() => typed(price?.max));
  const [isTried, setIsTried] = useState(false);
  const [min, max] = [unitsOf(least, currency), unitsOf(most, currency)];
  const faultOf = (text: string, units: bigint | 'none' | null) =>
    units === null ? (decimalsFault(text, currency) ?? t('priceWrong')) : null;
  const isReversed = typeof min === 'bigint' && typeof max === 'bigint' && max < min;
  const faults = {
    least: faultOf(least, min),
    most: faultOf(most, max) ?? (isReversed ? t('priceReversed') : null),
  };
  const show = () => {
    setIsTried(true);
    if (faults.least !== null || faults.most !== null) return;
    onChoose({
      token: currency.address,
      ...(typeof min === 'bigint' && { min: min.toString() }),
      ...(typeof max === 'bigint' && { max: max.toString() }),
    });
  };
  const { symbol } = currency;
  return (
    <Sheet
      title={t('names.price')}
      onClose={onClose}
      actions={
        <Button kind="main" onPress={show}>
          {t('showAll')}
        </Button>
      }
    >
      <p>{t('priceLead')}</p>
      <CurrencyField currencies={currencies} value={currency} onChange={choose} />
      <TextField
        label={t('least', { symbol })}
        inputMode="decimal"
        autoComplete="off"
        value={least}
        error={isTried ? faults.least : null}
        onChange={setLeast}
      />
      <TextField
        label={t('most', { symbol })}
        inputMode="decimal"
        autoComplete="off"
        value={most}
        error={isTried ? faults.most : null}
        onChange={setMost}
      />
    </Sheet>
  );
}

/** Null for what is no amount. */
function unitsOf(text: string, currency: PlatformCurrency): bigint | 'none' | null {
  return text.trim() === '' ? 'none' : priceUnits(text, currency);
}
