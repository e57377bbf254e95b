import type { PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { SelectField } from '../../components/forms/select-field.tsx';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { currencyLabel } from './currency-names.ts';
import { currencyText } from './currency-text.ts';
import { rememberCurrency } from './usual-currency.ts';

interface CurrencyFieldProps {
  readonly currencies: readonly PlatformCurrency[];
  readonly value: PlatformCurrency;
  onChange(currency: PlatformCurrency): void;
}

/** In which currency a price is named, and how it is paid then; nothing where there is one alone. */
export function CurrencyField({ currencies, value, onChange }: CurrencyFieldProps) {
  const t = useText(currencyText);
  const { language } = useLanguage();
  if (currencies.length < 2) return null;
  return (
    <SelectField
      label={t('currency')}
      hint={t(`kinds.${value.kind}`)}
      value={value.address}
      choices={currencies.map((currency) => ({
        value: currency.address,
        label: currencyLabel(currency, language),
        hint: t(`kinds.${currency.kind}`),
      }))}
      onChange={(address) => {
        const chosen = currencies.find((currency) => currency.address === address);
        if (chosen === undefined) return;
        rememberCurrency(chosen);
        onChange(chosen);
      }}
    />
  );
}
