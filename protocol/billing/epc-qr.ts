import { FormatError } from '../kernel/errors.ts';
import { type CreditorReference, parseCreditorReference } from './creditor-reference.ts';
import { parseBic, parseIban } from './iban.ts';

/** A SEPA credit transfer, as the payer's bank reads it from the code. */
export interface EpcPayment {
  /** Who is paid, as the bank knows it. */
  readonly name: string;
  readonly iban: string;
  /** Null: left out, as within the European Economic Area. */
  readonly bic: string | null;
  /** Cents of a euro. */
  readonly cents: bigint;
  readonly reference: CreditorReference;
}

const MOST_NAME = 70;
const LEAST_CENTS = 1n;
const MOST_CENTS = 99_999_999_999n;
const MOST_BYTES = 331;

/**
 * Text of the QR code that initiates a SEPA credit transfer (EPC069-12 v3.1): version 002, UTF-8, lines by LF, the reference as structured
 * remittance. The code has medium error correction and at most version 13. A longer name is cut: banks compare the account.
 * @throws FormatError for what no such code can carry
 */
export function epcQr({ name, iban, bic, cents, reference }: EpcPayment): string {
  const payee = firstCharacters(name.normalize('NFC').replace(/\s+/g, ' ').trim(), MOST_NAME);
  if (payee === '') throw new FormatError('name', 'must name who is paid');
  if (cents < LEAST_CENTS || cents > MOST_CENTS)
    throw new FormatError('amount', 'must be from 0.01 to 999,999,999.99 EUR');
  const payload = [
    'BCD',
    '002',
    '1',
    'SCT',
    bic === null ? '' : parseBic(bic),
    payee,
    parseIban(iban),
    `EUR${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`,
    '',
    parseCreditorReference(reference),
  ].join('\n');
  const bytes = new TextEncoder().encode(payload).length;
  if (bytes > MOST_BYTES) throw new FormatError('name', `makes ${bytes} bytes; at most ${MOST_BYTES} fit`);
  return payload;
}

function firstCharacters(text: string, most: number): string {
  return Array.from(text).slice(0, most).join('').trim();
}
