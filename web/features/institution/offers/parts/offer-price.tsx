import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { RadioField } from '../../../../components/forms/radio-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { PaymentToken } from '../../../../lib/pricing/payment-token.ts';
import type { OfferDraft, Permission } from '../model/offer-draft.ts';
import css from './offer-form.module.css';
import type { OfferableAsset } from '../model/offer-query.ts';
import { offerText } from '../words/offer-text.ts';
import { PriceRuleFields } from './price-rule-fields.tsx';
import { PriceShares } from './price-shares.tsx';

interface OfferPriceProps {
  /** Null for many. */
  readonly asset: OfferableAsset | null;
  readonly permission: Permission;
  readonly draft: OfferDraft;
  readonly token: PaymentToken;
  onChange(changed: Partial<OfferDraft>): void;
}

/** One price for any use, or a price for each month that grows with the use; and whether it is exclusive. */
export function OfferPrice({ asset, permission, draft, token, onChange }: OfferPriceProps) {
  const t = useText(offerText);
  const { isByRule, isExclusive, price } = draft;
  return (
    <fieldset className={css['part']}>
      <legend>{t('priceLegend')}</legend>
      <Checkbox isSelected={isExclusive} onChange={(next) => onChange({ isExclusive: next })}>
        {t('exclusive')}
        <span className={css['hint']}>{t('exclusiveHint')}</span>
      </Checkbox>
      <RadioField
        label={t('priceKind')}
        value={isByRule ? 'rule' : 'flat'}
        choices={[
          { value: 'flat', label: t('priceFlat') },
          { value: 'rule', label: t('priceByRule') },
        ]}
        onChange={(kind) => onChange({ isByRule: kind === 'rule' })}
      />
      <div className={css['price']}>
        <TextField
          label={t(isByRule ? 'pricePerMonth' : 'price', { symbol: token.symbol })}
          hint={t(isByRule ? 'pricePerMonthHint' : 'priceHint')}
          inputMode="decimal"
          autoComplete="off"
          value={price}
          onChange={(next) => onChange({ price: next })}
          isRequired
        />
      </div>
      {isByRule ? (
        <PriceRuleFields draft={draft} token={token} onChange={(rule) => onChange({ rule })} />
      ) : asset === null ? null : (
        <PriceShares asset={asset} permission={permission} price={price} token={token} />
      )}
    </fieldset>
  );
}
