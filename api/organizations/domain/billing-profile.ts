import { parseCountry } from '@lanran/protocol/billing/countries';
import { formatIban, type Iban, parseBic, parseIban } from '@lanran/protocol/billing/iban';
import { parseVatId } from '@lanran/protocol/billing/vat-id';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { parseLanguage, requireLine } from '../../platform/kernel/localized-text.ts';
import { parseEmail } from './contact.ts';

const MAX_LINE = 200;
const MAX_NUMBER = 40;

export interface BillingAddress {
  readonly street: string | null;
  readonly city: string | null;
  readonly postcode: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Where it is paid: an IBAN, or the number of an account where banks have none. */
export interface BankAccount {
  readonly iban: Iban | null;
  readonly number: string | null;
  readonly bic: string | null;
  readonly bankName: string | null;
  /** Null: the organization itself. */
  readonly holder: string | null;
}

/** Who an organization is to accountants: for its members and the parties of its orders alone. */
export interface BillingProfile {
  /** As registered; null: the organization's name. */
  readonly legalName: string | null;
  readonly taxNumber: string | null;
  readonly vatId: string | null;
  readonly address: BillingAddress | null;
  readonly account: BankAccount | null;
  /** For invoices. */
  readonly email: string | null;
}

type Unchecked<T> = { readonly [Part in keyof T]?: string | null | undefined };

/** A billing profile as it arrives: every member unchecked. */
export interface BillingProfileInput extends Unchecked<Omit<BillingProfile, 'address' | 'account'>> {
  readonly address?: Unchecked<BillingAddress> | null | undefined;
  readonly account?: Unchecked<BankAccount> | null | undefined;
}

/** Null when nothing was given. @throws BadInputError naming the field and what is wrong in it */
export function parseBilling(input: BillingProfileInput): BillingProfile | null {
  const billing = {
    legalName: parseLine(input.legalName, 'legalName', MAX_LINE),
    taxNumber: parseLine(input.taxNumber, 'taxNumber', MAX_NUMBER),
    vatId: parseCode(input.vatId, 'vatId', parseVatId),
    address: parseAddress(input.address ?? {}),
    account: parseAccount(input.account ?? {}),
    email: parseEmail(input.email, 'input.billing.email'),
  };
  return Object.values(billing).every((part) => part === null) ? null : billing;
}

/** Lines by which an account is named where no form is asked for. */
export function accountLines({ iban, number, bic, bankName, holder }: BankAccount): string[] {
  return [
    holder,
    bankName,
    iban === null ? null : `IBAN ${formatIban(iban)}`,
    number,
    bic === null ? null : `BIC ${bic}`,
  ].filter((line) => line !== null);
}

/** Where invoices are paid: the account, else the text in its own words. */
export function payableAt({
  billing,
  bankDetails,
}: {
  readonly billing: BillingProfile | null;
  readonly bankDetails: string | null;
}): string | null {
  return billing?.account == null ? bankDetails : accountLines(billing.account).join('\n');
}

function parseAddress(input: Unchecked<BillingAddress>): BillingAddress | null {
  const street = parseLine(input.street, 'address.street', MAX_LINE);
  const city = parseLine(input.city, 'address.city', MAX_LINE);
  const postcode = parseLine(input.postcode, 'address.postcode', MAX_NUMBER);
  const country = parseCode(input.country, 'address.country', parseCountry);
  if (country !== null) return { street, city, postcode, country };
  if (street === null && city === null && postcode === null) return null;
  throw new BadInputError('input.billing.address.country', 'has to be given with an address, such as CN.');
}

function parseAccount(input: Unchecked<BankAccount>): BankAccount | null {
  const iban = parseCode(input.iban, 'account.iban', parseIban);
  const number = parseLine(input.number, 'account.number', MAX_NUMBER);
  const bic = parseCode(input.bic, 'account.bic', parseBic);
  const bankName = parseLine(input.bankName, 'account.bankName', MAX_LINE);
  const holder = parseLine(input.holder, 'account.holder', MAX_LINE);
  if (iban !== null && number !== null)
    throw new BadInputError('input.billing.account.number', 'stands in the IBAN already. Leave one out.');
  if (iban !== null || number !== null) return { iban, number, bic, bankName, holder };
  if (bic === null && bankName === null && holder === null) return null;
  throw new BadInputError(
    'input.billing.account.iban',
    'has to be given with a bank; where banks have no IBAN, give the number of the account.',
  );
}

function parseLine(text: string | null | undefined, part: string, maxLength: number): string | null {
  const field = `input.billing.${part}`;
  const line = parseLanguage(text, field, maxLength);
  if (line !== null) requireLine(line, field);
  return line;
}

function parseCode<T>(
  text: string | null | undefined,
  part: string,
  parse: (text: string, field: string) => T,
): T | null {
  const line = parseLine(text, part, MAX_NUMBER);
  if (line === null) return null;
  const field = `input.billing.${part}`;
  try {
    return parse(line, field);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new BadInputError(field, `${error.message.replace(`${field}: `, '')}.`);
  }
}
