import type { ShownBilling } from './fragments.ts';

/** Who an organization is to accountants, as it is typed: the fields of the platform by their paths. */
export const BILLING_FIELDS = [
  ...(['legalName', 'taxNumber', 'vatId', 'email'] as const),
  ...(['address.street', 'address.postcode', 'address.city', 'address.country'] as const),
  ...(['account.holder', 'account.iban', 'account.number', 'account.bic', 'account.bankName'] as const),
];
export type BillingField = (typeof BILLING_FIELDS)[number];
export type BillingDetails = Readonly<Record<BillingField, string>>;

type Saved = ShownBilling['billing'];

export function billingDetailsOf(saved: Saved): BillingDetails {
  const { address = null, account = null } = saved ?? {};
  return {
    legalName: saved?.legalName ?? '',
    taxNumber: saved?.taxNumber ?? '',
    vatId: saved?.vatId ?? '',
    email: saved?.email ?? '',
    'address.street': address?.street ?? '',
    'address.postcode': address?.postcode ?? '',
    'address.city': address?.city ?? '',
    'address.country': address?.country ?? '',
    'account.holder': account?.holder ?? '',
    'account.iban': account?.iban ?? '',
    'account.number': account?.number ?? '',
    'account.bic': account?.bic ?? '',
    'account.bankName': account?.bankName ?? '',
  };
}

/** As mutation updateProfile takes it: empty lines are none. */
export function billingInput(typed: BillingDetails) {
  const { legalName, taxNumber, vatId, email } = typed;
  return {
    ...{ legalName, taxNumber, vatId, email },
    address: {
      street: typed['address.street'],
      postcode: typed['address.postcode'],
      city: typed['address.city'],
      country: typed['address.country'],
    },
    account: {
      holder: typed['account.holder'],
      iban: typed['account.iban'],
      number: typed['account.number'],
      bic: typed['account.bic'],
      bankName: typed['account.bankName'],
    },
  };
}

export function isBillingDetails(value: unknown): value is BillingDetails {
  const found = (value ?? {}) as Partial<Record<BillingField, unknown>>;
  return BILLING_FIELDS.every((field) => typeof found[field] === 'string');
}

/** As the platform names it in a refusal; null for another field. */
export function billingFieldIn(fault: string | null): BillingField | null {
  return BILLING_FIELDS.find((field) => fault === `input.billing.${field}`) ?? null;
}
