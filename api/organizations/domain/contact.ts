import { BadInputError } from '../../platform/kernel/errors.ts';
import { parseLanguage, requireLine } from '../../platform/kernel/localized-text.ts';

const MAX_EMAIL = 254;
const MAX_TELEPHONE = 60;
const MAX_NAME = 200;
const MAX_ADDRESS = 500;
const MAX_WEBSITE = 300;
const MAX_BANK_DETAILS = 1_000;
/** Nothing that ends the address in a `mailto:` link, or stands for several. */
const EMAIL = /^[^\s@<>()[\]\\,;:"?&]+@[^\s@<>()[\]\\,;:"?&.]+(\.[^\s@<>()[\]\\,;:"?&.]+)+$/;

/** Whom to ask; everybody sees it. */
export interface Contact {
  readonly email: string | null;
  readonly telephone: string | null;
  /** Of a person or an office. */
  readonly name: string | null;
  /** Lines as on an envelope. */
  readonly postalAddress: string | null;
}

/** A contact as it arrives: every member unchecked. */
export type ContactInput = { readonly [Part in keyof Contact]?: string | null | undefined };

/** Null when nothing was given. @throws BadInputError */
export function parseContact(input: ContactInput): Contact | null {
  const email = parseEmail(input.email, 'input.contact.email');
  const telephone = parseLine(input.telephone, 'input.contact.telephone', MAX_TELEPHONE);
  if (telephone !== null && (telephone.match(/\d/g) ?? []).length < 3)
    throw new BadInputError(
      'input.contact.telephone',
      'must be a telephone number, such as +86 855 555 0101.',
    );
  const name = parseLine(input.name, 'input.contact.name', MAX_NAME);
  const postalAddress = parseLanguage(input.postalAddress, 'input.contact.postalAddress', MAX_ADDRESS);
  const contact = { email, telephone, name, postalAddress };
  return Object.values(contact).every((part) => part === null) ? null : contact;
}

/** Null when nothing was given. @throws BadInputError */
export function parseEmail(text: string | null | undefined, field: string): string | null {
  const email = parseLine(text, field, MAX_EMAIL);
  if (email !== null && !EMAIL.test(email))
    throw new BadInputError(field, 'must be one e-mail address, such as office@example.org.');
  return email;
}

/** As a browser writes the address, a name in other letters as Punycode; null when nothing was given. @throws BadInputError */
export function parseWebsite(text: string | null): string | null {
  const field = 'input.website';
  const line = parseLine(text, field, MAX_WEBSITE);
  if (line === null) return null;
  const url = URL.canParse(line) ? new URL(line) : null;
  const isWeb = url !== null && ['https:', 'http:'].includes(url.protocol) && url.hostname.includes('.');
  if (!isWeb || url.username !== '' || url.password !== '')
    throw new BadInputError(field, 'must be an address of the web, such as https://museum.example.org.');
  if (url.href.length > MAX_WEBSITE)
    throw new BadInputError(field, `must have at most ${MAX_WEBSITE} characters. Shorten it.`);
  return url.href;
}

/** Lines, such as account name, bank, account number and BIC; null when nothing was given. @throws BadInputError */
export function parseBankDetails(text: string | null): string | null {
  return parseLanguage(text, 'input.bankDetails', MAX_BANK_DETAILS);
}

function parseLine(text: string | null | undefined, field: string, maxLength: number): string | null {
  const line = parseLanguage(text, field, maxLength);
  if (line !== null) requireLine(line, field);
  return line;
}
