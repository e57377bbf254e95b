import { TextField } from '../../components/forms/field.tsx';
import { useText } from '../language/text.ts';
import { BILLING_FIELDS, type BillingField, billingFieldIn } from './billing-details.ts';
import { billingText } from './billing-text.ts';
import type { DetailsFieldsProps } from './details-fields.tsx';
import css from './profiles.module.css';

const CODES: readonly BillingField[] = [
  ...(['taxNumber', 'vatId', 'email', 'address.country'] as const),
  ...(['account.iban', 'account.number', 'account.bic'] as const),
];
const LIMITS: Partial<Record<BillingField, number>> = {
  ...{ taxNumber: 40, vatId: 40, email: 254, 'address.postcode': 40, 'address.country': 2 },
  ...{ 'account.iban': 42, 'account.number': 40, 'account.bic': 11 },
};

/** Who the organization is to accountants, and its account: what is wrong stands beside its field. */
export function BillingFields({ details, fault, isDisabled = false, onChange }: DetailsFieldsProps) {
  const t = useText(billingText);
  const wrong = billingFieldIn(fault);
  return (
    <section className={css['fields']} aria-labelledby="profile-billing">
      <h2 id="profile-billing">{t('title')}</h2>
      <p>{t('lead')}</p>
      {BILLING_FIELDS.map((field) => (
        <TextField
          key={field}
          label={t(`fields.${field}`)}
          error={wrong === field ? t(`faults.${faultOf(field)}`) : null}
          isDisabled={isDisabled}
          maxLength={LIMITS[field] ?? 200}
          {...(CODES.includes(field) && { spellCheck: 'false' as const })}
          value={details.billing[field]}
          onChange={(text) => onChange({ billing: { ...details.billing, [field]: text } })}
        />
      ))}
    </section>
  );
}

function faultOf(field: BillingField) {
  switch (field) {
    case 'vatId':
    case 'email':
      return field;
    case 'address.country':
      return 'country';
    case 'account.iban':
      return 'iban';
    case 'account.number':
      return 'number';
    case 'account.bic':
      return 'bic';
    default:
      return 'line';
  }
}
