import type { Contact } from '../../organizations/domain/contact.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { bothOf } from './bilingual.ts';
import type { Paper } from './paper.ts';

/** An organization as its papers name it. */
export interface Letterhead {
  readonly name: LocalizedText;
  readonly contact: Contact | null;
  readonly website: string | null;
}

/** Who writes, and where they are reached. */
export function letterheadOf({ name, contact, website }: Letterhead): Pick<Paper, 'issuer' | 'issuerLines'> {
  const address = contact?.postalAddress?.split(/\r?\n/).map((line) => line.trim()) ?? [];
  const reached = [contact?.email, contact?.telephone].filter((each) => each != null);
  return {
    issuer: bothOf(name),
    issuerLines: [address.join(' '), contact?.name ?? '', reached.join(' · '), website ?? ''].filter(
      (line) => line !== '',
    ),
  };
}
