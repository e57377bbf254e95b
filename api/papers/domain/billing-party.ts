import { territoryName } from '@lanran/protocol/territories/territories';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import { formatIban } from '@lanran/protocol/billing/iban';
import { formatCreditorReference } from '@lanran/protocol/billing/creditor-reference';
import type { BillingProfile } from '../../organizations/domain/billing-profile.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { bothOf, same } from './bilingual.ts';
import type { Letterhead } from './letterhead.ts';
import type { PaperParty, PaperRow } from './paper.ts';

/** An organization as accountants need it. */
export interface BillingParty extends Letterhead {
  readonly id: OrganizationId;
  readonly billing: BillingProfile | null;
  /** In its own words, where it has no account. */
  readonly bankDetails: string | null;
}

/** On one line, in both languages where they differ. */
export function bothNames(name: LocalizedText): string {
  const { zh, en } = bothOf(name);
  return zh === en ? zh : `${zh} ${en}`;
}

/** As registered, else as it calls itself. */
export function legalNameOf({ name, billing }: Pick<BillingParty, 'name' | 'billing'>): string {
  return billing?.legalName ?? bothNames(name);
}

export function partyOf(role: BilingualText, party: BillingParty): PaperParty {
  const { billing, contact } = party;
  const named = bothNames(party.name);
  const name = legalNameOf(party);
  const lines = [
    name === named ? null : named,
    ...addressLines(party),
    billing?.taxNumber == null ? null : `税号 Tax no. ${billing.taxNumber}`,
    billing?.vatId == null ? null : `增值税号 VAT no. ${billing.vatId}`,
    billing?.email ?? contact?.email ?? null,
  ];
  return { role, name, lines: lines.filter((line) => line !== null) };
}

/** Where to pay it, with the reference; a text in its own words where there is no account. */
export function accountRows(party: BillingParty, reference: string): PaperRow[] {
  const account = party.billing?.account ?? null;
  const referenced: PaperRow = {
    name: { en: 'Reference', zh: '付款附言' },
    value: same(formatCreditorReference(reference)),
    isStrong: true,
  };
  if (account === null) {
    const missing = { en: 'Not stated here: ask before you pay', zh: '此处未注明，付款前请先询问' };
    const value = party.bankDetails === null ? missing : same(party.bankDetails);
    return [{ name: { en: 'Bank details', zh: '收款账户' }, value }, referenced];
  }
  const { iban, number, bic, bankName, holder } = account;
  const row = (name: BilingualText, value: string | null, isStrong = false): PaperRow[] =>
    value === null ? [] : [{ name, value: same(value), isStrong }];
  return [
    ...row({ en: 'Payee', zh: '户名' }, holder ?? legalNameOf(party)),
    ...row({ en: 'IBAN', zh: '账号' }, iban === null ? null : formatIban(iban), true),
    ...row({ en: 'Account no.', zh: '账号' }, number, true),
    ...row({ en: 'Bank', zh: '开户行' }, bankName),
    ...row({ en: 'BIC', zh: '银行识别码' }, bic),
    referenced,
  ];
}

function addressLines({ billing, contact }: BillingParty): string[] {
  const address = billing?.address ?? null;
  if (address === null) return contact?.postalAddress?.split(/\r?\n/) ?? [];
  const { street, postcode, city, country } = address;
  const place = [postcode, city].filter((part) => part !== null).join(' ');
  const land = `${territoryName(country, 'zh')} ${territoryName(country, 'en')}`;
  return [street, place, land].filter((line) => line !== null && line !== '').map(String);
}
